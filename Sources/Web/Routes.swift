import Hummingbird
import Practice

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

  // Signing in and one's own account
  .get("/", .signedIn, Home.show),
  .get("/keys", .signedIn, Home.keys),
  .get("/sign-in", .public, SignIn.show),
  .post("/sign-in", .public, SignIn.submit),
  .post("/sign-in/code", .public, SignIn.submitCode),
  .post("/sign-out", .signedIn, SignIn.signOut).beforeNewPassword,
  .get("/account", .may(.ownAccount), Account.show),
  .get("/account/password", .may(.ownAccount), Account.showPassword).beforeNewPassword,
  .post("/account/password", .may(.ownAccount), Account.changePassword).beforeNewPassword,
  .post("/account/second-factor", .may(.ownAccount), SecondFactor.begin),
  .post("/account/second-factor/confirmation", .may(.ownAccount), SecondFactor.confirm),
  .post("/account/second-factor/removal", .may(.ownAccount), SecondFactor.remove),
  .post("/account/recovery-codes", .may(.ownAccount), SecondFactor.renewCodes),
]
