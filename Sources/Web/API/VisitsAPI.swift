import Kernel
import Practice
import Scheduling

/// Times and visits, for programs.
enum VisitsAPI {
  static func times(_ api: APIRequest) async throws -> [OpenTime] {
    let input = api.input
    let first = try input.day("from")
    let (earliest, latest) = (try input.optionalTime("earliest"), try input.optionalTime("latest"))
    let within =
      (earliest ?? .midnight).minutes..<max((earliest ?? .midnight).minutes, (latest ?? .endOfDay).minutes)
    let wanted = TimesWanted(
      visitType: try input.id("visitType"), provider: try input.optionalID("provider"),
      location: try input.optionalID("location"), first: first,
      last: try input.optionalDay("to") ?? first.advanced(by: 60), within: within,
      minutes: input.number("minutes"), most: input.number("most") ?? 20)
    return try await api.desks.scheduling.findTimes(wanted, by: api.who)
  }

  static func day(_ api: APIRequest) async throws -> [Appointment] {
    let board = try await api.desks.scheduling.day(
      try api.input.day("day"), at: try api.input.id("location"), by: api.who)
    return (board.columns.flatMap(\.visits) + board.gone).map(\.visit)
      .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  static func show(_ api: APIRequest) async throws -> Appointment {
    try await api.desks.scheduling.visit(try api.id("visit"), by: api.who).visit
  }

  static func book(_ api: APIRequest) async throws -> Appointment {
    let (input, scheduling) = (api.input, api.desks.scheduling)
    let type: ID<VisitType> = try input.id("visitType")
    let slot = Slot(
      provider: try input.id("provider"), location: try input.id("location"), day: try input.day("day"),
      time: try input.time("time"),
      minutes: try await scheduling.length(input.number("minutes"), of: type, api.who))
    return try await scheduling.book(
      BookingAsk(
        patient: try input.id("patient"), visitType: type, slot: slot, note: try input.note("note"),
        overrule: input["overrule"], hold: try input.optionalID("hold"), submission: api.submission),
      by: api.who)
  }

  static func confirm(_ api: APIRequest) async throws -> Appointment {
    try await api.desks.scheduling.advance(
      try api.id("visit"), to: .confirmed, seen: api.input.number("version"), by: api.who)
  }

  static func move(_ api: APIRequest) async throws -> Appointment {
    let (input, scheduling) = (api.input, api.desks.scheduling)
    var slot = try await scheduling.visit(try api.id("visit"), by: api.who).visit.slot
    slot.provider = try input.optionalID("provider") ?? slot.provider
    slot.location = try input.optionalID("location") ?? slot.location
    slot.day = try input.day("day")
    slot.time = try input.time("time")
    slot.minutes = input.number("minutes") ?? slot.minutes
    return try await scheduling.move(
      try api.id("visit"), to: slot, overrule: input["overrule"], seen: input.number("version"), by: api.who)
  }

  static func cancel(_ api: APIRequest) async throws -> Appointment {
    try await api.desks.scheduling.cancel(
      try api.id("visit"), because: try api.input.choice("reason"), words: api.input["words"],
      seen: api.input.number("version"), by: api.who)
  }
}

extension Scheduling {
  /// The length that was asked for, or the ordinary one of the kind of visit.
  package func length(_ given: Int?, of type: ID<VisitType>, _ who: Who) async throws -> Int {
    if let given { return given }
    guard let known = try await visitTypes(by: who).first(where: { $0.id == type }) else {
      throw NotFound("visit type")
    }
    return known.minutes
  }
}

extension Form {
  /// A number that was held to its description already.
  func number(_ name: String) -> Int? { Int(self[name]) }
}
