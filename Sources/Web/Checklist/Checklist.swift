import Hummingbird
import Kernel
import Practice
import Scheduling

/// The practice's own boxes: ticked on a visit, listed where they are still open, and kept by a manager.
enum Checklist {
  static func tick(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (visit, box): (ID<Appointment>, ID<ChecklistBox>) = (try web.id("visit"), try web.id("box"))
      try await web.scheduling.tick(box, on: visit, by: web.who)
      return .seeOther(back(web, visit)).saying("Ticked.", undo: "/appointments/\(visit)/checks/\(box)/undo")
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

  static func stillOpen(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let open = try await web.scheduling.stillOpen(at: ask.place.id, by: web.who)
    let lines = open.map { one in
      StillOpenLine(
        patient: one.board.patient.full,
        url: ask.url(day: one.board.visit.slot.day, visit: one.board.visit.id),
        when:
          "\(namedDay(one.board.visit.slot.day, today: ask.today)), \(clockTime(one.board.visit.slot.time.minutes))",
        line: "\(one.board.typeName) with \(one.board.providerName)",
        phone: one.board.phone?.description ?? "",
        checks: checkMarks(one.board.visit, one.checks, web.who, isClosed: false))
    }
    let page = stillOpenPage(lines, ask, mayKeep: web.who.may(.manageSchedule), web.keys)
    return .page(try await web.page(page, at: ask.place))
  }

  static func list(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.scheduling.addBox(try ChecklistDraft(web.form), by: web.who)
      return .seeOther("/checklist").saying("The box stands on visits now.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.scheduling.editBox(try web.id("box"), try ChecklistDraft(web.form), by: web.who)
      return .seeOther("/checklist").saying("Kept.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.retireBox(try web.id("box"), by: web.who)
    return .seeOther("/checklist").saying(
      "The box is not used any more. What was ticked stays in the history.")
  }

  private static func back(_ web: WebRequest, _ visit: ID<Appointment>) -> String {
    web.cameFrom.hasPrefix("/schedule") ? web.cameFrom : "/appointments/\(visit)"
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let boxes = try await web.scheduling.checklist(by: web.who)
    let types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
      .map { Choice($0.id.rawValue, $0.name) }
    return try await web.page(checklistPage(boxes, types, web.keys, problems))
  }
}

extension ChecklistDraft {
  fileprivate init(_ form: Form) throws {
    let (name, place, due) = try form.all(
      { try $0.text("name", max: 60) }, { try $0.int("place", 1...99) },
      { try $0.int("due_days", 0...90, called: "the days before the visit") })
    self.init(
      name: name, place: place, dueDays: due, types: Set(form.values("type").compactMap { ID<VisitType>($0) })
    )
  }
}
