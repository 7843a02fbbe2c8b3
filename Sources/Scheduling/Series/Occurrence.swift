import Kernel
import Practice
import Records
import Store

/// One visit of a series before it is booked or moved: where it would stand, what is against it, and what else could
/// be had.
package struct Occurrence: Sendable, Equatable {
  package let slot: Slot
  /// Nil where it could be booked now.
  package let refusal: BookingRefused?
  package let alternatives: [Alternative]
  /// The visit that would be moved, with the steps it has; nil for a new one.
  package let visit: Appointment?

  package struct Alternative: Sendable, Equatable {
    package let kind: Kind
    package let slot: Slot
  }

  package enum Kind: Sendable { case sameDay, nearDay, otherProvider }
}

/// Tries occurrences on the days as they are, reading each day once.
struct OccurrenceTrial {
  let tx: Transaction
  let now: Instant
  private var days: [Key: DayTrial] = [:]

  private struct Key: Hashable {
    let provider: ID<Provider>
    let day: LocalDay
    let visit: ID<Appointment>?
  }

  init(_ tx: Transaction, now: Instant) {
    self.tx = tx
    self.now = now
  }

  mutating func occurrence(_ ask: PlanAsk, moving visit: Appointment? = nil) throws -> Occurrence {
    guard let refusal = try refusal(ask, visit) else {
      return Occurrence(slot: ask.slot, refusal: nil, alternatives: [], visit: visit)
    }
    return Occurrence(
      slot: ask.slot, refusal: refusal, alternatives: try alternatives(ask, visit), visit: visit)
  }

  private mutating func refusal(_ ask: PlanAsk, _ visit: Appointment?) throws -> BookingRefused? {
    if let visit, visit.slot == ask.slot { return nil }
    if BookingRefused.isTooFar(ask.slot.day, now) { return .tooFar(ask.slot.day) }
    return try day(ask, visit).refusal(at: ask.slot.time)
  }

  /// The nearest time before and after on the day, the nearest times of the days around it, and others at that time.
  private mutating func alternatives(_ ask: PlanAsk, _ visit: Appointment?) throws -> [Occurrence.Alternative]
  {
    let wanted = ask.slot.time
    let today = try day(ask, visit)
    let open = today.open()
    var found = [open.last { $0 < wanted }, open.first { $0 > wanted }].compactMap(\.self).map {
      Occurrence.Alternative(kind: .sameDay, slot: today.slot(at: $0))
    }
    for shift in [1, -1, 2, -2, 3, -3] where found.count { $0.kind == .nearDay } < 2 {
      let trial = try day(ask.with { $0.day = $0.day.advanced(by: shift) }, visit)
      let time = trial.open(every: 15).min {
        abs($0.minutes - wanted.minutes) < abs($1.minutes - wanted.minutes)
      }
      if let time { found.append(.init(kind: .nearDay, slot: trial.slot(at: time))) }
    }
    for provider in today.type.providers.sorted()
    where provider != ask.slot.provider && found.count { $0.kind == .otherProvider } < 2 {
      let trial = try day(ask.with { $0.provider = provider }, visit)
      if trial.refusal(at: wanted) == nil {
        found.append(.init(kind: .otherProvider, slot: trial.slot(at: wanted)))
      }
    }
    return found
  }

  private mutating func day(_ ask: PlanAsk, _ visit: Appointment?) throws -> DayTrial {
    let key = Key(provider: ask.slot.provider, day: ask.slot.day, visit: visit?.id)
    if let known = days[key] { return known }
    let trial = try tx.tryDay(ask, leaving: visit.map { [$0] } ?? [], now: now)
    days[key] = trial
    return trial
  }
}

extension BookingRefused {
  static func isTooFar(_ day: LocalDay, _ now: Instant) -> Bool {
    day.days(since: Zone.utc.day(of: now)) > 3 * 366
  }
}

extension PlanAsk {
  /// The same for another slot.
  fileprivate func with(_ change: (inout Slot) -> Void) -> PlanAsk {
    var slot = slot
    change(&slot)
    return PlanAsk(patient: patient, visitType: visitType, slot: slot, isMove: isMove)
  }
}
