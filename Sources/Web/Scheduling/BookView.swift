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
  /// That the time that was pressed is not open for this kind of visit.
  var missed: String?
  /// Why so little fits.
  var whyNot: WhyNotView?
  var hold: HoldView?
  var passing: Passing?
  var register: String?
  /// Where the patient is put on the wait list when nothing fits.
  var waitList: String?

  /// A time that a rule speaks against, for those who may book past it with a reason.
  struct Passing: Sendable {
    var slot: String
    /// `Tue 24 Nov, 9:00`
    var words: String
    var reason: String
    /// Somebody or something would be in two places at once.
    var isHard: Bool
  }

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

/// A time that is kept while this form is filled in.
struct HoldView: Sendable {
  var id: String
  /// `Tue 24 Nov, 14:00–14:30 with Dr. Okafor`
  var what: String
  /// `10:47`
  var until: String
  /// The same in milliseconds since 1970, for the seconds that are left.
  var ends: String
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
  /// Why it stands where it stands: `her own clinician`.
  var reasons: [String] = []
  /// The further services of a chain, each in a line, and all of them as they are booked.
  var then: [String] = []
  var services: [String] = []
  var chosen = false
}
