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
  /// Forms, vitals, next visit: what is settled beside the status.
  var marks: [CheckInView.Fact] = []
  /// The practice's own boxes.
  var boxes: [BoxView] = []
  var steps: [StepView]
  /// Its day is over, so nothing of it changes any more.
  var isClosed = false
  var undo: StepView?
  /// Pages to move and cancel on; nil when that is no longer possible or not for this person.
  var move: String?
  var cancel: String?
  /// `Overbooked`, `Booked past a rule`.
  var overWords = "Overbooked"
  /// What the rules said that it was booked past.
  var passed: [String] = []
  /// Where it is parked on the pinboard.
  var pin: String?
  /// Where they are put on the list of those who would come sooner.
  var sooner: String?
  /// Where another visit of the same day is looked for.
  var sameDay: String?
  var happened: [HappenedView]
  /// The series, the chain and the group it belongs to.
  var belongs: [Choice] = []
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
