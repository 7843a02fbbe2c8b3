import Testing

/// A table is written only by the room that creates it; rooms above may read it.
private func foreignWrites(_ files: [HouseFile]) throws -> [Finding] {
  let owners = try tableOwners(files)
  let patterns = [
    "\\bINSERT\\s+INTO\\s+\"?(\\w+)", "\\bUPDATE\\s+\"?(\\w+)\"?\\s+(?:AS\\s+\\w+\\s+)?SET\\b",
    "\\bDELETE\\s+FROM\\s+\"?(\\w+)",
  ]
  return try files.flatMap { file in
    try file.swift.literals.flatMap { literal in
      try patterns.flatMap { pattern in
        try matches(pattern, in: literal.text).compactMap { found -> Finding? in
          let table = found.groups[1].lowercased()
          guard let owner = owners[table], owner != file.room else { return nil }
          return Finding(
            file.path, literal.line + found.line - 1, "\(file.room) writes \(table), which is \(owner)'s")
        }
      }
    }
  }
}

/// Which room creates which table.
private func tableOwners(_ files: [HouseFile]) throws -> [String: String] {
  var owners: [String: String] = [:]
  let pattern = "\\bCREATE\\s+(?:VIRTUAL\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?\"?(\\w+)"
  for file in files {
    for literal in file.swift.literals {
      for found in try matches(pattern, in: literal.text) { owners[found.groups[1].lowercased()] = file.room }
    }
  }
  return owners
}

/// Tables made twice, by two rooms.
private func sharedTables(_ files: [HouseFile]) throws -> [String] {
  let byRoom = Dictionary(grouping: files, by: \.room).mapValues { files in
    Set(((try? tableOwners(files)) ?? [:]).keys)
  }
  return byRoom.flatMap { room, tables in
    byRoom.filter { $0.key > room }.flatMap { other, theirs in
      tables.intersection(theirs).map { "\($0): \(room) and \(other)" }
    }
  }
}

@Suite struct TableOwnerTests {
  static let practice = HouseFile(
    "Sources/Practice/Schema.swift",
    """
    let schema = "CREATE TABLE staff (id TEXT)"
    """)

  @Test func `every table is written only by the room that creates it`() throws {
    expectNone(try foreignWrites(House.sources))
    #expect(try sharedTables(House.sources) == [])
    #expect(try tableOwners(House.sources).count > 10)
  }

  @Test(arguments: [
    "INSERT INTO staff (id) VALUES (\\(id))", "UPDATE staff SET id = \\(id)",
    "DELETE FROM staff WHERE id = \\(id)",
  ])
  func `a write from another room is found`(_ sql: String) throws {
    let web = HouseFile("Sources/Web/Bad.swift", "try tx.run(\n\"\(sql)\")")
    #expect(try foreignWrites([Self.practice, web]).map(\.line) == [2])
  }

  @Test func `reading another room's table is fine`() throws {
    let web = HouseFile(
      "Sources/Web/Good.swift", "tx.rows(\"SELECT id FROM staff FOR UPDATE\") // DELETE FROM staff")
    #expect(try foreignWrites([Self.practice, web]) == [])
  }

  @Test func `a table made by two rooms is found`() throws {
    let web = HouseFile("Sources/Web/Schema.swift", "\"CREATE TABLE IF NOT EXISTS staff (id TEXT)\"")
    #expect(try sharedTables([Self.practice, web]) == ["staff: Practice and Web"])
  }
}
