import Hummingbird
import Kernel
import Practice
import Scheduling

/// Which boxes there are to tick on a visit.
enum Checklist {
  static func list(_ web: WebRequest) async throws -> Response { .page(try await page(web, nil)) }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, try web.id("box")))
  }

  static func add(_ web: WebRequest) async throws -> Response { try await keep(web, nil) }

  static func edit(_ web: WebRequest) async throws -> Response { try await keep(web, try web.id("box")) }

  static func raise(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.raiseBox(try web.id("box"), by: web.who)
    return .seeOther("/checklist").saying("Moved up.")
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.retireBox(try web.id("box"), by: web.who)
    return .seeOther("/checklist").saying("The box is retired. Where it was ticked it stays in the history.")
  }

  private static func keep(_ web: WebRequest, _ id: ID<ChecklistBox>?) async throws -> Response {
    try await web.attempt {
      let draft = ChecklistDraft(
        name: web.form["name"], dueDays: try web.form.optionalInt("due", 0...365, called: "the days"),
        visitTypes: Set(web.form.values("type").compactMap { ID($0) }))
      try await web.scheduling.keepBox(draft, replacing: id, by: web.who)
      return .seeOther("/checklist").saying("Kept. Visits have the box from now on.")
    } refused: { problems in
      try await page(web, id, problems)
    }
  }

  private static func page(
    _ web: WebRequest, _ id: ID<ChecklistBox>?, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let boxes = try await web.scheduling.checklist(by: web.who).filter(\.isActive)
    let types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    let one = boxes.first { $0.id == id }
    if id != nil, one == nil { throw NotFound("box") }
    return try await web.page(
      checklistPage(
        ChecklistView(boxes, editing: one, types: types, typed: web.form, keys: web.keys, problems: problems))
    )
  }
}
