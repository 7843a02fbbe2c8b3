/// The board of one day, placed: all rows are five minutes, counted from 1 at the hour the board begins.
struct BoardView: Sendable {
  /// How tall five minutes are drawn, so that the shortest visit of the day can still be hit with a finger.
  enum Grain: String, Sendable { case quarter = "", ten = "airy", five = "roomy" }

  var grain = Grain.quarter
  var rows: Int
  /// Minutes since midnight at row 1.
  var starts: Int
  var hours: [Hour]
  var columns: [Column]
  /// The row of the line of now, on the day itself.
  var now: Int?

  struct Hour: Sendable {
    var row: Int
    var words: String
  }

  /// A provider or a shared resource.
  struct Column: Sendable {
    var id: String
    /// Visits can be dropped here: only providers take them.
    var isProvider: Bool
    var name: String
    /// `Family · Room 1`
    var detail: String
    /// `300 of 420 min`; empty when closed all day.
    var load: String
    var percent: Int
    var full: Bool
    /// `25 min late`; nil where nobody has to know.
    var late: String?
    var off: [Off] = []
    /// Times that are kept for some visits, with what they are called.
    var kept: [Off] = []
    var visits: [Visit] = []
    var free: [Free] = []
    var held: [Held] = []
  }

  /// A time that somebody keeps for a few minutes.
  struct Held: Sendable {
    var row: Int
    var span: Int
    /// `Held by Maria Ortega until 10:47`
    var words: String
    /// Where one's own is booked.
    var url: String?
  }

  struct Off: Sendable {
    var row: Int
    var span: Int
    var words: String
  }

  struct Visit: Sendable {
    var id: String
    /// Opens it beside the board.
    var url: String
    var row: Int
    var span: Int
    /// Overbooked visits stand beside each other: the first of two.
    var track = 1
    var tracks = 1
    var patient: String
    var type: String
    /// `waiting 9 min`, `Room 2`; may be empty.
    var more: String = ""
    /// `2 of 4`, where boxes of its checklist are open.
    var boxes: String?
    /// `10:30–11:00`
    var times: String
    var minutes: Int
    var mark: VisitMark
    /// The colour mark of the visit type, as the stylesheet calls it; nil for none.
    var colour: String?
    var overbooked = false
    var overWords = "Overbooked"
    var alert = false
    var chosen = false
    /// Where a POST moves it; nil when it cannot be moved any more.
    var move: String?
  }

  struct Free: Sendable {
    var row: Int
    var span: Int
    var url: String
    /// `14:00 · 30 min`
    var words: String
  }
}
