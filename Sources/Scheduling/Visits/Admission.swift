import Kernel
import Practice

/// Whether a visit may stand in its slot, and which rooms and devices it then holds. Pure: no database, no clock.
struct Admission {
  let plan: BookingPlan
  /// Who and what is taken around the time, by holder; what is out of service counts as taken.
  let taken: Taken
  /// The patient's other visits around the time.
  let own: [Range<Instant>]
  /// The provider's other visits of the day, as blocks count them.
  let neighbours: [BlockRule.Neighbour]
  let load: DayLoad
  /// Who else shares the time, for a group visit.
  let session: GroupSession?
  let now: Instant
  /// It stands on that day already: whoever prepares it has had their notice.
  var hasNotice = false

  struct Holding: Equatable {
    var resources: [ID<Resource>]
    /// Whether it stands beside another visit.
    var isDouble: Bool
    /// The rules it is booked past, in the order in which they were looked at.
    var passed: [BookingRefused]

    var isOrdinary: Bool { passed.isEmpty }
  }

  /// `mayPass`: whether somebody decided, and may decide, to book past a rule.
  /// - Throws: the first rule that is in the way.
  func admit(passing mayPass: (BookingRefused) -> Bool) throws(BookingRefused) -> Holding {
    let broken = broken
    for rule in broken where !mayPass(rule) { throw rule }
    // Somebody decided: what is free is held, what is not is shared with whoever has it.
    let resources = freeResources ?? plan.candidates.compactMap(\.first)
    return Holding(resources: resources, isDouble: broken.contains(where: \.isHard), passed: broken)
  }

  /// Everything that speaks against the visit, the plainest first.
  var broken: [BookingRefused] {
    var broken: [BookingRefused] = []
    if !plan.type.providers.contains(plan.slot.provider) { broken.append(.notTheirKind) }
    if !plan.hours.open.holds(plan.slot.span) { broken.append(plan.refusalOfHours) }
    if let session, session.taken >= session.capacity { broken.append(.groupFull(session.capacity)) }
    if session == nil, !isFree(.provider(plan.slot.provider)) { broken.append(.slotTaken) }
    if !own.isEmpty { broken.append(.patientElsewhere) }
    if session == nil, freeResources == nil { broken.append(.roomTaken) }
    let lead = plan.type.rules.leadMinutes
    if lead > 0, !hasNotice, plan.time.lowerBound < now.advanced(byMinutes: lead) {
      broken.append(.leadTime(lead))
    }
    let rule = BlockRule(blocks: plan.hours.blocks, day: plan.slot.day, zone: plan.zone)
    if let block = rule.keeper(of: plan.slot.span, plan.type, others: neighbours, now: now) {
      broken.append(.block(block.label))
    }
    if let cap = load.refusal(of: plan.loadItem) { broken.append(cap) }
    return broken
  }

  private func isFree(_ holder: Holder) -> Bool {
    let wanted = ClaimTime(plan.time, plan.type.rules.buffer.holding(holder))
    return !(taken.times[holder] ?? []).contains { $0.clashes(with: wanted) }
  }

  private var freeResources: [ID<Resource>]? {
    Rooms.choose(for: plan.candidates) { isFree(.resource($0)) }
  }
}

extension BookingPlan {
  var loadItem: DayLoad.Item {
    DayLoad.Item(
      day: slot.day, starts: slot.time, weighted: weighted, type: type.id, category: type.rules.category)
  }

  fileprivate var refusalOfHours: BookingRefused {
    if let pause = hours.pauses.first(where: { $0.span.overlaps(slot.span) }) {
      return .pause(pause.label)
    }
    return .notThere
  }
}
