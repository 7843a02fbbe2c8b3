import Practice
import Scheduling

/// Every address of the programming interface, below `/api/v1`, with what it needs.
package let interfaceRoutes: [APIRoute] = [
  // What there is to choose from
  .get(
    "/locations", [.seeSchedule], "listLocations", "The places that are in use.",
    answers: .list("locations", of: locationShape), OfficeAPI.locations),
  .get(
    "/providers", [.seeSchedule], "listProviders", "Whom visits are with.",
    answers: .list("providers", of: providerShape), OfficeAPI.providers),
  .get(
    "/visit-types", [.seeSchedule], "listVisitTypes", "The kinds of visits that can be booked.",
    answers: .list("visitTypes", of: visitTypeShape), OfficeAPI.visitTypes),

  // Patients
  .post(
    "/patients/search", [.seePatients], "findPatients",
    "Patients by name, birth date, phone or record number, likeliest first.",
    body: [
      APIField("text", .text(most: 200), "What is known of them, as one would type it.", required: true)
    ],
    answers: .list("patients", of: patientShape), OfficeAPI.findPatients),

  // Times
  .get(
    "/times", [.seeSchedule], "findTimes", "The first open times that fit, earliest first.",
    query: timeFields,
    answers: .list("times", of: openTimeShape), VisitsAPI.times),

  .post(
    "/holds", [.seeSchedule, .bookVisits], "holdTime",
    "Keeps a time with its rooms for some minutes. Others see it as held; it is free again by itself.",
    body: holdFields, makes: true, answers: holdShape, HoldsAPI.hold),
  .post(
    "/holds/:hold/release", [.bookVisits], "releaseTime", "Gives a held time free before it runs out.",
    body: [],
    answers: releaseShape, HoldsAPI.release),

  // Visits
  .get(
    "/visits", [.seeSchedule], "listVisits", "The visits of a day at a place, by their times.",
    query: [
      APIField("location", .id, "Where.", required: true), APIField("day", .day, "When.", required: true),
    ], answers: .list("visits", of: visitShape), VisitsAPI.day),
  .get(
    "/visits/:visit", [.seeSchedule], "showVisit", "One visit.", answers: visitShape, VisitsAPI.show),
  .post(
    "/visits", [.seeSchedule, .bookVisits], "bookVisit",
    "Books a visit, with the room and the devices it needs.",
    body: bookFields, makes: true, answers: visitShape, VisitsAPI.book),
  .post(
    "/visits/:visit/confirmation", [.seeSchedule, .bookVisits], "confirmVisit",
    "Marks a visit as confirmed. One that is confirmed already is answered as it is.", body: confirmFields,
    answers: visitShape, VisitsAPI.confirm),
  .post(
    "/visits/:visit/move", [.seeSchedule, .bookVisits], "moveVisit",
    "Moves a visit. One that stands there already is answered as it is.", body: moveFields,
    answers: visitShape,
    VisitsAPI.move),
  .post(
    "/visits/:visit/cancellation", [.bookVisits], "cancelVisit",
    "Cancels a visit. One that is cancelled already is answered as it is.", body: cancelFields,
    answers: visitShape, VisitsAPI.cancel),

  .get(
    "/visits/:visit/boxes", [.seeSchedule], "listBoxes", "The practice's checklist on a visit.",
    answers: .list("boxes", of: boxShape), ChecklistAPI.show),
  .post(
    "/visits/:visit/boxes/:box/tick", [.seeSchedule, .bookVisits], "tickBox",
    "Ticks a box on a visit. One that is ticked already stays as it is.", body: [],
    answers: .list("boxes", of: boxShape), ChecklistAPI.tick),
  .post(
    "/visits/:visit/boxes/:box/untick", [.seeSchedule, .bookVisits], "untickBox",
    "Takes a tick back. It stays in the history.", body: [], answers: .list("boxes", of: boxShape),
    ChecklistAPI.untick),

  // The wait list
  .get(
    "/wishes", [.seeSchedule], "listWishes", "Who waits: urgent first, then who waits longest.",
    query: [
      APIField("visitType", .id, "Only for this kind of visit."),
      APIField("location", .id, "Only who would come to this place."),
    ], answers: .list("wishes", of: wishShape), WaitListAPI.list),
  .get(
    "/wishes/:wish", [.seeSchedule], "showWish", "One wish that still waits.", answers: wishShape,
    WaitListAPI.show),
  .post(
    "/wishes", [.bookVisits], "addWish", "Puts a patient on the wait list.", body: wishFields, makes: true,
    answers: wishShape, WaitListAPI.add),
  .post(
    "/wishes/:wish/withdrawal", [.seeSchedule, .bookVisits], "withdrawWish",
    "Takes somebody off the wait list.",
    body: [APIField("reason", .text(most: 200), "Why.", required: true)], answers: wishShape,
    WaitListAPI.withdraw),
]
