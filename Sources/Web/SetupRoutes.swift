import Hummingbird
import Practice
import Scheduling

/// How the practice is set up: what can be booked with whom and when, its people, its places; and how it is doing.
let setupRoutes: [Route] = [
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
  .get("/providers/:provider/templates", .may(.manageSchedule), Templates.list),
  .get("/providers/:provider/templates/new", .may(.manageSchedule), Templates.new),
  .post("/providers/:provider/templates", .may(.manageSchedule), Templates.add),
  .get("/providers/:provider/templates/:template", .may(.manageSchedule), Templates.show),
  .post("/providers/:provider/templates/:template", .may(.manageSchedule), Templates.edit),
  .post("/providers/:provider/templates/:template/end", .may(.manageSchedule), Templates.end),
  .get("/providers/:provider/caseload", .may(.manageSchedule), Caseloads.show),
  .post("/providers/:provider/caseload", .may(.manageSchedule), Caseloads.save),
  .post("/caseload/weights", .may(.manageSchedule), Caseloads.weigh),
  .get("/load", .may(.seeSchedule), LoadOfWeeks.show),
  .get("/displaced", .may(.seeSchedule), DisplacedVisits.show),
  .post("/displaced/:visit/move", .may(.bookVisits), DisplacedVisits.move),
  .post("/displaced/:visit/cancellation", .may(.bookVisits), DisplacedVisits.cancel),
  .post("/displaced/work/:work/end", .may(.bookVisits), DisplacedVisits.keep),
  .get("/rooms", .may(.runDay), OutOfUse.show),
  .post("/rooms/:resource/out", .may(.runDay), OutOfUse.begin),
  .post("/rooms/:resource/return", .may(.runDay), OutOfUse.end),

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

  // Kiosks, at which patients say themselves that they are here
  .get("/kiosks", .may(.managePlaces), Kiosks.list),
  .post("/kiosks", .may(.managePlaces), Kiosks.make),
  .post("/kiosks/:kiosk/revocation", .may(.managePlaces), Kiosks.revoke),

  // What was done, and how the system is doing
  .get("/audit", .may(.seeAudit), AuditTrail.show),
  .get("/operations", .may(.seeOperations), Operations.show),
  .post("/operations/jobs/:job/retry", .may(.manageOperations), Operations.retry),
]
