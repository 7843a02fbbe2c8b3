/// The form for a new patient or a change: finished values under the names of their fields.
struct PatientFormView: Sendable {
  /// Nil for somebody new.
  var patient: String?
  var heading: String
  var record: String = ""
  /// The version that was read, by which a change made meanwhile is noticed.
  var version: String = ""
  var submission: String = ""
  /// The booking that waits for somebody new; empty where nothing does.
  var then = ""
  /// What stands in the fields, by name; lists as `phone.0.number`.
  var values: [String: String]
  /// How many rows of each are shown, one of them to spare.
  var phones = 2
  var emails = 1
  var addresses = 1
  var related = 1
  var wrong = FormProblems.none
  /// People it may be already.
  var duplicates: [HitView] = []
  /// What somebody else saved meanwhile, field by field.
  var conflicts: [Conflict] = []
  var changedBy: String = ""

  struct Conflict: Sendable {
    var field: String
    var name: String
    var theirs: String
    var yours: String
  }

  func value(_ name: String) -> String { values[name] ?? "" }
}
