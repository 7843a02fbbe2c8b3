import Foundation
import Kernel
import Practice
import Store

/// A time that nobody has any more, for whoever fills it again.
package struct FreedTime: Sendable, Codable, Equatable {
  package let slot: Slot
  package let visitType: ID<VisitType>

  /// The job that follows the commit which freed a time. Its payload is a freed time as JSON.
  package static let job = "schedule.freed"

  package init(slot: Slot, visitType: ID<VisitType>) {
    self.slot = slot
    self.visitType = visitType
  }
}

extension Transaction {
  /// Notes, in the commit of the step, that a visit which lay ahead has left its time.
  func freed(_ old: Appointment, by step: VisitStep) throws {
    guard old.start > step.at, old.status.holdsItsPlace else { return }
    let time = FreedTime(slot: old.slot, visitType: old.visitType)
    try tellFreed(time, key: "\(old.id):\(step.number)", at: step.at)
  }

  func tellFreed(_ time: FreedTime, key: String, at moment: Instant) throws {
    let payload = String(decoding: try JSONEncoder().encode(time), as: UTF8.self)
    try enqueue(Job(kind: FreedTime.job, key: key, payload: payload, due: moment), at: moment)
  }
}
