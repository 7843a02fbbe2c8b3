import Testing

/// A handler decodes, calls one verb and answers: what is longer decides something that belongs to a desk.
private func longHandlers(_ files: [HouseFile], limit: Int = 15) throws -> [Finding] {
  let handler = "func\\s+(\\w+)\\(_ web: WebRequest\\)[^{]*->\\s*Response\\s*\\{"
  return try files.filter { $0.path.hasPrefix("Sources/Web/") && !$0.path.hasPrefix("Sources/Web/Server/") }
    .flatMap { file in
      try matches(handler, in: file.swift.code).compactMap { found -> Finding? in
        let lines = linesOfBody(file.swift.code, from: found)
        return lines > limit ? Finding(file.path, found.line, "\(found.groups[1]) has \(lines) lines") : nil
      }
    }
}

/// The lines between the braces of the function that begins at the match, blank ones left out.
private func linesOfBody(_ code: String, from match: Match) -> Int {
  let rest = code.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(match.line - 1)
  var depth = 0
  var count = 0
  for line in rest {
    let before = depth
    depth += line.count(where: { $0 == "{" }) - line.count(where: { $0 == "}" })
    if before > 0 && depth == 0 { break }
    if before > 0 && !line.allSatisfy(\.isWhitespace) { count += 1 }
    if before == 0 && depth == 0 && line.contains("{") { break }
  }
  return count
}

@Suite struct DoormanTests {
  static func handler(_ lines: Int) -> HouseFile {
    let body = String(repeating: "    try web.look()\n", count: lines)
    return HouseFile(
      "Sources/Web/Day/Day.swift",
      """
      enum Day {
        static func show(_ web: WebRequest) async throws -> Response {
      \(body)  }

        static func other(_ web: WebRequest) -> Response { .ok }
      }
      """)
  }

  @Test func `every handler is a doorman of at most 15 lines`() throws {
    expectNone(try longHandlers(House.sources))
  }

  @Test func `a handler of 16 lines is found`() throws {
    #expect(try longHandlers([Self.handler(15)]) == [])
    #expect(try longHandlers([Self.handler(16)]).map(\.what) == ["show has 16 lines"])
  }
}
