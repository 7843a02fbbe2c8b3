/// Seven days of one provider, or of a whole location as load.
struct WeekView: Sendable {
  /// `23–29 November 2026`
  var title: String
  var before: String
  var today: String
  var after: String
  /// The board of the day one came from.
  var day: String
  var print: String
  /// A day of the week shown, for the form that changes place or provider.
  var anchor: String
  var location: String
  var locations: [Choice]
  var provider: String
  var providers: [Choice]
  var days: [Day]
  var live: String?

  struct Day: Sendable {
    /// `2026-11-23`
    var day: String
    /// `Mon 23`
    var name: String
    var url: String
    var isToday: Bool
    /// `300 of 420 min`; empty when closed.
    var load: String
    var percent: Int
    var full: Bool
    var closed: String?
    var visits: [Line]
    /// How every provider stands, when the week is of the whole location.
    var providers: [Load]
  }

  struct Line: Sendable {
    var id: String
    var url: String
    /// Minutes since midnight.
    var starts: Int
    var minutes: Int
    /// Where a POST moves it; nil when it cannot be moved any more.
    var move: String?
    var time: String
    var patient: String
    var type: String
    var mark: VisitMark
    var overbooked: Bool
    /// `2 of 4`, where boxes of its checklist are open.
    var boxes: String?
  }

  struct Load: Sendable {
    var url: String
    var name: String
    var words: String
  }
}
