import Kernel
import Logging
import Practice
import Records
import Scheduling
import Store
import Synchronization
import Web

/// A whole office with one person of each role and one place, on a clock that moves when it is told to.
package struct TestOffice: Sendable {
  package let store: Store
  package let practice: Practice
  package let app: WebApp
  package let clock: TestClock
  package let place: Location
  /// Somebody of each role; they sign in with the role's name and ``password``.
  package let people: [Role: Who]

  package static let password = "a lamp in every window"

  package func browser() -> Browser { Browser(app) }

  /// A browser in which somebody of this role is signed in.
  package func browser(of role: Role) async throws -> Browser {
    let browser = Browser(app)
    try await browser.signIn(role.rawValue)
    return browser
  }
}

/// Shows the time it was set to: Monday 23 November 2026, 10:42 in New York, unless a test moves it.
package final class TestClock: Sendable {
  private let milliseconds = Atomic<Int64>(1_795_448_520_000)

  package init() {}

  package var now: Instant { Instant(milliseconds: milliseconds.load(ordering: .sequentiallyConsistent)) }
  package func advance(seconds: Int) {
    milliseconds.add(Int64(seconds) * 1000, ordering: .sequentiallyConsistent)
  }
}

/// Opens an office for the length of a test.
package func withOffice(
  _ engine: EngineKind = .sqlite, options: WebOptions = WebOptions(), routes: [Route] = officeRoutes,
  _ body: (TestOffice) async throws -> Void
) async throws {
  try await withStore(engine, officeSchema) { store in
    let clock = TestClock()
    let practice = Practice(store: store, key: OfficeKey(), passwords: .least, now: { clock.now })
    let desks = Desks(
      practice: practice, records: Records(store: store, now: { clock.now }),
      scheduling: Scheduling(store: store, now: { clock.now }), store: store, now: { clock.now })
    let system = Who.system("test")
    try await practice.name("Riverside Family Medicine", by: system)
    let place = try await practice.addLocation(
      LocationDraft(name: "Riverside", zone: "America/New_York"), by: system)
    var people: [Role: Who] = [:]
    for (role, name) in cast {
      let hired = try await practice.hire(
        StaffDraft(login: role.rawValue, name: name, roles: [role]), password: TestOffice.password,
        mustChange: false, by: system)
      people[role] = hired.staff.who
    }
    let app = WebApp(desks, options: options, routes: routes, logger: quietLogger())
    try await body(
      TestOffice(store: store, practice: practice, app: app, clock: clock, place: place, people: people))
  }
}

/// Tells nothing but what is broken beyond repair.
package func quietLogger() -> Logger {
  var quiet = Logger(label: "test")
  quiet.logLevel = .critical
  return quiet
}

/// The doors of an office that keeps no log.
package func quietly(_ desks: Desks) -> WebApp {
  var quiet = Logger(label: "test")
  quiet.logLevel = .critical
  return WebApp(desks, logger: quiet)
}

private let cast: [(Role, String)] = [
  (.frontDesk, "Maria Ortega"), (.biller, "Ben Adler"), (.clinician, "Ruth Cohen"), (.nurse, "Tom Reyes"),
  (.manager, "Grace Lin"), (.administrator, "Ada Novak"), (.auditor, "Omar Haddad"), (.trainee, "Kim Park"),
]

extension Browser {
  /// Fills in the sign-in form.
  @discardableResult
  package func signIn(_ login: String, _ password: String = TestOffice.password) async throws -> Answer {
    _ = try await get("/sign-in")
    return try await post("/sign-in", ["login": login, "password": password])
  }
}
