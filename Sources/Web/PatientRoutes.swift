import Hummingbird

/// The addresses that patients open: their own page behind a secret address, and the page on which anybody may ask.
let patientRoutes: [Route] = [
  .get("/my", .public, OwnPages.show),
  .get("/my/times", .public, OwnBooking.times),
  .post("/my/leave", .public, OwnDoor.leave),
  .get("/my/:pass", .public, OwnDoor.show),
  .post("/my/:pass", .public, OwnDoor.open),
  .post("/my/visits", .public, OwnBooking.book),
  .get("/my/visits/new", .public, OwnBooking.askToBook),
  .post("/my/visits/:visit/confirmation", .public, OwnPages.confirm),
  .post("/my/visits/:visit/arrival", .public, OwnPages.arrive),
  .get("/my/visits/:visit/cancellation", .public, OwnPages.askToCancel),
  .post("/my/visits/:visit/cancellation", .public, OwnPages.cancel),
  .get("/my/visits/:visit/times", .public, OwnBooking.timesToMove),
  .get("/my/visits/:visit/move", .public, OwnBooking.askToMove),
  .post("/my/visits/:visit/move", .public, OwnPages.move),
  .post("/my/requests/:request/withdrawal", .public, OwnPages.withdraw),
  .post("/my/offers/:offer/acceptance", .public, OwnPages.takeOffer),
  .post("/my/offers/:offer/refusal", .public, OwnPages.leaveOffer),
  .get("/book", .public, BookOnline.times),
  .get("/book/new", .public, BookOnline.show),
  .get("/book/thanks", .public, BookOnline.thank),
  .get("/book/link", .public, LinkByMessage.show),
  .post("/book/link", .public, LinkByMessage.submit),
  .get("/book/link/thanks", .public, LinkByMessage.thank),
  .post("/book", .public, BookOnline.submit),

  // A device of the practice at which they say that they are here
  .get("/kiosk/:kiosk", .public, AtKiosk.show),
  .post("/kiosk/:kiosk", .public, AtKiosk.find),
  .get("/kiosk/:kiosk/:code", .public, AtKiosk.found),
  .post("/kiosk/:kiosk/:code/arrival", .public, AtKiosk.arrive),
]
