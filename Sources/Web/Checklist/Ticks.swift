import Hummingbird
import Kernel
import Scheduling

/// Ticking a box on a visit, and taking it back.
enum Ticks {
  static func tick(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (visit, box): (ID<Appointment>, ID<ChecklistBox>) = (try web.id("visit"), try web.id("box"))
      try await web.scheduling.tick(box, on: visit, by: web.who)
      return .seeOther(back(web, visit)).saying("Ticked.", undo: tickURL(box, on: visit) + "/undo")
    } refused: { problems in
      try await VisitSteps.page(web, problems)
    }
  }

  static func untick(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visit: ID<Appointment> = try web.id("visit")
      try await web.scheduling.untick(try web.id("box"), on: visit, by: web.who)
      return .seeOther(back(web, visit)).saying("The tick is taken back.")
    } refused: { problems in
      try await VisitSteps.page(web, problems)
    }
  }

  private static func back(_ web: WebRequest, _ visit: ID<Appointment>) -> String {
    let came = web.cameFrom
    return came.hasPrefix("/schedule") ? came : "/appointments/\(visit)"
  }
}
