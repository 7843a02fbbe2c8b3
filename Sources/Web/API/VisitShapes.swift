import Kernel
import Scheduling

let timeFields = [
  APIField("visitType", .id, "Which kind of visit.", required: true),
  APIField("from", .day, "The first day.", required: true),
  APIField("to", .day, "The last day; 60 days later where none is given, a year later at most."),
  APIField("provider", .id, "With whom; anybody who does such visits where none is given."),
  APIField("location", .id, "Where; anywhere where none is given."),
  APIField("earliest", .time, "Not before this time of day."),
  APIField("latest", .time, "Over by this time of day."),
  APIField("minutes", lengths, "Another length than the kind of visit usually has."),
  APIField("most", .number(1...100), "How many; 20 where nothing is said."),
]

let bookFields =
  [
    APIField("patient", .id, "Who comes.", required: true),
    APIField("visitType", .id, "For which kind of visit.", required: true),
    APIField("provider", .id, "With whom.", required: true),
    APIField("location", .id, "Where.", required: true),
  ] + whenFields + [
    APIField("note", .text(most: 500), "What the desk should know."), overrule,
    APIField("hold", .id, "The hold whose time it takes, where it was held."),
  ]

let moveFields =
  [
    APIField("provider", .id, "With whom; as before where none is given."),
    APIField("location", .id, "Where; as before where none is given."),
  ] + whenFields + [overrule, version]

let cancelFields = [
  APIField(
    "reason", .choice(CancelReason.allCases.map(\.rawValue)), "Who gave it up, or why.", required: true),
  APIField("words", .text(most: 200), "More about it; needed for “other”."), version,
]

private let lengths = APIField.Kind.number(5...720)

let whenFields = [
  APIField("day", .day, "On which day, on the calendar of the place.", required: true),
  APIField("time", .time, "At which time, on the clock of the place.", required: true),
  APIField("minutes", lengths, "How long, in steps of five; as usual where nothing is said."),
]

private let overrule = APIField(
  "overrule", .text(most: 200), "Why it should stand there although a rule says no; needs its own permission."
)

let confirmFields = [version]

private let version = APIField(
  "version", .number(1...1_000_000),
  "The version you know: another one is refused, since somebody changed it.")

package let openTimeShape = APIShape<OpenTime>(
  "OpenTime", "A time that can be booked as it stands.",
  [
    .init("provider", APIType.id, "With whom.") { JSON($0.slot.provider) },
    .init("providerName", APIType.text, "Their name.") { .string($0.providerName) },
    .init("location", APIType.id, "Where.") { JSON($0.slot.location) },
    .init("locationName", APIType.text, "Its name.") { .string($0.locationName) },
    .init("day", APIType.day, "On the calendar of the place.") { JSON($0.slot.day) },
    .init("time", APIType.time, "On the clock of the place.") { JSON($0.slot.time) },
    .init("minutes", APIType.number, "How long.") { .int($0.slot.minutes) },
    .init("fillsGap", APIType.flag, "It leaves no gap before or after it.") { .bool($0.fillsGap) },
  ])

/// Whom it is for is told by the patient's id alone: an answer holds no more than is needed to go on.
package let visitShape = APIShape<Appointment>(
  "Visit", "A patient's agreed time with a provider.",
  [
    .init("id", APIType.id, "Its identifier.") { JSON($0.id) },
    .init("patient", APIType.id, "Who comes.") { JSON($0.patient) },
    .init("visitType", APIType.id, "For which kind of visit.") { JSON($0.visitType) },
    .init("provider", APIType.id, "With whom.") { JSON($0.slot.provider) },
    .init("location", APIType.id, "Where.") { JSON($0.slot.location) },
    .init("day", APIType.day, "On the calendar of the place.") { JSON($0.slot.day) },
    .init("time", APIType.time, "On the clock of the place.") { JSON($0.slot.time) },
    .init("minutes", APIType.number, "How long.") { .int($0.slot.minutes) },
    .init("start", APIType.moment, "When it begins.") { JSON($0.start) },
    .init("end", APIType.moment, "When it ends.") { JSON($0.end) },
    .init("status", APIType.choice(VisitStatus.allCases.map(\.rawValue)), "Where it stands.") {
      .string($0.status.rawValue)
    },
    .init("note", APIType.text, "What the desk should know.") { .string($0.note) },
    .init(
      "overruled", APIType.text, "Why it stands there although a rule said no; empty for the ordinary visit."
    ) {
      .string($0.overbooked)
    },
    .init("version", APIType.number, "Counts its changes.") { .int($0.steps) },
  ])
