import Foundation
import Kernel
import Practice
import Store
import Support
import Synchronization

/// A practice with a clock that is set by hand, and its first administrator.
struct Office: Sendable {
  let store: Store
  let practice: Practice
  let clock: Clock
  let boss = Who.system("setup")
  static let password = "four plain words here"

  final class Clock: Sendable {
    private let moment = Mutex(Instant(milliseconds: 1_795_448_520_000))
    var now: Instant { moment.withLock { $0 } }
    func pass(seconds: Int) { moment.withLock { $0 = $0.advanced(bySeconds: seconds) } }
  }

  func hire(_ login: String, _ roles: Set<Role>, at locations: Set<ID<Location>>? = nil) async throws -> Staff
  {
    try await practice.hire(
      StaffDraft(login: login, name: login.capitalized, roles: roles, locations: locations),
      password: Self.password, mustChange: false, by: boss
    ).staff
  }

  /// Signs in, past a second factor or not at all.
  func signIn(_ login: String, _ password: String = Self.password, from address: String = "10.0.0.7")
    async throws
    -> String
  {
    let answer = try await practice.signIn(login: login, password: password, address: address)
    guard case .signedIn(let token) = answer else { throw Unexpected(answer) }
    return token
  }

  func who(_ token: String) async throws -> Who {
    guard let session = try await practice.session(token, touch: false, address: "10.0.0.7") else {
      throw Unexpected("no session")
    }
    return session.who
  }

  func actions() async throws -> [String] {
    try await store.read { tx in
      try tx.rows("SELECT action FROM audit_entry ORDER BY id").map { try $0("action") }
    }
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ what: some Any) { description = "unexpected: \(what)" }
}

@discardableResult
func withOffice<T>(_ engine: EngineKind, _ body: (Office) async throws -> T) async throws -> T {
  try await withStore(engine, storeSchema + practiceSchema) { store in
    let clock = Office.Clock()
    let practice = Practice(store: store, key: OfficeKey(), passwords: .least, now: { clock.now })
    return try await body(Office(store: store, practice: practice, clock: clock))
  }
}

/// The refusal that `deed` ends with.
func refusal<R: Refusal>(_: R.Type = R.self, _ deed: () async throws -> some Any) async throws -> R {
  do {
    let answer = try await deed()
    throw Unexpected(answer)
  } catch let refusal as R {
    return refusal
  }
}
