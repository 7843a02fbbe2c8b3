import Kernel

/// The check-in board: a lane for each stage of a visit, with the people in it.
struct CheckInView: Sendable {
  var title: String
  var day: String
  var location: String
  var locations: [Choice]
  var provider: String
  var providers: [Choice]
  /// `3 waiting`, `Dr. Okafor 25 min late`.
  var summary: [DayView.Summary]
  var late: [Late]
  /// The lanes, drawn.
  var board: HTML?
  var live: String
  var links: [Link]
  /// Said above the board when the day is over.
  var closed: String?

  struct Link: Sendable {
    var label: String
    var url: String
    var icon: Icon
  }

  struct Lane: Sendable {
    var id: String
    var name: String
    var mark: VisitMark
    var cards: [Card]
    /// Lanes that are seldom looked at fold away.
    var isFolded = false
  }

  struct Card: Sendable {
    var id: String
    var patient: String
    var url: String
    /// `10:30 · Dr. Okafor · Room 2`
    var line: String
    var mark: VisitMark
    var alert: Bool
    var wait: Wait?
    /// `2 of 4`, where boxes of its checklist are open.
    var boxes: String?
    var facts: [Fact]
    /// The usual one first.
    var steps: [StepView]
  }

  /// How long somebody has been at a stage, and whether that is long: in words, never by colour alone.
  struct Wait: Sendable {
    /// `waiting`, `late`
    var what: String
    var minutes: Int
    /// Minutes from which it is long, and too long; nil where there is no such thing.
    var long: Int
    var tooLong: Int
    /// Minutes that do not count as waiting because the booked time had not come.
    var early = 0
  }

  /// Forms, vitals, next visit: settled or not, and where a press changes it.
  struct Fact: Sendable {
    var words: String
    var isSettled: Bool
    var url: String?
    var key: String
  }

  struct Late: Sendable {
    var provider: String
    var words: String
    var why: String
    var url: String
  }
}
