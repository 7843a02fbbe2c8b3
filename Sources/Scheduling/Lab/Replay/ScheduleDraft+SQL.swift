import Foundation
import Kernel
import Practice
import Store

extension Transaction {
  package func scheduleDraft(_ id: ID<ScheduleDraft>) throws -> ScheduleDraft? {
    try scheduleDrafts(where: "id = \(id)").first
  }

  func scheduleDrafts(where condition: SQL) throws -> [ScheduleDraft] {
    try rows(
      "SELECT id, name, location, changes FROM schedule_draft WHERE \(condition) ORDER BY name, id"
    ).map {
      ScheduleDraft(
        id: try $0("id"), name: try $0("name"), location: try $0("location"),
        changes: try JSONDecoder().decode(
          [ScheduleDraft.Change].self, from: Data((try $0("changes") as String).utf8)))
    }
  }

  func insert(_ draft: ScheduleDraft, at moment: Instant, by name: String) throws {
    try run(
      """
      INSERT INTO schedule_draft (id, name, location, changes, made_at, made_by)
      VALUES (\(draft.id), \(draft.name), \(draft.location), \(try draft.stored), \(moment), \(name))
      """)
  }

  func update(_ draft: ScheduleDraft) throws {
    try run("UPDATE schedule_draft SET changes = \(try draft.stored) WHERE id = \(draft.id)")
  }

  func delete(_ draft: ID<ScheduleDraft>) throws {
    try run("DELETE FROM schedule_draft WHERE id = \(draft)")
  }
}

extension ScheduleDraft {
  fileprivate var stored: String {
    get throws { String(decoding: try JSONEncoder().encode(changes), as: UTF8.self) }
  }
}
