import Kernel
import Practice
import Scheduling

/// A time as a form sends it: `provider_location_2026-11-24_14:00`.
struct SlotCode: Sendable {
  let provider: ID<Provider>
  let location: ID<Location>
  let day: LocalDay
  let time: WallTime

  init(_ slot: Slot) {
    provider = slot.provider
    location = slot.location
    day = slot.day
    time = slot.time
  }

  init(provider: ID<Provider>, location: ID<Location>, day: LocalDay, time: WallTime) {
    self.provider = provider
    self.location = location
    self.day = day
    self.time = time
  }

  /// - Throws: ``InvalidInput`` where no time was chosen.
  init(_ form: Form) throws {
    let parts = form["slot"].split(separator: "_").map(String.init)
    guard parts.count == 4, let provider = ID<Provider>(parts[0]), let location = ID<Location>(parts[1]),
      let day = LocalDay(parts[2]), let time = WallTime(parts[3])
    else { throw InvalidInput("slot", "Choose one of the times.") }
    self.init(provider: provider, location: location, day: day, time: time)
  }

  var text: String { "\(provider)_\(location)_\(day)_\(time.padded)" }

  func slot(minutes: Int) -> Slot {
    Slot(provider: provider, location: location, day: day, time: time, minutes: minutes)
  }
}

extension TimeChoice {
  /// An open time in words.
  init(_ open: OpenTime, chosen: Bool = false) {
    let slot = open.slot
    self.init(
      value: SlotCode(slot).text, time: clockTime(slot.time.minutes),
      words: "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes))", who: open.providerName,
      place: open.locationName, chosen: chosen)
  }
}

/// Open times by day; the first, or the one that was asked for, is chosen already.
func timesByDay(_ times: [OpenTime], today: LocalDay, chosen: Slot? = nil) -> [TimesDay] {
  let chosen = times.map(\.slot).first { $0 == chosen } ?? times.first?.slot
  return Dictionary(grouping: times, by: \.slot.day).sorted { $0.key < $1.key }.map { day, times in
    TimesDay(
      name: namedDay(day, today: today), times: times.map { TimeChoice($0, chosen: $0.slot == chosen) })
  }
}
