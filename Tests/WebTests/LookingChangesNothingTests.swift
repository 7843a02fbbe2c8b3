import HTTPTypes
import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct LookingChangesNothingTests {
  /// Every table but the trail, which is about looking, and what remembers when a session was last seen.
  private static let tables = officeSchema.flatMap { migration in
    migration.sql.matches(of: /CREATE TABLE (\w+)/).map { String($0.1) }
  }.filter { !$0.hasPrefix("audit_") && $0 != "session" }

  @Test(arguments: EngineKind.underTest)
  func `no address changes anything by being looked at`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .administrator)
      let before = try await counts(office.store)
      for route in officeRoutes where route.method == .get && route.path != "/live" {
        let answer = try await browser.get(try address(route, office))
        #expect(answer.status < 500, "\(route.path)")
        #expect(try await counts(office.store) == before, "\(route.path)")
      }
    }
  }

  @Test(arguments: [
    "?day=2026-02-30&location=x", "?sort=;DROP&page=-1&view=../..", "?q=%27%3B--%3Cscript%3E&day=%00",
  ])
  func `no address breaks over what a hostile hand writes after it`(_ query: String) async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .administrator)
      for route in officeRoutes where route.method == .get && route.path != "/live" {
        let answer = try await browser.get(try address(route, office) + query)
        #expect(answer.status < 500, "\(route.path)")
        #expect(!answer.text.contains("<script>"), "\(route.path)")
      }
    }
  }

  private func counts(_ store: Store) async throws -> [String: Int] {
    try await store.read { tx in
      var counts: [String: Int] = [:]
      for table in Self.tables {
        counts[table] = try tx.value("SELECT COUNT(*) FROM \(SQL(stringLiteral: table))")
      }
      return counts
    }
  }

  private func address(_ route: Route, _ office: TestOffice) throws -> String {
    let somebody = try #require(office.people[.nurse]?.staff.rawValue)
    return route.path.split(separator: "/").reduce("") { path, part in
      switch part {
      case "**": path + "/app.css"
      case ":staff": path + "/" + somebody
      case ":location": path + "/" + office.place.id.rawValue
      case _ where part.hasPrefix(":"): path + "/0198c0de-0000-7000-8000-000000000000"
      default: path + "/" + part
      }
    }
  }
}
