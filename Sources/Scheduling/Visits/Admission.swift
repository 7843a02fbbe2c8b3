import Kernel
import Practice

/// Whether a visit may stand in its slot, and which rooms and devices it then holds. Pure: no database, no clock.
struct Admission {
  let plan: BookingPlan
  /// Who and what is taken around the time, by holder.
  let taken: [Holder: [Range<Instant>]]
  /// Why it should stand there although somebody else does, or nobody is there; empty for the ordinary booking.
  let reason: String

  struct Holding: Equatable {
    var resources: [ID<Resource>]
    /// Whether it stands beside another visit, or outside of hours.
    var isOverbooked: Bool
  }

  func admit() throws(BookingRefused) -> Holding {
    let provider = Holder.provider(plan.slot.provider)
    do throws(BookingRefused) {
      guard plan.type.providers.contains(plan.slot.provider) else { throw BookingRefused.notTheirKind }
      guard plan.hours.open.holds(plan.slot.span) else { throw plan.refusalOfHours }
      guard isFree(provider) else { throw BookingRefused.slotTaken }
      guard plan.own.isEmpty else { throw BookingRefused.patientElsewhere }
      guard let resources = freeResources() else { throw BookingRefused.roomTaken }
      return Holding(resources: resources, isOverbooked: false)
    } catch {
      if reason.isEmpty { throw error }
      // Somebody decided: what is free is held, what is not is shared with whoever has it.
      let resources = freeResources() ?? plan.candidates.compactMap(\.first)
      return Holding(resources: resources, isOverbooked: true)
    }
  }

  private func isFree(_ holder: Holder) -> Bool {
    !(taken[holder] ?? []).contains { $0.overlaps(plan.time) }
  }

  private func freeResources() -> [ID<Resource>]? {
    Rooms.choose(for: plan.candidates) { isFree(.resource($0)) }
  }
}

extension BookingPlan {
  fileprivate var refusalOfHours: BookingRefused {
    if let pause = hours.pauses.first(where: { $0.span.overlaps(slot.span) }) {
      return .pause(pause.label)
    }
    return .notThere
  }
}
