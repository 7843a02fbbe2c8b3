import Testing

/// One rule about the code of some rooms: a pattern that must not occur.
private struct Ban: Sendable, CustomTestStringConvertible {
  let pattern: String
  let why: String
  /// Paths where it is allowed, with their reason in the file itself.
  var except: [String] = []
  /// Paths where it counts; everywhere below `Sources` when empty.
  var only: [String] = []
  let sample: String

  var testDescription: String { why }

  func findings(_ files: [HouseFile]) throws -> [Finding] {
    try files.filter { file in
      !except.contains(where: file.path.hasPrefix)
        && (only.isEmpty || only.contains(where: file.path.hasPrefix))
    }.flatMap { try $0.codeFindings(pattern, why) }
  }
}

private let rules = ["Sources/Practice/", "Sources/Records/", "Sources/Scheduling/"]

private let bans = [
  Ban(pattern: "\\btry!", why: "a fault is thrown, not trapped", sample: "try! x()"),
  Ban(pattern: "\\bas!", why: "a cast that can fail is asked, not forced", sample: "x as! String"),
  Ban(
    pattern: "@unchecked\\s+Sendable|nonisolated\\(unsafe\\)",
    why: "locks live in Store, each with its reason",
    except: ["Sources/Store/"], sample: "final class X: @unchecked Sendable {}"),
  Ban(
    pattern: "\\bNSLock\\b|\\bpthread_\\w+|\\bMutex<", why: "what runs is an actor",
    except: ["Sources/Store/"], sample: "let lock = NSLock()"),
  Ban(
    pattern: "static\\s+(?:let|var)\\s+(?:shared|current|instance)\\b", why: "nothing is global",
    sample: "static let shared = X()"),
  Ban(
    pattern: "static\\s+var\\s+\\w+[^{\\n]*=", why: "nothing global changes", sample: "static var count = 0"),
  Ban(
    pattern: "^[ \\t]*(?:public|open)\\s+(?:func|class|struct|enum|actor|let|var|init|protocol|extension)\\b",
    why: "the house is one package", sample: "public func x() {}"),
  Ban(
    pattern: "\\bDate\\(\\)|\\bDate\\.now|ContinuousClock|SuspendingClock|\\bUUID\\(\\)|\\.random\\(",
    why: "time, ids and chance are handed in", only: rules, sample: "let now = Date()"),
  Ban(
    pattern: "\\bprint\\(|\\bFileHandle\\.standard", why: "only the command line speaks to a terminal",
    except: ["Sources/foyer/"], sample: "print(1)"),
]

@Suite struct SafeCodeTests {
  @Test(arguments: bans) fileprivate func `the sources keep to it`(_ ban: Ban) throws {
    expectNone(try ban.findings(House.sources))
  }

  @Test(arguments: bans) fileprivate func `a breach of it is found`(_ ban: Ban) throws {
    let path = ban.only.first ?? "Sources/Web/"
    #expect(try ban.findings([HouseFile(path + "Bad.swift", "\n" + ban.sample)]).map(\.line) == [2])
    #expect(try ban.findings([HouseFile(path + "Good.swift", "// \(ban.sample)\nlet s = \"x\"")]) == [])
  }
}
