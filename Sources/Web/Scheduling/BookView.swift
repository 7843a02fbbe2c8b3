/// Booking a visit: who, what, with whom, when.
struct BookView: Sendable {
  /// Nil until somebody is found.
  var patient: PatientBadge?
  /// What was typed to find them, and who was found.
  var searched: String = ""
  var hits: [HitView] = []
  /// The choices made so far, carried through the search for a patient.
  var kept: [Choice] = []
  var criteria: TimeCriteria
  var days: [TimesDay]
  /// The same with later days.
  var later: String?
  var note: String = ""
  var submission: String
  /// Why it was not booked, after a refusal.
  var refusal: String?
  var wrong = FormProblems.none
  /// Times that are open instead, each booked by one press.
  var alternatives: [TimeChoice] = []
  var overbooking: Overbooking?
  var register: String?

  /// For those who may book over others, with a reason.
  struct Overbooking: Sendable {
    var providers: [Choice]
    var provider = ""
    var locations: [Choice]
    var location = ""
    var day = ""
    var time = ""
    var reason = ""
    var open = false
  }
}

/// A patient beside what is being done for them.
struct PatientBadge: Sendable {
  var id: String
  var url: String
  var name: String
  /// `Born 4 Mar 1951, 75 · 100234 · (617) 555-0100`
  var line: String
  var alerts: [String]
}

/// What a time must be like: the fields of a form, with what is chosen.
struct TimeCriteria: Sendable {
  var types: [Choice]
  var type: String
  var providers: [Choice]
  var provider: String
  var locations: [Choice]
  var location: String
  var from: String
  /// Empty on the booking page, which looks ahead by itself.
  var to: String = ""
  var part: String
  static let parts = [
    Choice("", "Any time"), Choice("morning", "Morning"), Choice("afternoon", "Afternoon"),
    Choice("evening", "After 17:00"),
  ]
}

struct TimesDay: Sendable {
  /// `Today, Mon 23 November`
  var name: String
  var times: [TimeChoice]
}

struct TimeChoice: Sendable {
  /// What is sent: provider, location, day and time in one.
  var value: String
  /// `14:00`
  var time: String
  /// `Tue 24 Nov 14:00–14:30`
  var words: String
  /// `Dr. Okafor`
  var who: String
  /// `Riverside · Room 2`
  var place: String = ""
  /// Where it is booked from (find a time).
  var url: String = ""
  var chosen = false
}
