import Kernel
import Practice
import Store

/// One thing that happened to a visit: who, when, why, and what undoing it brings back.
package struct VisitStep: Sendable, Equatable {
  package let appointment: ID<Appointment>
  /// 1 for the booking, then counted up.
  package let number: Int
  package let kind: Kind
  package let at: Instant
  package let staff: ID<Staff>
  package let staffName: String
  package let reason: String
  package let statusBefore: VisitStatus
  /// Where the visit stood before it was moved.
  package let movedFrom: Slot?
  /// Shared by the steps of one deed on several visits; empty for a step of its own.
  package let batch: String
  package let undone: Undone?

  package enum Kind: String, Sendable, Stored {
    case booked, moved, confirmed, arrived, roomed, started, checkout, done
    case noShow = "no_show"
    case cancelled
  }

  package struct Undone: Sendable, Equatable {
    package let at: Instant
    package let by: String
  }

  package init(
    _ kind: Kind, number: Int, of appointment: ID<Appointment>, at moment: Instant, by who: Who,
    reason: String = "", before: VisitStatus = .booked, movedFrom: Slot? = nil, batch: String = ""
  ) {
    self.init(
      appointment: appointment, number: number, kind: kind, at: moment, staff: who.staff, staffName: who.name,
      reason: reason, statusBefore: before, movedFrom: movedFrom, batch: batch, undone: nil)
  }

  init(
    appointment: ID<Appointment>, number: Int, kind: Kind, at: Instant, staff: ID<Staff>, staffName: String,
    reason: String, statusBefore: VisitStatus, movedFrom: Slot?, batch: String, undone: Undone?
  ) {
    self.appointment = appointment
    self.number = number
    self.kind = kind
    self.at = at
    self.staff = staff
    self.staffName = staffName
    self.reason = reason
    self.statusBefore = statusBefore
    self.movedFrom = movedFrom
    self.batch = batch
    self.undone = undone
  }
}

extension VisitStatus {
  /// The step that leads here.
  var step: VisitStep.Kind {
    switch self {
    case .booked: .booked
    case .confirmed: .confirmed
    case .arrived: .arrived
    case .roomed: .roomed
    case .started: .started
    case .checkout: .checkout
    case .done: .done
    case .noShow: .noShow
    case .cancelled: .cancelled
    }
  }
}
