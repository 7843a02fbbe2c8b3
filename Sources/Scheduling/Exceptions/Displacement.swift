import Kernel
import Practice

/// A booked visit that a change leaves without hours, or without its room.
package struct Displaced: Sendable, Equatable {
  package let board: BoardVisit
  package let why: Displacement

  package var visit: Appointment { board.visit }
}

/// Why a visit cannot stay where it is.
package enum Displacement: Sendable, Equatable {
  case notThere
  /// What the time is called now: `Vacation`, `Thanksgiving`, `Lunch`.
  case pause(String)
  /// What the time is kept for now.
  case block(String)
  /// Visits start at other times there now.
  case planned
  /// What is out of service, and why.
  case outOfService(String, String)

  package var words: String {
    switch self {
    case .notThere: "The provider is not there any more at that time."
    case .pause(let label): label.isEmpty ? "The time is closed now." : "The time is closed now: \(label)."
    case .block(let label): "The time is kept for something else now: \(label)."
    case .planned: "Visits start at other times there now."
    case .outOfService(let name, let reason): "\(name) is out of service: \(reason)."
    }
  }
}

/// Asks of each visit of one provider's day whether it fits the hours. Pure.
struct DayCheck {
  let hours: DayHours
  let blocks: BlockRule

  init(_ hours: DayHours, on day: LocalDay, _ zone: Zone) {
    self.hours = hours
    blocks = BlockRule(blocks: hours.blocks, day: day, zone: zone)
  }

  /// Why it does not fit; nil where it does.
  func misfit(
    of slot: Slot, _ type: VisitType, others: [BlockRule.Neighbour], now: Instant
  ) -> Displacement? {
    if !hours.open.holds(slot.span) {
      let pause = hours.pauses.first { $0.span.overlaps(slot.span) }
      return pause.map { .pause($0.label) } ?? .notThere
    }
    if let block = blocks.keeper(of: slot.span, type, others: others, now: now) { return .block(block.label) }
    return hours.offers(type.id, at: slot.time.minutes) ? nil : .planned
  }
}

/// Until when a displaced visit has to have another time, and how pressing that is: a day before the visit, and
/// within the hour where that has passed already.
func displacedDeadline(_ start: Instant, now: Instant) -> (due: Instant, urgency: WorkItem.Urgency) {
  let day = 24 * 60
  let due = min(start, max(start.advanced(byMinutes: -day), now.advanced(byMinutes: 60)))
  switch start.minutes(since: now) {
  case ..<(2 * day): return (due, .urgent)
  case ..<(7 * day): return (due, .soon)
  default: return (due, .ordinary)
  }
}
