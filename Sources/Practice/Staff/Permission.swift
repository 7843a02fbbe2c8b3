import Store

/// What a person may do. Every verb and every route asks for one of these by name.
package enum Permission: String, CaseIterable, Sendable, Stored {
  case seeSchedule = "see_schedule"
  case bookVisits = "book_visits"
  /// Put a visit where one is already, on purpose and with a reason.
  case overbook
  /// Book past a soft rule (caseload, kind of visit, notice, block, hours), once and with a reason.
  case overrideRules = "override_rules"
  /// Arrived, in the room, with the clinician, done, did not come.
  case runDay = "run_day"
  case undoSteps = "undo_steps"
  /// End a day at a place: its visits change no more.
  case closeDay = "close_day"
  case reopenDay = "reopen_day"
  case seePatients = "see_patients"
  case editPatients = "edit_patients"
  case seeClinical = "see_clinical"
  /// Visit types, the hours of providers, and exceptions from them.
  case manageSchedule = "manage_schedule"
  case managePlaces = "manage_places"
  case seeStaff = "see_staff"
  case manageStaff = "manage_staff"
  case seeAudit = "see_audit"
  /// Jobs, figures and what failed.
  case seeOperations = "see_operations"
  case manageOperations = "manage_operations"
  case exportData = "export_data"
  /// Keys with which programs act for them.
  case makeKeys = "make_keys"
  /// One's own password and second factor.
  case ownAccount = "own_account"

  /// How the permission is named on the screen.
  package var words: String {
    switch self {
    case .seeSchedule: "see the schedule"
    case .bookVisits: "book, move and cancel visits"
    case .overbook: "overbook"
    case .overrideRules: "book past a rule of the schedule"
    case .runDay: "check in and run the day"
    case .undoSteps: "undo a step of a visit"
    case .closeDay: "close a day"
    case .reopenDay: "open a closed day again"
    case .seePatients: "see patients"
    case .editPatients: "edit patients"
    case .seeClinical: "see clinical records"
    case .manageSchedule: "change visit types and providers' hours"
    case .managePlaces: "change the practice and its places"
    case .seeStaff: "see the staff list"
    case .manageStaff: "change staff and their roles"
    case .seeAudit: "read the audit trail"
    case .seeOperations: "see how the system is doing"
    case .manageOperations: "run operations"
    case .exportData: "export data"
    case .makeKeys: "make keys for the programming interface"
    case .ownAccount: "change their own account"
    }
  }
}
