import Kernel
import Post
import Practice
import Records
import Store

/// A visit that somebody asks for by themselves. Its time is held for a while, and the desk answers.
package struct VisitRequest: Sendable {
  package let id: ID<VisitRequest>
  package let from: From
  package let visitType: ID<VisitType>
  package var typeName: String
  package let slot: Slot
  package let providerName: String
  package let hold: ID<Hold>
  /// Until when the time is held; nil where it is not any more.
  package let keptUntil: Instant?
  /// What they want the office to know.
  package let words: String
  package let askedAt: Instant
  package let outcome: Outcome
  package let ended: Ended?

  package enum From: Sendable, Equatable {
    case patient(ID<Patient>, PersonName)
    case newcomer(Newcomer)

    package var name: PersonName {
      switch self {
      case .patient(_, let name): name
      case .newcomer(let newcomer): newcomer.name
      }
    }
  }

  package enum Outcome: String, Sendable, Stored {
    case open, booked, declined, withdrawn
    /// The time passed before anybody answered.
    case missed
  }

  package struct Ended: Sendable {
    package let at: Instant
    package let by: String
    package let reason: String
    package let visit: ID<Appointment>?
  }

  static let work = "schedule.request"
}

/// Somebody nobody knows yet, as they wrote it.
package struct Newcomer: Sendable, Equatable {
  package var name: PersonName
  package var birthDate: LocalDay
  package var phone: PhoneNumber?
  package var email: String
  /// A language tag.
  package var language: String

  package init(name: PersonName, birthDate: LocalDay, phone: PhoneNumber?, email: String, language: String) {
    self.name = name
    self.birthDate = birthDate
    self.phone = phone
    self.email = email
    self.language = language
  }

  func checked(today: LocalDay) throws(InvalidInput) -> Newcomer {
    var clean = self
    clean.name.family = try CleanText.line(name.family, of: "The last name", limit: 80)
    clean.name.given = try CleanText.line(name.given, of: "The first name", limit: 80)
    clean.email = try CleanText.line(email, of: "The e-mail address", limit: 254)
    if clean.name.family.isEmpty { throw InvalidInput("family", "Please write your last name.") }
    if clean.name.given.isEmpty { throw InvalidInput("given", "Please write your first name.") }
    guard birthDate <= today, birthDate.year > 1900 else {
      throw InvalidInput("birth_date", "Please look at the birth date again.")
    }
    guard phone != nil || !clean.email.isEmpty else {
      throw InvalidInput("phone", "Please write a phone number or an e-mail address, so that we can answer.")
    }
    guard clean.email.isEmpty || EmailAddress(clean.email) != nil else {
      throw InvalidInput("email", "Please look at the e-mail address again.")
    }
    return clean
  }
}

extension Transaction {
  func requests(_ condition: SQL) throws -> [VisitRequest] {
    let names = Dictionary(uniqueKeysWithValues: try visitTypes().map { ($0.id, $0.name) })
    let providers = Dictionary(uniqueKeysWithValues: try providers().map { ($0.id, $0.name) })
    return try rows(
      """
      SELECT r.id, r.patient, r.visit_type, r.provider, r.location, r.day, r.starts, r.minutes, r.hold, r.family,
        r.given, r.birth_date, r.phone, r.email, r.language, r.words, r.asked_at, r.ended_at, r.ended_by, r.outcome,
        r.reason, r.appointment, n.family AS known_family, n.given AS known_given,
        CASE WHEN h.ended_at IS NULL THEN h.expires_at END AS kept_until
      FROM visit_request r JOIN visit_hold h ON h.id = r.hold
        LEFT JOIN patient_name n ON n.patient = r.patient AND n.place = 0
      WHERE \(condition) ORDER BY r.asked_at, r.id LIMIT 500
      """
    ).map { row in
      let (type, provider): (ID<VisitType>, ID<Provider>) = (try row("visit_type"), try row("provider"))
      let endedAt: Instant? = try row("ended_at")
      return VisitRequest(
        id: try row("id"), from: try VisitRequest.From(row), visitType: type, typeName: names[type] ?? "",
        slot: Slot(
          provider: provider, location: try row("location"), day: try row("day"), time: try row("starts"),
          minutes: try row("minutes")),
        providerName: providers[provider] ?? "", hold: try row("hold"), keptUntil: try row("kept_until"),
        words: try row("words"), askedAt: try row("asked_at"), outcome: try row("outcome"),
        ended: try endedAt.map {
          VisitRequest.Ended(
            at: $0, by: try row("ended_by") ?? "", reason: try row("reason"), visit: try row("appointment"))
        })
    }
  }
}

extension VisitRequest.From {
  fileprivate init(_ row: Row) throws {
    if let patient: ID<Patient> = try row("patient") {
      self = .patient(
        patient,
        PersonName(family: try row("known_family") ?? "", given: try row("known_given") ?? ""))
      return
    }
    self = .newcomer(
      Newcomer(
        name: PersonName(family: try row("family"), given: try row("given")),
        birthDate: try row("birth_date"), phone: try row("phone"), email: try row("email"),
        language: try row("language")))
  }
}
