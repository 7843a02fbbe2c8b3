import Kernel
import Scheduling

/// The practice's own checklist on a visit, for programs.
enum ChecklistAPI {
  static func show(_ api: APIRequest) async throws -> [VisitBox] {
    try await api.desks.scheduling.visit(try api.id("visit"), by: api.who).boxes
  }

  static func tick(_ api: APIRequest) async throws -> [VisitBox] {
    try await api.desks.scheduling.tick(try api.id("box"), on: try api.id("visit"), by: api.who)
    return try await show(api)
  }

  static func untick(_ api: APIRequest) async throws -> [VisitBox] {
    try await api.desks.scheduling.untick(try api.id("box"), on: try api.id("visit"), by: api.who)
    return try await show(api)
  }
}

let boxShape = APIShape<VisitBox>(
  "Box", "A box of the practice's checklist on a visit.",
  [
    .init("id", APIType.id, "Its identifier.") { JSON($0.box.id) },
    .init("name", APIType.text, "What is to be done: “Insurance verified”.") { .string($0.box.name) },
    .init(
      "dueDays", APIType.optional(APIType.number),
      "How many days before the visit it is to be ticked, 0 on its day; null where no day is set."
    ) {
      $0.box.dueDays.map { .int($0) } ?? .null
    },
    .init("ticked", APIType.flag, "Whether it is ticked.") { .bool($0.tick != nil) },
    .init("tickedAt", APIType.optional(APIType.moment), "When.") { $0.tick.map { JSON($0.at) } ?? .null },
    .init("tickedBy", APIType.optional(APIType.text), "By whom.") {
      $0.tick.map { .string($0.staffName) } ?? .null
    },
  ])
