import Hummingbird

/// Every address of the office, who may use it, and who answers: the index of the doors.
package let officeRoutes: [Route] = [
  // The machine
  .get("/health", .public, Health.show).unattended,
  .get("/metrics", .public, Metrics.show).unattended,
  .get("/assets/:version/**", .public, Assets.show).unattended,
  .get("/public/**", .public, Assets.showLatest).unattended,

  // The session
  .get("/live", .signedIn, Live.stream).unattended,
  .get("/session/left", .signedIn, SessionLeft.show).unattended.beforeNewPassword,
  .post("/session/stay", .signedIn, SessionLeft.stay).beforeNewPassword,
]
