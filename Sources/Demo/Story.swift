import Kernel
import Practice
import Scheduling

/// What happens to one visit, from the booking to the end, each thing at its time. What lies after now has not
/// happened yet.
struct Story {
  let visit: ID<Appointment>
  let slot: Slot
  let start: Instant
  let zone: Zone
  let isSameDay: Bool
  let now: Instant
  let staff: Staffing

  struct Staffing: Sendable {
    let desk: [Who]
    let nurse: Who
    let provider: Who
  }

  private(set) var steps: [VisitStep] = []

  var bookedAt: Instant { steps.first?.at ?? now }
  var cancelledAt: Instant? { steps.first { $0.kind == .cancelled }?.at }

  /// Where the visit stands, and how many steps it has.
  private var before = VisitStatus.booked
  private var number = 0

  init(
    visit: ID<Appointment>, slot: Slot, start: Instant, zone: Zone, isSameDay: Bool, now: Instant,
    staff: Staffing
  ) {
    self.visit = visit
    self.slot = slot
    self.start = start
    self.zone = zone
    self.isSameDay = isSameDay
    self.now = now
    self.staff = staff
  }

  /// `free` is when the provider is free again, and moves on with this visit; `registered` is the day on which the
  /// patient came to the practice.
  mutating func tell(_ dice: inout Dice, free: inout Instant, registered: LocalDay) {
    let desk = dice.pick(staff.desk)
    let booked = bookingMoment(&dice, registered)
    add(.booked, booked, desk)
    let confirmed = officeMoment(slot.day.advanced(by: -dice.number(1...3)), &dice)
    if dice.falls(74), confirmed > booked, confirmed < start { add(.confirmed, confirmed, desk) }
    if dice.falls(6) {
      let hours = max(1, start.minutes(since: booked) / 60)
      let moment = start.advanced(byMinutes: -60 * dice.number(1...min(hours, 70)) + dice.number(0...40))
      let last = steps.last?.at ?? booked
      if moment > last { return add(.cancelled, moment, desk, dice.pick(DemoKind.reasonsToCancel)) }
    }
    if dice.falls(isSameDay ? 2 : 5) {
      return add(.noShow, start.advanced(byMinutes: dice.number(18...30)), desk)
    }
    come(&dice, desk, &free)
  }

  /// Goes on with a visit that somebody booked, or that an earlier day left open.
  mutating func goOn(from status: VisitStatus, after number: Int, _ dice: inout Dice, free: inout Instant) {
    (self.before, self.number) = (status, number)
    let desk = dice.pick(staff.desk)
    switch status {
    case .booked, .confirmed:
      if dice.falls(5) { return add(.noShow, start.advanced(byMinutes: dice.number(18...30)), desk) }
      come(&dice, desk, &free)
    case .arrived, .roomed, .started, .checkout: come(&dice, desk, &free)
    case .done, .noShow, .cancelled: return
    }
  }

  private mutating func come(_ dice: inout Dice, _ desk: Who, _ free: inout Instant) {
    let early = dice.falls(82) ? dice.number(2...16) : -dice.number(1...8)
    let arrived = max(start.advanced(byMinutes: -early), (steps.last?.at ?? start).advanced(byMinutes: 1))
    let ready = max(free.advanced(byMinutes: 1), start.advanced(byMinutes: dice.number(-3...4)))
    let roomed = max(
      arrived.advanced(byMinutes: dice.number(2...7)), ready.advanced(byMinutes: -dice.number(2...9)))
    let started = max(ready, roomed.advanced(byMinutes: dice.number(1...4)))
    // Who runs late hurries.
    let isLate = started.minutes(since: start) > 12
    let share = isLate ? dice.number(58...76) : dice.number(70...106)
    let done = started.advanced(bySeconds: max(4, slot.minutes * share / 100) * 60 + dice.number(0...50))
    free = done
    add(.arrived, arrived, desk)
    add(.roomed, roomed, staff.nurse)
    add(.started, started, staff.provider)
    add(.checkout, done, staff.provider)
    // Paying and agreeing on the next visit take some minutes.
    add(.done, done.advanced(byMinutes: dice.number(2...9)), desk)
  }

  private mutating func add(_ kind: VisitStep.Kind, _ moment: Instant, _ who: Who, _ reason: String = "") {
    let status = VisitStatus(rawValue: kind.rawValue) ?? .booked
    guard number == 0 || moment <= now && before.next.contains(status) else { return }
    number += 1
    steps.append(
      VisitStep(kind, number: number, of: visit, at: moment, by: who, reason: reason, before: before))
    before = status
  }

  /// Some weeks ahead, or on the very day; never after now, and never before the patient was known.
  private func bookingMoment(_ dice: inout Dice, _ registered: LocalDay) -> Instant {
    let moment: Instant
    if isSameDay, slot.day <= zone.day(of: now) {
      moment = start.advanced(byMinutes: -dice.number(25...min(240, max(30, slot.time.minutes - 450))))
    } else {
      let ahead = max(0, slot.day.days(since: zone.day(of: now)))
      let lead = max(
        ahead, dice.pick([(35, dice.number(1...7)), (40, dice.number(8...28)), (25, dice.number(29...75))]))
      let day = max(registered, slot.day.advanced(by: -lead - (ahead == lead ? dice.number(0...9) : 0)))
      moment = officeMoment(day, &dice)
    }
    return min(moment, now.advanced(byMinutes: -dice.number(2...90)), start.advanced(byMinutes: -5))
  }

  /// Some time of an office day; a Sunday counts for the Friday before.
  private func officeMoment(_ day: LocalDay, _ dice: inout Dice) -> Instant {
    let back = day.weekday == .sunday ? 2 : day.weekday == .saturday ? 1 : 0
    return zone.instant(day.advanced(by: -back), .midnight).advanced(bySeconds: dice.number(29_400...63_000))
  }
}
