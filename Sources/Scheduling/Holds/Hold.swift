import Kernel
import Practice
import Records

/// A time that is kept for somebody for a few minutes, while they think or ask at home.
package struct Hold: Sendable, Equatable {
  package let id: ID<Hold>
  /// Who it is for, where that is known already.
  package let patient: ID<Patient>?
  package let visitType: ID<VisitType>
  package let slot: Slot
  package let madeBy: ID<Staff>
  package let madeByName: String
  package let expires: Instant
}

/// How long a time may be held, in minutes.
package let holdMinutes = 1...30
