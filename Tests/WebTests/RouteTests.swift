import Hummingbird
import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct RouteTests {
  /// Every address with something in the place of its parts.
  private func address(_ route: Route) -> String {
    route.path.split(separator: "/").map { part in
      switch part {
      case "**": "app.css"
      case _ where part.hasPrefix(":"): "0198c0de-0000-7000-8000-000000000000"
      default: String(part)
      }
    }.reduce("") { $0 + "/" + $1 }
  }

  /// The route table with handlers that only say they were reached.
  private let doors = officeRoutes.map { route in
    var door =
      route.method == .get
      ? Route.get(route.path, route.access) { _ in .text("in") }
      : Route.post(route.path, route.access) { _ in .text("in") }
    if !route.isWork { door = door.unattended }
    return door
  }

  @Test(arguments: EngineKind.underTest)
  func `each role comes in exactly where its permissions say`(_ engine: EngineKind) async throws {
    try await withOffice(engine, routes: doors) { office in
      for role in Role.allCases {
        let who = try #require(office.people[role])
        let browser = try await self.browser(of: role, office)
        for route in officeRoutes {
          let answer = try await self.ask(route, browser)
          let isIn = answer.status == 200 && answer.text == "in"
          #expect(isIn == route.isOpen(to: who), "\(role) \(route.method) \(route.path): \(answer.status)")
          if !isIn { #expect(answer.status == 403) }
        }
      }
    }
  }

  @Test func `nobody who is signed out comes in but where it is public`() async throws {
    try await withOffice(routes: doors) { office in
      for route in officeRoutes {
        let browser = office.browser()
        await browser.keep("foyer-form", Self.token)
        let answer = try await self.ask(route, browser)
        let isIn = answer.status == 200 && answer.text == "in"
        #expect(isIn == (route.access == .public), "\(route.method) \(route.path): \(answer.status)")
        if !isIn { #expect([303, 401].contains(answer.status)) }
      }
    }
  }

  @Test func `no change is accepted without the token, with a wrong one, or from elsewhere`() async throws {
    try await withOffice(routes: doors) { office in
      let browser = try await self.browser(of: .administrator, office)
      for route in officeRoutes where route.method == .post {
        let path = self.address(route)
        let bare = try await browser.post(path, raw: [])
        let wrong = try await browser.post(path, raw: Array("csrf=\(Self.token)".utf8))
        let foreign = try await browser.post(
          path, ["csrf": self.csrf(browser)], ["Sec-Fetch-Site": "cross-site"])
        let origin = try await browser.post(
          path, ["csrf": self.csrf(browser)], ["Origin": "https://evil.example"])
        #expect([bare, wrong, foreign, origin].map(\.status) == [403, 403, 403, 403], "\(path)")
      }
    }
  }

  @Test func `a method that is not offered is refused`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .administrator)
      for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"] {
        for path in ["/", "/account", "/sign-in", "/nowhere"] {
          #expect(try await browser.ask(method, path).status == 404)
        }
      }
    }
  }

  @Test func `no two routes share an address and a method`() {
    let all = officeRoutes.map { "\($0.method) \($0.path)" }
    #expect(Set(all).count == all.count)
  }

  @Test func `everything that changes asks with POST`() {
    #expect(officeRoutes.allSatisfy { $0.method == .get || $0.method == .post })
  }

  /// The doors have no sign-in page, so the session is made at the desk.
  private func browser(of role: Role, _ office: TestOffice) async throws -> Browser {
    let browser = office.browser()
    guard
      case .signedIn(let token) = try await office.practice.signIn(
        login: role.rawValue, password: TestOffice.password, address: "192.0.2.7")
    else { throw NotFound("session") }
    await browser.keep("foyer", token)
    let session = try await office.practice.session(token, touch: false, address: "")
    await browser.keep("test-csrf", session?.csrf ?? "")
    return browser
  }

  private func csrf(_ browser: Browser) async -> String {
    await browser.cookies["test-csrf"] ?? Self.token
  }

  private func ask(_ route: Route, _ browser: Browser) async throws -> Browser.Answer {
    if route.method == .get { return try await browser.get(address(route)) }
    return try await browser.post(address(route), ["csrf": csrf(browser)])
  }

  private static let token = "0123456789abcdef0123456789abcdef"
}
