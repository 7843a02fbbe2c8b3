import Kernel
import Practice
import Scheduling

/// Which visits of a day are meant, and what is to be done with them: read from the address.
struct SeveralAsk: Sendable {
  let day: DayAsk
  let after: WallTime?
  let until: WallTime?
  /// Ticked one by one; nil where everything that fits is meant.
  let ticked: Set<ID<Appointment>>?
  let deed: Deed
  let minutes: Int
  /// Gaps take the delay up.
  let absorbing: Bool
  let to: ID<Provider>?
  let overrule: String
  /// Somebody said whose visits or from when, and so means all of those until ticks say otherwise.
  private let isFiltered: Bool

  enum Deed: String, Sendable { case shift, give, cancel }

  init(_ web: WebRequest, _ day: DayAsk) throws {
    let query = web.query
    self.day = day
    after = try query.optionalTime("after", called: "the first time")
    until = try query.optionalTime("until", called: "the last time")
    let ids = query.values("visit").compactMap { ID<Appointment>($0) }
    ticked = query.has("ticked") || !ids.isEmpty ? Set(ids) : nil
    deed = try query.optionalChoice("deed", called: "what is to be done") ?? .shift
    minutes = try query.optionalInt("minutes", -480...480, called: "the minutes") ?? 30
    absorbing = query.flag("gaps")
    to = try query.optionalID("to", called: "who takes them")
    overrule = try query.optionalText("overrule", called: "the reason") ?? ""
    isFiltered = query.has("after") || day.provider != nil
  }

  /// The visits of the day among which one chooses.
  func fits(_ v: BoardVisit) -> Bool {
    let time = v.visit.slot.time
    return (day.provider == nil || v.visit.slot.provider == day.provider)
      && (after.map { time >= $0 } ?? true) && (until.map { time < $0 } ?? true)
      && (v.visit.status.isMovable || ticked?.contains(v.visit.id) == true)
  }

  /// Ticked, or all that fit once something was said about them.
  func isChosen(_ v: BoardVisit) -> Bool {
    ticked?.contains(v.visit.id) ?? isFiltered
  }

  /// What the verb is asked; nil for cancelling, or while nobody was chosen to take them.
  var together: Together? {
    switch deed {
    case .shift: .shift(minutes: minutes, absorbing: absorbing)
    case .give: to.map { .give(to: $0) }
    case .cancel: nil
    }
  }
}

/// One visit and where it goes, as the form sends it: `visit_steps_minutes_provider_location_day_time`.
struct MoveCode: Sendable {
  let text: String

  init(_ visit: Appointment, to slot: Slot) {
    text = "\(visit.id)_\(visit.steps)_\(slot.minutes)_\(SlotCode(slot).text)"
  }

  /// Nil for what is not one.
  static func read(_ text: String) -> VisitMove? {
    let parts = text.split(separator: "_", maxSplits: 3).map(String.init)
    guard parts.count == 4, let visit = ID<Appointment>(parts[0]), let steps = Int(parts[1]),
      let minutes = Int(parts[2]), let code = try? SlotCode(Form(["slot": parts[3]]))
    else { return nil }
    return VisitMove(visit, to: code.slot(minutes: minutes), seen: steps)
  }
}
