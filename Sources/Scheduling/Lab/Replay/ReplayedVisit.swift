import Kernel
import Practice
import Records

/// A visit as it was really asked for, and what became of it: what a replay is made of.
package struct ReplayedVisit: Sendable, Equatable {
  let patient: ID<Patient>
  let type: ID<VisitType>
  /// The language of the interpreter, in lower case; nil where none is needed.
  var language: String?
  /// Minutes as the caseload counted them, for the length that it was booked with.
  var weighted: Int
  /// The rooms and devices it held to the end; empty where it gave them up.
  var rooms: [ID<Resource>] = []
  /// Minutes with the clinician; nil where nobody pressed the buttons.
  var took: Int?
  /// Asked for and arrived at once: somebody who came without a time.
  var isWalkIn = false
  /// The booking, the moves and the end of it, in their order.
  var turns: [Turn]

  struct Turn: Sendable, Equatable {
    let at: Instant
    let deed: Deed
  }

  enum Deed: Sendable, Equatable {
    /// Asked for this slot, and got it past these rules.
    case ask(Slot, past: Set<ReplayRule>)
    case cancel
    case miss
  }
}

/// The rules of admission, by the names under which a decision to pass them is kept.
package enum ReplayRule: String, Sendable, CaseIterable {
  case visitType = "visit_type"
  case hours
  case groupFull = "group_full"
  case providerTaken = "provider_taken"
  case patientElsewhere = "patient_elsewhere"
  case roomTaken = "room_taken"
  case leadTime = "lead_time"
  case block
  case caseload

  var isHard: Bool { self == .providerTaken || self == .roomTaken || self == .patientElsewhere }
}
