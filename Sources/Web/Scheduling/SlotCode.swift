import Kernel
import Practice
import Scheduling

/// A time as a form sends it: `provider_location_2026-11-24_14:00`, and `_15` behind it where its length goes with it.
struct SlotCode: Sendable {
  let provider: ID<Provider>
  let location: ID<Location>
  let day: LocalDay
  let time: WallTime
  let minutes: Int?

  /// With its length: a planned start has its own.
  init(_ slot: Slot) {
    self.init(
      provider: slot.provider, location: slot.location, day: slot.day, time: slot.time, minutes: slot.minutes)
  }

  init(
    provider: ID<Provider>, location: ID<Location>, day: LocalDay, time: WallTime, minutes: Int? = nil
  ) {
    self.provider = provider
    self.location = location
    self.day = day
    self.time = time
    self.minutes = minutes
  }

  /// - Throws: ``InvalidInput`` where no time was chosen.
  init(_ form: Form) throws {
    let parts = form["slot"].split(separator: "_").map(String.init)
    guard (4...5).contains(parts.count), let provider = ID<Provider>(parts[0]),
      let location = ID<Location>(parts[1]),
      let day = LocalDay(parts[2]), let time = WallTime(parts[3])
    else { throw InvalidInput("slot", "Choose one of the times.") }
    let minutes = parts.count == 5 ? Int(parts[4]) : nil
    guard parts.count == 4 || minutes != nil else { throw InvalidInput("slot", "Choose one of the times.") }
    self.init(provider: provider, location: location, day: day, time: time, minutes: minutes)
  }

  var text: String { "\(provider)_\(location)_\(day)_\(time.padded)" + (minutes.map { "_\($0)" } ?? "") }

  /// `minutes`: the length where it does not go with the time.
  func slot(minutes: Int) -> Slot {
    Slot(provider: provider, location: location, day: day, time: time, minutes: self.minutes ?? minutes)
  }
}

extension Slot {
  func isStart(of other: Slot) -> Bool {
    (provider, location, day, time) == (other.provider, other.location, other.day, other.time)
  }
}

extension TimeChoice {
  /// An open time in words.
  init(_ open: OpenTime, chosen: Bool = false) {
    let slot = open.slot
    self.init(
      value: SlotCode(slot).text, time: clockTime(slot.time.minutes),
      words: "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes))", who: open.providerName,
      place: ([open.locationName] + open.visits[0].resourceNames).joined(separator: " · "),
      reasons: open.reasons.map(\.words) + (open.seats.map { ["\($0) seats left"] } ?? []),
      then: open.visits.dropFirst().map {
        "\(clockRange($0.slot.time.minutes, $0.slot.minutes)) \($0.typeName) · \($0.providerName)"
          + $0.resourceNames.map { " · " + $0 }.joined()
      },
      services: open.visits.count > 1 ? open.visits.map(BookRowPage.Service.text) : [], chosen: chosen)
  }
}

extension TimesAsk {
  /// Open times for a page on which one is chosen: by day, or in the order that was asked for. The first is chosen
  /// where the one that was meant is not among them, unless something else is chosen already.
  func days(_ times: [OpenTime], chosen: Slot? = nil, orFirst: Bool = true) -> [TimesDay] {
    let chosen =
      chosen.flatMap { chosen in
        // A planned start has a length of its own.
        times.map(\.slot).first { $0 == chosen } ?? times.map(\.slot).first { $0.isStart(of: chosen) }
      } ?? (orFirst ? times.first?.slot : nil)
    if more.order == .earliest {
      return Dictionary(grouping: times, by: \.slot.day).sorted { $0.key < $1.key }.map { day, times in
        TimesDay(
          name: namedDay(day, today: today), times: times.map { TimeChoice($0, chosen: $0.slot == chosen) })
      }
    }
    if times.isEmpty { return [] }
    let choices = times.map { open in
      var choice = TimeChoice(open, chosen: open.slot == chosen)
      choice.time = "\(shortDay(open.slot.day)), \(choice.time)"
      return choice
    }
    return [TimesDay(name: more.order.words, times: choices)]
  }
}
