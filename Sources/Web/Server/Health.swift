import Hummingbird
import Practice
import Records
import Scheduling
import Store

/// Everything the pages stand on, in the order it is made.
package let officeSchema = storeSchema + practiceSchema + recordsSchema + schedulingSchema

/// Whether the office can work: one round trip to the database, which has the tables this version needs.
struct Health: Sendable {
  let store: Store

  static func show(_ web: WebRequest) async throws -> Response {
    try await Health(store: web.desks.store).response()
  }

  func response() async throws -> Response {
    if let trouble = await trouble() {
      return try .json(["status": "not ready", "reason": trouble], status: .serviceUnavailable)
    }
    return try .json(["status": "ready"])
  }

  /// Why not, in words that say nothing about the machine; nil is ready.
  private func trouble() async -> String? {
    do {
      let applied = try await store.read { tx in
        Set(try tx.rows("SELECT name FROM schema_migration").map { try $0("name") as String })
      }
      return officeSchema.allSatisfy { applied.contains($0.name) }
        ? nil : "the database is not set up for this version"
    } catch let error as StoreError where error.kind == .unavailable || error.kind == .busy {
      return "the database does not answer"
    } catch {
      return "the database is not set up for this version"
    }
  }
}
