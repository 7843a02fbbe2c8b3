import Testing

/// Who may import whom is the table in ARCHITECTURE.md, and nothing else: a sibling that happens to be built can be
/// imported without being declared, and neither the compiler nor the package manager minds.
struct Arrows: Equatable {
  /// From the ground up: each room and what it may import.
  var rooms: [(name: String, below: Set<String>)] = []
  /// What every room may import.
  var everywhere: Set<String> = []

  static func == (a: Arrows, b: Arrows) -> Bool {
    a.everywhere == b.everywhere && a.rooms.map(\.name) == b.rooms.map(\.name)
      && a.rooms.map(\.below) == b.rooms.map(\.below)
  }

  /// Reads the table whose rows start with a room in backticks.
  init(page: String) throws {
    for row in try matches("^\\| `?([A-Za-z ]+?)`? \\| ([^|]*) \\|$", in: page) {
      let below = Set(try matches("`(\\w+)`", in: row.groups[2]).map { $0.groups[1] })
      if row.groups[1] == "every room" {
        everywhere = below
      } else if row.groups[0].hasPrefix("| `") {
        rooms.append((row.groups[1], below))
      }
    }
  }

  func findings(in files: [HouseFile]) throws -> [Finding] {
    let pattern =
      "^[ \\t]*(?:@\\w+\\s+)*(?:\\w+\\s+)?import\\s+(?:(?:struct|class|enum|func|var|let)\\s+)?(\\w+)"
    return try files.flatMap { file -> [Finding] in
      guard let room = rooms.first(where: { $0.name == file.room }) else {
        return [Finding(file.path, 1, "\(file.room) has no row in the table of arrows")]
      }
      return try matches(pattern, in: file.swift.code).compactMap { found in
        let imported = found.groups[1]
        guard !everywhere.contains(imported), !room.below.contains(imported) else { return nil }
        return Finding(file.path, found.line, "\(room.name) may not import \(imported)")
      }
    }
  }

  /// Every arrow points down: a room imports only rooms whose row stands above its own.
  func upwardArrows() -> [String] {
    let order = Dictionary(uniqueKeysWithValues: rooms.enumerated().map { ($1.name, $0) })
    return rooms.enumerated().flatMap { place, room in
      room.below.filter { (order[$0] ?? -1) >= place }.map { "\(room.name) → \($0)" }
    }
  }
}

@Suite struct ArrowTests {
  static let page = """
    | `Kernel` | `CSodium` |
    | `Scheduling` | `Kernel` |
    | `Billing` | `Kernel` |
    | every room | `Foundation` |
    """

  @Test func `every import follows an arrow of ARCHITECTURE`() throws {
    let arrows = try Arrows(page: House.text("ARCHITECTURE.md"))
    expectNone(try arrows.findings(in: House.sources))
  }

  @Test func `the table of arrows names every room and none besides`() throws {
    let arrows = try Arrows(page: House.text("ARCHITECTURE.md"))
    let rooms = Set(House.sources.map(\.room))
    #expect(Set(arrows.rooms.map(\.name)) == rooms)
    #expect(arrows.upwardArrows() == [])
  }

  @Test func `an import of a sibling is found`() throws {
    let arrows = try Arrows(page: Self.page)
    let file = HouseFile(
      "Sources/Scheduling/X.swift", "import Foundation\nprivate import struct Billing.Claim\n")
    #expect(
      try arrows.findings(in: [file]).map(\.description) == [
        "Sources/Scheduling/X.swift:2: Scheduling may not import Billing"
      ])
  }

  @Test func `an import in a comment is none`() throws {
    let arrows = try Arrows(page: Self.page)
    #expect(try arrows.findings(in: [HouseFile("Sources/Kernel/X.swift", "// import Billing\n")]) == [])
  }

  @Test func `a room without a row and an arrow upwards are found`() throws {
    var arrows = try Arrows(page: Self.page)
    #expect(try arrows.findings(in: [HouseFile("Sources/Attic/X.swift", "")]).count == 1)
    arrows.rooms[0].below.insert("Billing")
    #expect(arrows.upwardArrows() == ["Kernel → Billing"])
  }
}
