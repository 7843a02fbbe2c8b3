import Testing

@Suite struct MigrationTests {
  @Test func `a migration is plain text, nothing is put in when it runs`() throws {
    let findings = try House.sources.filter { $0.name.hasPrefix("Schema") }.flatMap { file in
      try file.literalFindings("(?i)(?:CREATE|ALTER)\\s+[^;]*\\\\\\(\\)", "an interpolation in the schema")
    }
    expectNone(findings)
  }
}
