import Kernel
import Practice
import Scheduling

extension TimesAsk {
  /// Looks `days` ahead where no last day was given.
  func wanted(days: Int = 60, most: Int = 30) -> TimesWanted? {
    type.map {
      var wanted = TimesWanted(
        visitType: $0.id, location: location, first: from, last: to ?? from.advanced(by: days),
        within: within, minutes: more.minutes, most: most)
      wanted.providers = provider.map { [$0] } ?? several
      (wanted.patient, wanted.ownDoctor) = (patient, ownDoctor)
      (wanted.specialty, wanted.gender, wanted.language) = (more.specialty, more.gender, more.language)
      if !more.weekdays.isEmpty { wanted.weekdays = more.weekdays }
      wanted.order = more.order
      wanted.links = more.then.map { TimesWanted.Link(visitType: $0, gap: 0...more.gap) }
      wanted.near = more.near
      (wanted.sameDayAs, wanted.after) = (more.sameDayAs, more.after)
      return wanted
    }
  }

  private var within: Range<Int> {
    switch part {
    case "morning": 0..<720
    case "afternoon": 720..<1440
    case "evening": 1020..<1440
    default: 0..<1440
    }
  }

  /// What a search came to.
  struct Found: Sendable {
    var times: [OpenTime] = []
    /// From when there are more: a last day that is cut short is left for the next page.
    var laterFrom: LocalDay?
    /// Told where little fits.
    var whyNot: WhyNotView?
  }

  /// Open times for a page on which one of them is chosen, for a visit or a group that would move there. Wider searches
  /// lead to `page`.
  func search(
    _ web: WebRequest, moving: Appointment? = nil, group: GroupDetails? = nil, page: String
  ) async throws -> Found {
    guard var wanted = wanted() else { return Found() }
    wanted.links = []
    if let moving {
      wanted.moving = moving.id
      wanted.minutes = wanted.minutes ?? moving.slot.minutes
    }
    if let group {
      wanted.group = group.session.id
      wanted.minutes = group.slot.minutes
    }
    var found = Found(times: try await web.scheduling.findTimes(wanted, by: web.who))
    found.whyNot = try await whyNot(web, wanted, found.times, page: page)
    if found.times.count == wanted.most, more.order == .earliest, let first = found.times.first?.slot.day,
      let last = found.times.last?.slot.day
    {
      // A day that has them all is shown, though it may have more.
      found.laterFrom = last == first ? last.advanced(by: 1) : last
      if last != first { found.times.removeAll { $0.slot.day == last } }
    }
    if let pressed = try await pressed(web, wanted), !found.times.contains(where: { $0.slot == pressed.slot })
    {
      found.times.append(pressed)
      found.times.sort { ($0.slot.day, $0.slot.time) < ($1.slot.day, $1.slot.time) }
    }
    return found
  }

  /// How many times are few enough to say why there are not more.
  private static let few = 4

  func whyNot(
    _ web: WebRequest, _ wanted: TimesWanted, _ found: [OpenTime], page: String
  ) async throws -> WhyNotView? {
    guard found.count <= Self.few else { return nil }
    let why = try await web.scheduling.whyNot(wanted, by: web.who)
    return WhyNotView(why, nothing: found.isEmpty) { "\(page)?\(query($0, of: why))" }
  }

  private func query(_ wider: WhyNot.Wider, of why: WhyNot) -> String {
    query(wider.changes.reduce(into: [:]) { $0.merge(fields($1, wider.wanted)) { _, new in new } })
  }

  private func fields(_ change: WhyNot.Change, _ wanted: TimesWanted) -> [String: String] {
    switch change {
    case .anyClinician: ["provider": "", "several": ""]
    case .anyGender: ["gender": ""]
    case .anyLanguage: ["language": ""]
    case .anySpecialty: ["specialty": ""]
    case .anywhere: ["location": "", "near": ""]
    case .anyTimeOfDay: ["part": ""]
    case .anyWeekday: ["weekday": ""]
    case .shorter(let minutes, _): ["minutes": String(minutes)]
    case .longerGap(let gap): ["gap": String(gap)]
    case .later: ["from": wanted.first.description, "to": wanted.last.description, "same_day": ""]
    }
  }

  /// The very time that was pressed on the board, if it is still open for this kind of visit.
  private func pressed(_ web: WebRequest, _ wanted: TimesWanted) async throws -> OpenTime? {
    guard let time, time.minutes + minutes <= 1440 else { return nil }
    var exact = wanted
    exact.last = exact.first
    exact.within = time.minutes..<time.minutes + minutes
    exact.most = 1
    return try await web.scheduling.findTimes(exact, by: web.who).first
  }
}
