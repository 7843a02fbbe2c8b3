import Kernel
import Practice
import Scheduling

/// Times that are kept for some minutes, for programs.
enum HoldsAPI {
  static func hold(_ api: APIRequest) async throws -> Hold {
    let (input, scheduling) = (api.input, api.desks.scheduling)
    let type: ID<VisitType> = try input.id("visitType")
    let slot = Slot(
      provider: try input.id("provider"), location: try input.id("location"), day: try input.day("day"),
      time: try input.time("time"),
      minutes: try await scheduling.length(input.number("minutes"), of: type, api.who))
    return try await scheduling.hold(
      slot, for: type, patient: try input.optionalID("patient"), minutes: input.number("keep") ?? 5,
      submission: api.submission, by: api.who)
  }

  static func release(_ api: APIRequest) async throws -> ID<Hold> {
    let hold: ID<Hold> = try api.id("hold")
    try await api.desks.scheduling.release(hold, by: api.who)
    return hold
  }
}

let holdFields =
  [
    APIField("visitType", .id, "For which kind of visit.", required: true),
    APIField("provider", .id, "With whom.", required: true),
    APIField("location", .id, "Where.", required: true),
  ] + whenFields + [
    APIField("patient", .id, "Who it is for, where that is known already."),
    APIField("keep", .number(holdMinutes), "For how many minutes it is kept; 5 where nothing is said."),
  ]

let holdShape = APIShape<Hold>(
  "Hold", "A time that is kept for some minutes.",
  [
    .init("id", APIType.id, "Its identifier, to be sent with the booking.") { JSON($0.id) },
    .init("visitType", APIType.id, "For which kind of visit.") { JSON($0.visitType) },
    .init("provider", APIType.id, "With whom.") { JSON($0.slot.provider) },
    .init("location", APIType.id, "Where.") { JSON($0.slot.location) },
    .init("day", APIType.day, "On the calendar of the place.") { JSON($0.slot.day) },
    .init("time", APIType.time, "On the clock of the place.") { JSON($0.slot.time) },
    .init("minutes", APIType.number, "How long the visit is.") { .int($0.slot.minutes) },
    .init("expires", APIType.moment, "When it is free again.") { JSON($0.expires) },
  ])

let releaseShape = APIShape<ID<Hold>>(
  "Released", "What is free again.", [.init("hold", APIType.id, "Which hold.") { JSON($0) }])
