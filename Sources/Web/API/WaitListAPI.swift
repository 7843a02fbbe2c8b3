import Kernel
import Practice
import Records
import Scheduling

/// The wait list, for programs.
enum WaitListAPI {
  static func list(_ api: APIRequest) async throws -> [Wish] {
    try await api.desks.scheduling.waitList(
      type: try api.input.optionalID("visitType"), location: try api.input.optionalID("location"), by: api.who
    ).map(\.wish)
  }

  static func show(_ api: APIRequest) async throws -> Wish {
    try await api.desks.scheduling.wish(try api.id("wish"), by: api.who)
  }

  static func add(_ api: APIRequest) async throws -> Wish {
    try await api.desks.scheduling.wish(try terms(api.input), by: api.who, submission: api.submission)
  }

  static func withdraw(_ api: APIRequest) async throws -> Wish {
    let wish = try await show(api)
    try await api.desks.scheduling.withdrawWish(wish.id, because: api.input["reason"], by: api.who)
    return wish
  }

  private static func terms(_ input: Form) throws -> WishTerms {
    var terms = WishTerms(
      patient: try input.id("patient"), visitType: try input.id("visitType"),
      provider: try input.optionalID("provider"), location: try input.optionalID("location"),
      firstDay: try input.optionalDay("firstDay"), lastDay: try input.optionalDay("lastDay"),
      notice: input.number("notice") ?? 60, phoneOnly: input["phoneOnly"] == "true", reason: input["reason"],
      note: try input.note("note"), sooner: try input.optionalID("sooner"))
    let (days, parts) = (Set(input.values("weekdays")), Set(input.values("parts")))
    if !days.isEmpty { terms.weekdays = Set(Weekday.allCases.filter { days.contains($0.word) }) }
    if !parts.isEmpty { terms.parts = Set(parts.compactMap { DayPart(rawValue: $0) }) }
    terms.urgency = Urgency.allCases.first { $0.word == input["urgency"] } ?? .whenever
    return terms
  }
}

extension Weekday {
  fileprivate var word: String { name.lowercased() }
}

extension Urgency {
  fileprivate var word: String { String(describing: self) }
}

private let weekdays = Weekday.allCases.map(\.word)
private let dayParts = DayPart.allCases.map(\.rawValue)
private let urgencies = Urgency.allCases.map(\.word)

let wishFields = [
  APIField("patient", .id, "Who waits.", required: true),
  APIField("visitType", .id, "For which kind of visit.", required: true),
  APIField("provider", .id, "With whom; anybody who does such visits where none is given."),
  APIField("location", .id, "Where; anywhere where none is given."),
  APIField("weekdays", .some(weekdays), "On which days of the week; any where nothing is said."),
  APIField("parts", .some(dayParts), "In which parts of the day; any where nothing is said."),
  APIField("firstDay", .day, "Not before this day."),
  APIField("lastDay", .day, "Not after this day."),
  APIField(
    "notice", .number(0...10_080),
    "Minutes they need from being asked to being here; 60 where nothing is said."),
  APIField("phoneOnly", .flag, "They cannot be written to and are called."),
  APIField("urgency", .choice(urgencies), "How soon they have to be seen."),
  APIField("reason", .text(most: 200), "Why it is urgent; needed for “now”."),
  APIField("note", .text(most: 500), "What the desk should know."),
  APIField("sooner", .id, "The later visit that is moved when they accept a time."),
]

package let wishShape = APIShape<Wish>(
  "Wish", "What a patient waits for.",
  [
    .init("id", APIType.id, "Its identifier.") { JSON($0.id) },
    .init("patient", APIType.id, "Who waits.") { JSON($0.terms.patient) },
    .init("visitType", APIType.id, "For which kind of visit.") { JSON($0.terms.visitType) },
    .init("provider", APIType.optional(APIType.id), "Null is anybody.") {
      $0.terms.provider.map { JSON($0) } ?? .null
    },
    .init("location", APIType.optional(APIType.id), "Null is anywhere.") {
      $0.terms.location.map { JSON($0) } ?? .null
    },
    .init("weekdays", APIField.Kind.some(weekdays).schema, "On which days of the week.") { wish in
      .array(Weekday.allCases.filter { wish.terms.weekdays.contains($0) }.map { .string($0.word) })
    },
    .init("parts", APIField.Kind.some(dayParts).schema, "In which parts of the day.") { wish in
      .array(DayPart.allCases.filter { wish.terms.parts.contains($0) }.map { .string($0.rawValue) })
    },
    .init("firstDay", APIType.optional(APIType.day), "Null is any.") {
      $0.terms.firstDay.map { JSON($0) } ?? .null
    },
    .init("lastDay", APIType.optional(APIType.day), "Null is any.") {
      $0.terms.lastDay.map { JSON($0) } ?? .null
    },
    .init("notice", APIType.number, "Minutes they need from being asked to being here.") {
      .int($0.terms.notice)
    },
    .init("phoneOnly", APIType.flag, "They cannot be written to and are called.") {
      .bool($0.terms.phoneOnly)
    },
    .init("urgency", APIType.choice(urgencies), "How soon they have to be seen.") {
      .string($0.terms.urgency.word)
    },
    .init("reason", APIType.text, "Why it is urgent; may be empty.") { .string($0.terms.reason) },
    .init("note", APIType.text, "What the desk should know.") { .string($0.terms.note) },
    .init("sooner", APIType.optional(APIType.id), "The later visit that is moved when they accept a time.") {
      $0.terms.sooner.map { JSON($0) } ?? .null
    },
    .init("since", APIType.moment, "Since when they wait.") { JSON($0.since) },
  ])
