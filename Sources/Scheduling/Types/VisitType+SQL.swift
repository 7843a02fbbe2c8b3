import Kernel
import Practice
import Store

extension Transaction {
  /// Visit types in the order of the list, all or some.
  package func visitTypes(_ ids: [ID<VisitType>]? = nil) throws -> [VisitType] {
    let all = try settled(VisitType.all, readVisitTypes)
    guard let ids else { return all }
    return all.filter { ids.contains($0.id) }
  }

  private func readVisitTypes() throws -> [VisitType] {
    var providers: [ID<VisitType>: Set<ID<Provider>>] = [:]
    for row in try rows("SELECT visit_type, provider FROM visit_type_provider") {
      providers[try row("visit_type"), default: []].insert(try row("provider"))
    }
    var needs: [ID<VisitType>: [VisitType.Need]] = [:]
    for row in try rows(
      "SELECT visit_type, kind, group_name, resource, count FROM visit_type_need ORDER BY place"
    ) {
      needs[try row("visit_type"), default: []].append(
        VisitType.Need(
          try row("kind"), try row("resource"), group: try row("group_name"), count: try row("count")))
    }
    return try rows(
      """
      SELECT id, name, minutes, colour, category, before_minutes, after_minutes, buffers_provider, buffers_overlap,
        lead_minutes, capacity, weight, r.visit_type AS retired FROM visit_type
        LEFT JOIN visit_type_retirement r ON r.visit_type = id
      ORDER BY place, name
      """
    ).map { row in
      let id: ID<VisitType> = try row("id")
      return VisitType(
        id: id, name: try row("name"), minutes: try row("minutes"), colour: try row("colour"),
        providers: providers[id] ?? [], needs: needs[id] ?? [], rules: try VisitTypeRules(row),
        isActive: (try row("retired") as String?) == nil)
    }
  }

  /// Adds a visit type at the end of the list, with its providers and needs.
  package func insert(_ type: VisitType, at moment: Instant) throws {
    let rules = type.rules
    let last: Int? = try value("SELECT MAX(place) FROM visit_type")
    try run(
      """
      INSERT INTO visit_type (id, name, minutes, colour, category, before_minutes, after_minutes, buffers_provider,
        buffers_overlap, lead_minutes, capacity, weight, place, added_at)
      VALUES (\(type.id), \(type.name), \(type.minutes), \(type.colour), \(rules.category), \(rules.buffer.before),
        \(rules.buffer.after), \(rules.buffer.holdsProvider), \(rules.buffer.overlaps), \(rules.leadMinutes),
        \(rules.capacity), \(rules.weight), \((last ?? 0) + 1), \(moment))
      """)
    try insertParts(of: type)
  }

  func update(_ type: VisitType) throws {
    let rules = type.rules
    try run(
      """
      UPDATE visit_type SET name = \(type.name), minutes = \(type.minutes), colour = \(type.colour),
        category = \(rules.category), before_minutes = \(rules.buffer.before), after_minutes = \(rules.buffer.after),
        buffers_provider = \(rules.buffer.holdsProvider), buffers_overlap = \(rules.buffer.overlaps),
        lead_minutes = \(rules.leadMinutes), capacity = \(rules.capacity), weight = \(rules.weight)
      WHERE id = \(type.id)
      """)
    try run("DELETE FROM visit_type_provider WHERE visit_type = \(type.id)")
    try run("DELETE FROM visit_type_need WHERE visit_type = \(type.id)")
    try insertParts(of: type)
  }

  private func insertParts(of type: VisitType) throws {
    for provider in type.providers.sorted() {
      try run("INSERT INTO visit_type_provider (visit_type, provider) VALUES (\(type.id), \(provider))")
    }
    for (place, need) in type.needs.enumerated() {
      try run(
        """
        INSERT INTO visit_type_need (visit_type, place, kind, group_name, resource, count)
        VALUES (\(type.id), \(place), \(need.kind), \(need.group), \(need.resource), \(need.count))
        """)
    }
  }
}

extension VisitType {
  /// The name of the settled list.
  static let all = "visit types"
}

extension VisitTypeRules {
  fileprivate init(_ row: Row) throws {
    self.init(
      category: try row("category"),
      buffer: Buffer(
        before: try row("before_minutes"), after: try row("after_minutes"),
        holdsProvider: try row("buffers_provider"), overlaps: try row("buffers_overlap")),
      leadMinutes: try row("lead_minutes"), capacity: try row("capacity"), weight: try row("weight"))
  }
}
