import Kernel

/// One day at one location.
struct DayView: Sendable {
  /// `Monday, 23 November`
  var title: String
  /// `2026-11-23`
  var day: String
  var isToday: Bool
  var before: String
  var today: String
  var after: String
  var week: String
  var print: String
  var find: String
  /// Where several visits are moved or cancelled at once; nil for those who may not.
  var several: String?
  var location: String
  var locations: [Choice]
  var provider: String
  var providers: [Choice]
  /// Why the whole place is closed, if it is.
  var closed: String?
  /// `Ultrasound is out of service until today 14:00: Failed its check`
  var outOfService: [String] = []
  /// The list of rooms and devices; nil for whoever does not run the day.
  var rooms: String?
  /// `81 % booked`, `3 waiting`.
  var summary: [Summary]
  /// The board as it is drawn; nil when nobody works here that day.
  var board: HTML?
  var chosen: VisitView?
  var flow: [FlowGroup]
  var cancelled: [FlowLine] = []
  var pins: [PinView] = []
  var live: String

  struct Summary: Sendable {
    var words: String
    var tone = Tone.plain
    var icon: Icon?
  }
}

/// Who is in the building, who comes next: the side of the board while no visit is chosen.
struct FlowGroup: Sendable {
  var name: String
  var lines: [FlowLine]
}

struct FlowLine: Sendable {
  var mark: VisitMark
  var patient: String
  var url: String
  /// `waiting 9 min · Dr. Okafor`
  var why: String
  var next: StepView?
}

/// A step somebody may take with a visit now.
struct StepView: Sendable {
  var label: String
  /// Where a POST takes it.
  var url: String
  var icon: Icon
  var key: String?
  var weight = Weight.plain
  /// What is sent along, such as the step that is undone.
  var fields: [Choice] = []
}
