import Kernel
import Practice
import Records
import Store

/// What a patient waits for.
package struct Wish: Sendable, Equatable {
  package let id: ID<Wish>
  package var terms: WishTerms
  package let since: Instant

  package init(id: ID<Wish>, terms: WishTerms, since: Instant) {
    self.id = id
    self.terms = terms
    self.since = since
  }
}

/// A wish as somebody tells it.
package struct WishTerms: Sendable, Equatable {
  package var patient: ID<Patient>
  package var visitType: ID<VisitType>
  /// Nil is anybody who does such visits.
  package var provider: ID<Provider>?
  /// Nil is anywhere.
  package var location: ID<Location>?
  package var weekdays: Set<Weekday>
  package var parts: Set<DayPart>
  package var firstDay: LocalDay?
  package var lastDay: LocalDay?
  /// Minutes they need from being asked to being here.
  package var notice: Int
  /// Cannot be written to: they are called.
  package var phoneOnly: Bool
  package var urgency: Urgency
  /// Why it is urgent, in the words of triage.
  package var reason: String
  package var note: String
  /// The later visit that is moved when they accept a time; nil books one more.
  package var sooner: ID<Appointment>?

  package init(
    patient: ID<Patient>, visitType: ID<VisitType>, provider: ID<Provider>? = nil,
    location: ID<Location>? = nil, weekdays: Set<Weekday> = Set(Weekday.allCases),
    parts: Set<DayPart> = Set(DayPart.allCases), firstDay: LocalDay? = nil, lastDay: LocalDay? = nil,
    notice: Int = 60, phoneOnly: Bool = false, urgency: Urgency = .whenever, reason: String = "",
    note: String = "", sooner: ID<Appointment>? = nil
  ) {
    self.patient = patient
    self.visitType = visitType
    self.provider = provider
    self.location = location
    self.weekdays = weekdays
    self.parts = parts
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.notice = notice
    self.phoneOnly = phoneOnly
    self.urgency = urgency
    self.reason = reason
    self.note = note
    self.sooner = sooner
  }

  func checked() throws(InvalidInput) -> WishTerms {
    var clean = self
    clean.reason = try CleanText.line(reason, of: "The reason", limit: 200)
    clean.note = try CleanText.lines(note, of: "The note", limit: 500)
    guard !weekdays.isEmpty else { throw InvalidInput("weekday", "Choose at least one day of the week.") }
    guard !parts.isEmpty else { throw InvalidInput("part", "Choose at least one part of the day.") }
    guard (0...10_080).contains(notice) else {
      throw InvalidInput("notice", "The notice they need is 0 minutes to a week.")
    }
    if let firstDay, let lastDay, lastDay < firstDay {
      throw InvalidInput("last", "The last day lies before the first. Turn them around.")
    }
    if urgency == .now, clean.reason.isEmpty {
      throw InvalidInput("reason", "Say in a few words why it is urgent.")
    }
    return clean
  }
}

/// How soon somebody has to be seen, as triage says it.
package enum Urgency: Int, Sendable, CaseIterable, Stored, Comparable {
  case now = 1
  case soon, month, whenever

  package var words: String {
    switch self {
    case .now: "Urgent"
    case .soon: "Within a week"
    case .month: "Within a month"
    case .whenever: "When it suits"
    }
  }

  package static func < (a: Urgency, b: Urgency) -> Bool { a.rawValue < b.rawValue }
}

package enum DayPart: String, Sendable, CaseIterable, Stored {
  case morning, afternoon, evening

  package init(_ time: WallTime) {
    self = time.minutes < 720 ? .morning : time.minutes < 1020 ? .afternoon : .evening
  }

  package var words: String {
    switch self {
    case .morning: "Mornings"
    case .afternoon: "Afternoons"
    case .evening: "After 17:00"
    }
  }
}

/// How freed times of one kind of visit are offered.
package struct WaveRule: Sendable, Equatable {
  /// Whether freed times are offered at all.
  package var fills: Bool
  /// Minutes that must lie between an offer and the visit.
  package var lead: Int
  /// How many people are asked at one time.
  package var atOnce: Int
  /// How long an offer stands.
  package var stands: Int

  package init(fills: Bool = true, lead: Int = 120, atOnce: Int = 4, stands: Int = 15) {
    self.fills = fills
    self.lead = lead
    self.atOnce = atOnce
    self.stands = stands
  }

  func checked() throws(InvalidInput) -> WaveRule {
    guard (0...20_160).contains(lead) else {
      throw InvalidInput("lead", "The least time before the visit is 0 minutes to two weeks.")
    }
    guard (1...20).contains(atOnce) else {
      throw InvalidInput("at_once", "Ask 1 to 20 people at a time.")
    }
    guard (5...1440).contains(stands) else {
      throw InvalidInput("stands", "An offer stands 5 minutes to a day.")
    }
    return self
  }
}
