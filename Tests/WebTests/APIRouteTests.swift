import Foundation
import HTTPTypes
import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct APIRouteTests {
  private let document = OpenAPI.document(interfaceRoutes, version: "1")

  @Test(arguments: EngineKind.underTest)
  func `each key comes in exactly where its permissions say`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let admin = try #require(office.people[.administrator])
      let asked = Set(interfaceRoutes.flatMap(\.permissions))
      let sets = [asked] + asked.map { [$0] } + [[.ownAccount]]
      for permissions in sets {
        let ask = KeyAsk(
          purpose: "p", permissions: permissions, days: 1, password: TestOffice.password,
          submission: ID<KeyAsk>().rawValue)
        let program = Program(office.app, key: try await office.practice.makeKey(ask, by: admin).secret)
        for route in interfaceRoutes {
          let isOpen = route.permissions.allSatisfy(permissions.contains)
          let answer = try await self.ask(route, program)
          #expect((answer.status != 403) == isOpen, "\(route.path) with \(permissions): \(answer.status)")
          #expect(answer.status != 401 && answer.status < 500)
        }
      }
    }
  }

  @Test func `nobody comes in without a key`() async throws {
    try await withOffice { office in
      for route in interfaceRoutes {
        let answer = try await self.ask(route, Program(office.app, key: "none"))
        #expect(answer.status == 401, "\(route.path)")
      }
    }
  }

  @Test func `every address is in the description, and nothing besides`() throws {
    guard case .object(let paths)? = document["paths"] else { throw NotFound("paths") }
    let described = paths.flatMap { path, item -> [String] in
      guard case .object(let operations) = item else { return [] }
      return operations.keys.map { "\($0.uppercased()) \(path)" }
    }
    let there = interfaceRoutes.map { route in
      "\(route.method.rawValue) "
        + route.path.replacing(/:(\w+)/) { "{\($0.1)}" }
    }
    #expect(Set(described) == Set(there))
    #expect(described.count == interfaceRoutes.count)
    #expect(Set(interfaceRoutes.map(\.name)).count == interfaceRoutes.count)
  }

  @Test func `whatever an address demands is described as demanded, and is demanded`() async throws {
    try await withOffice { office in
      let admin = try #require(office.people[.administrator])
      let ask = KeyAsk(
        purpose: "p", permissions: Set(interfaceRoutes.flatMap(\.permissions)), days: 1,
        password: TestOffice.password, submission: "s")
      let program = Program(office.app, key: try await office.practice.makeKey(ask, by: admin).secret)
      for route in interfaceRoutes {
        let answer = try await self.ask(route, program)
        guard let missing = (route.query + route.body).first(where: \.isRequired) else { continue }
        #expect(answer.no == "invalid: \(missing.name)", "\(route.path)")
        #expect(answer.sentence.contains("is missing"))
      }
    }
  }

  @Test func `every schema that is pointed at is there`() throws {
    let text = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
    guard case .object(let schemas)? = document["components"]?["schemas"] else { throw NotFound("schemas") }
    let pointed = Set(text.matches(of: #/schemas\\?/(\w+)"/#).map { String($0.1) })
    #expect(pointed == Set(schemas.keys))
  }

  @Test func `the description is served to whoever asks`() async throws {
    try await withOffice { office in
      let answer = try await office.browser().get("/api/openapi.json")
      #expect(answer.status == 200 && answer.header("Content-Type")?.hasPrefix("application/json") == true)
      #expect(answer.text.contains(#""openapi":"3.1.0""#))
    }
  }

  @Test func `a key is made and revoked on the page, and shown once`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/api")
      let wrong = try await browser.post(
        "/api/keys", ["purpose": "Website", "days": "30", "password": "no such thing"])
      #expect(wrong.status == 422 && wrong.text.contains("Website"))
      let none = try await browser.post(
        "/api/keys", ["purpose": "Website", "days": "30", "password": TestOffice.password])
      #expect(none.status == 422 && none.text.contains("Choose at least one thing"))
      let made = try await browser.post(
        "/api/keys",
        [
          "purpose": "Website", "days": "30", "password": TestOffice.password, "may": "see_schedule",
          "may": "see_audit",
        ])
      let secret = try #require(made.text.firstMatch(of: #/value="(foyer_[0-9a-f]{48})"/#)).1
      let program = Program(office.app, key: String(secret))
      #expect(try await program.get("/locations").status == 200)
      let page = try await browser.get("/api").text
      #expect(page.contains("last used today 10:42") && !page.contains(secret))
      let revocation = try #require(page.firstMatch(of: #/action="(/api/keys/[^"]+/revocation)"/#)).1
      #expect(try await browser.post(String(revocation)).status == 303)
      #expect(try await program.get("/locations").status == 401)
    }
  }

  private func ask(_ route: APIRoute, _ program: Program) async throws -> ProgramAnswer {
    let path = route.path.replacing(/:(\w+)/) { _ in "0198c0de-0000-7000-8000-000000000000" }
    if route.method == .get { return try await program.get(path) }
    return try await program.post(path, "{}", idempotency: ID<APIRoute>().rawValue)
  }
}
