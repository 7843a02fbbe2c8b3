import Hummingbird
import Practice
import Scheduling

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

  // The schedule
  .get("/schedule", .may(.seeSchedule), Schedule.day),
  .get("/schedule/again", .may(.seeSchedule), Schedule.day).unattended,
  .get("/schedule/week", .may(.seeSchedule), Schedule.week),
  .get("/schedule/week/again", .may(.seeSchedule), Schedule.week).unattended,
  .get("/schedule/print", .may(.seeSchedule), Schedule.sheet),
  .get("/times", .may(.seeSchedule), TimesSearch.show),

  // One visit
  .get("/appointments/new", .may(.bookVisits), BookVisitPage.show),
  .post("/appointments/new", .may(.bookVisits), BookVisitPage.findWhom),
  .post("/appointments", .may(.bookVisits), BookVisitPage.submit),
  .get("/appointments/:visit", .may(.seeSchedule), VisitSteps.show),
  .post("/appointments/:visit/confirmation", .may(.bookVisits), VisitSteps.take(.confirmed)),
  .post("/appointments/:visit/arrival", .may(.runDay), VisitSteps.take(.arrived)),
  .post("/appointments/:visit/rooming", .may(.runDay), VisitSteps.take(.roomed)),
  .post("/appointments/:visit/start", .may(.runDay), VisitSteps.take(.started)),
  .post("/appointments/:visit/end", .may(.runDay), VisitSteps.take(.done)),
  .post("/appointments/:visit/absence", .may(.runDay), VisitSteps.take(.noShow)),
  .post("/appointments/:visit/undo", .may(.undoSteps), VisitSteps.undo),
  .get("/appointments/:visit/cancellation", .may(.bookVisits), CancelVisitPage.show),
  .post("/appointments/:visit/cancellation", .may(.bookVisits), CancelVisitPage.submit),
  .get("/appointments/:visit/move", .may(.bookVisits), MoveVisitPage.show),
  .post("/appointments/:visit/move", .may(.bookVisits), MoveVisitPage.submit),

  // Finding a time, and holding one

  // Series, linked visits, groups, households, walk-ins

  // The day moves: check-in board, who is late, several visits at once

  // The wait list and its offers

  // Recall, visits to be rebooked, the pinboard

  // What needs somebody

  // The lab: planning a session, replaying a month
  .get("/lab", .may(.manageSchedule), Lab.show),
  .get("/lab/planner", .may(.manageSchedule), Planner.show),

  // Calendar feeds, sheets and lists to take along

  // The programming interface

  // Patients
  .get("/patients", .may(.seePatients), PatientSearch.show),
  .post("/patients/search", .may(.seePatients), PatientSearch.answer),
  .post("/patients/search/quick", .may(.seePatients), PatientSearch.quick).unattended,
  .get("/patients/new", .may(.editPatients), RegisterPatientPage.show),
  .post("/patients", .may(.editPatients), RegisterPatientPage.submit),
  .get("/patients/:patient", .may(.seePatients), PatientRecord.show),
  .get("/patients/:patient/edit", .may(.editPatients), EditPatientPage.show),
  .post("/patients/:patient", .may(.editPatients), EditPatientPage.submit),
  .get("/patients/:patient/photo", .may(.seePatients), PatientRecord.photo),
  .post("/patients/:patient/photo", .may(.editPatients), PatientRecord.keepPhoto).withPhoto,
  .post("/patients/:patient/photo/removal", .may(.editPatients), PatientRecord.removePhoto),
  .post("/patients/:patient/notes", .may(.editPatients), PatientRecord.addNote),
  .post("/patients/:patient/notes/:note/end", .may(.editPatients), PatientRecord.endNote),

  // What can be booked, with whom, and when
  .get("/visit-types", .may(.manageSchedule), VisitTypes.list),
  .get("/visit-types/new", .may(.manageSchedule), VisitTypes.new),
  .post("/visit-types", .may(.manageSchedule), VisitTypes.add),
  .get("/visit-types/:type", .may(.manageSchedule), VisitTypes.show),
  .post("/visit-types/:type", .may(.manageSchedule), VisitTypes.edit),
  .post("/visit-types/:type/retirement", .may(.manageSchedule), VisitTypes.retire),
  .get("/providers", .may(.manageSchedule), Providers.list),
  .post("/providers", .may(.manageSchedule), Providers.add),
  .get("/providers/:provider", .may(.manageSchedule), Providers.show),
  .post("/providers/:provider", .may(.manageSchedule), Providers.edit),
  .post("/providers/:provider/retirement", .may(.manageSchedule), Providers.retire),
  .post("/providers/:provider/hours/:location", .may(.manageSchedule), Providers.keepHours),
  .post("/providers/:provider/exceptions", .may(.manageSchedule), Providers.addException),
  .post(
    "/providers/:provider/exceptions/:exception/removal", .may(.manageSchedule), Providers.removeException),

  // Templates, caseloads and the load of the weeks

  // Staff and roles
  .get("/staff", .may(.seeStaff), StaffRegister.list),
  .get("/staff/roles", .may(.seeStaff), StaffRegister.roles),
  .get("/staff/new", .may(.manageStaff), EditStaffPage.new),
  .post("/staff", .may(.manageStaff), EditStaffPage.hire),
  .get("/staff/:staff", .may(.seeStaff), StaffRegister.show),
  .get("/staff/:staff/edit", .may(.manageStaff), EditStaffPage.edit),
  .post("/staff/:staff", .may(.manageStaff), EditStaffPage.save),
  .post("/staff/:staff/disabling", .may(.manageStaff), StaffRegister.disable),
  .post("/staff/:staff/enabling", .may(.manageStaff), StaffRegister.enable),
  .post("/staff/:staff/password", .may(.manageStaff), StaffRegister.resetPassword),
  .post("/staff/:staff/second-factor/removal", .may(.manageStaff), StaffRegister.removeSecondFactor),

  // Places
  .get("/places", .may(.managePlaces), Places.show),
  .post("/places/name", .may(.managePlaces), Places.name),
  .post("/places/closures", .may(.managePlaces), Places.close),
  .post("/places/closures/:closure/removal", .may(.managePlaces), Places.reopen),
  .get("/places/new", .may(.managePlaces), OneLocation.new),
  .post("/places", .may(.managePlaces), OneLocation.add),
  .get("/places/:location", .may(.managePlaces), OneLocation.show),
  .post("/places/:location", .may(.managePlaces), OneLocation.save),
  .post("/places/:location/hours", .may(.managePlaces), OneLocation.saveHours),
  .post("/places/:location/retirement", .may(.managePlaces), OneLocation.retire),
  .post("/places/:location/resources", .may(.managePlaces), Equipment.add),
  .post("/places/:location/resources/:resource", .may(.managePlaces), Equipment.save),
  .post("/places/:location/resources/:resource/retirement", .may(.managePlaces), Equipment.retire),

  // What was done, and how the system is doing
  .get("/audit", .may(.seeAudit), AuditTrail.show),
  .get("/operations", .may(.seeOperations), Operations.show),
  .post("/operations/jobs/:job/retry", .may(.manageOperations), Operations.retry),
]
