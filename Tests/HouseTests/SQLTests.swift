import Testing

/// SQL that only one engine understands, or that breaks later.
private let dialect: [(pattern: String, why: String, sample: String)] = [
  (
    "(?i)\\bSELECT\\s+\\*", "name the columns: a plan kept by PostgreSQL breaks when one is added",
    "SELECT * FROM t"
  ),
  (
    "(?i)\\bINSERT\\s+OR\\s+\\w+\\s+INTO", "only SQLite knows it: say ON CONFLICT", "INSERT OR REPLACE INTO t"
  ),
  (
    "(?i)\\b(?:julianday|strftime|ifnull|group_concat|datetime)\\s*\\(", "only SQLite knows it",
    "SELECT ifnull(a, b)"
  ),
  (
    "(?i)\\b(?:now|to_char|date_trunc|gen_random_uuid|string_agg)\\s*\\(", "only PostgreSQL knows it",
    "SELECT now()"
  ),
  (
    "(?<=[\\w)'])::\\w+\\b(?=[^\"]*\\bFROM\\b)", "only PostgreSQL knows it: say CAST", "SELECT a::text FROM t"
  ),
  ("(?i)\\bILIKE\\b|\\bGLOB\\b", "only one engine knows it", "SELECT a FROM t WHERE a ILIKE b"),
]

/// One engine's words are allowed in the engine pair, in the pair of search files, and between the marks of a
/// migration.
private func dialectFindings(_ files: [HouseFile]) throws -> [Finding] {
  let bothEngines = files.filter { file in
    !file.path.hasPrefix("Sources/Store/") && !file.name.contains("SQLite") && !file.name.contains("Postgres")
  }
  let sql = "(?i)\\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE)\\s"
  return try bothEngines.flatMap { file in
    try file.swift.literals.flatMap { literal -> [Finding] in
      let text = try withoutEngineParts(literal.text)
      guard try !matches(sql, in: text).isEmpty else { return [] }
      return try dialect.flatMap { rule in
        try matches(rule.pattern, in: text).map { Finding(file.path, literal.line + $0.line - 1, rule.why) }
      }
    }
  }
}

private func withoutEngineParts(_ sql: String) throws -> String {
  var only = false
  return sql.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    if line.contains("-- only sqlite") || line.contains("-- only postgres") { only = true }
    if line.contains("-- end") { only = false }
    return only ? "" : String(line)
  }.joined(separator: "\n")
}

@Suite struct SQLTests {
  @Test func `the SQL of every room is understood by both engines`() throws {
    expectNone(try dialectFindings(House.sources))
  }

  @Test func `one engine's words are found`() throws {
    for rule in dialect {
      let bad = HouseFile("Sources/Records/Bad.swift", "tx.rows(\"\(rule.sample)\")")
      #expect(try dialectFindings([bad]).map(\.what) == [rule.why])
    }
  }

  @Test func `one engine's words are allowed where that engine is meant`() throws {
    let text =
      "\"\"\"\n-- only sqlite\nCREATE TRIGGER t AS SELECT ifnull(1, 2);\n-- end\nCREATE TABLE t (a TEXT)\n\"\"\""
    let pair = HouseFile("Sources/Records/SearchOnSQLite.swift", "\"SELECT ifnull(a, b) FROM t\"")
    #expect(try dialectFindings([HouseFile("Sources/Records/Schema.swift", text), pair]) == [])
  }
}
