import Hummingbird
import Kernel
import Practice

/// The page of the programming interface: keys for programs, made, listed and ended.
enum ProgramKeys {
  static func list(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func make(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let made = try await newKey(try keyAsk(web), web)
      return .page(try await web.page(keyMadePage(purpose: made.key.purpose, secret: made.secret)))
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func revoke(_ web: WebRequest) async throws -> Response {
    try await web.practice.revokeKey(try web.id("key"), by: web.who)
    return .seeOther("/api").saying("The key is revoked. It opens nothing any more.")
  }

  private static func newKey(_ ask: KeyAsk, _ web: WebRequest) async throws -> (key: APIKey, secret: String) {
    do {
      return try await web.practice.makeKey(ask, by: web.who)
    } catch let no as PasswordRefused {
      throw InvalidInput("password", no.sentence)
    }
  }

  private static func keyAsk(_ web: WebRequest) throws -> KeyAsk {
    let (purpose, days, password) = try web.form.all(
      { try $0.text("purpose", max: 80, called: "which program it is for") },
      { try $0.int("days", 1...366, called: "how long it lasts") },
      { try $0.secret("password", called: "your password") })
    return KeyAsk(
      purpose: purpose, permissions: Set(web.form.values("may").compactMap { Permission(rawValue: $0) }),
      days: days, password: password, submission: try web.submission())
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let moments = try await web.moments()
    let keys = try await web.practice.keys(by: web.who)
    let chosen = web.form.values("may")
    return try await web.page(
      programKeysPage(
        KeysView(
          lines: keys.map { KeyLine($0, moments, now: web.now) },
          permissions: offered(web.who).map {
            (Choice($0.rawValue, sentence($0.words)), chosen.contains($0.rawValue))
          },
          purpose: web.form["purpose"], days: web.form.has("days") ? web.form["days"] : "90",
          keys: web.keysOnce, problems: problems)))
  }

  /// What the addresses of the interface ask for, as far as this person may do it.
  private static func offered(_ who: Who) -> [Permission] {
    let asked = Set(interfaceRoutes.flatMap(\.permissions)).union([.overbook, .overrideRules])
    return Permission.allCases.filter { asked.contains($0) && who.may($0) }
  }

  fileprivate static func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst()
  }
}

extension KeyLine {
  fileprivate init(_ key: APIKey, _ moments: Moments, now: Instant) {
    self.init(
      id: key.id.rawValue, purpose: key.purpose,
      may: ProgramKeys.sentence(key.permissions.map(\.words).sorted().joined(separator: "; ")),
      about: "Made \(moments.stamp(key.madeAt)) by \(key.staffName) · "
        + (key.usedAt.map { "last used \(moments.stamp($0))" } ?? "not used yet"),
      until: "\(key.expiresAt > now ? "until" : "ended") \(moments.stamp(key.expiresAt))",
      isOver: key.expiresAt <= now
    )
  }
}
