/// One visit with everything that can be done with it now.
struct VisitView: Sendable {
  var id: String
  var url: String
  var patient: String
  var patientURL: String
  /// `Born 4 Mar 1951, 75 · 100234`
  var born: String
  var phone: String
  /// `Allergy: penicillin`, `Interpreter: Spanish`.
  var alerts: [String]
  var mark: VisitMark
  /// `10:33`
  var since: String
  var facts: [Choice]
  var note: String
  /// Why it was booked over another, if it was.
  var overbooked: String?
  var steps: [StepView]
  var undo: StepView?
  /// Pages to move and cancel on; nil when that is no longer possible or not for this person.
  var move: String?
  var cancel: String?
  var happened: [HappenedView]
}

/// A line of "what happened": `Arrived` by whom, when, and why.
struct HappenedView: Sendable {
  var icon: Icon
  var what: String
  /// `Maria Ortega · Mon 23 Nov, 10:33`
  var whoWhen: String
  var why: String = ""
  /// `undone by Maria Ortega, today 10:40`; empty when it stands.
  var undone: String = ""
}
