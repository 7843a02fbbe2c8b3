import Testing

/// Waiting for real time makes a suite slow and, on a busy machine, wrong.
private func sleeping(_ files: [HouseFile]) throws -> [Finding] {
  try files.flatMap { file in
    try file.path.hasSuffix(".py")
      ? matches("\\btime\\.sleep\\(|wait_for_timeout\\(", in: file.text).map {
        Finding(file.path, $0.line, "sleeps")
      }
      : file.codeFindings("\\bsleep\\s*\\(|\\busleep\\s*\\(|\\bnanosleep\\s*\\(", "sleeps")
  }
}

/// A test is a sentence about the office, not a camel.
private func wordless(_ files: [HouseFile]) throws -> [Finding] {
  let pattern = "@Test\\b[^`{]*?\\bfunc\\s+([A-Za-z_]\\w*)\\s*[(<]"
  return try files.flatMap { file in
    try matches(pattern, in: file.swift.code).map {
      Finding(file.path, $0.line, "\($0.groups[1]) is not a sentence")
    }
  }
}

@Suite struct TestMannerTests {
  @Test func `no test sleeps`() throws { expectNone(try sleeping(House.tests)) }

  @Test func `every test is a sentence`() throws { expectNone(try wordless(House.tests)) }

  @Test func `a test that sleeps is found`() throws {
    let swift = HouseFile("Tests/X/A.swift", "try await Task.sleep(for: .seconds(1))")
    let python = HouseFile("Tests/X/b.py", "import time\n" + "time." + "sleep(1)")
    #expect(try sleeping([swift, python]).map(\.line) == [1, 2])
  }

  @Test func `a test named like a camel is found`() throws {
    let bad = HouseFile(
      "Tests/X/A.swift", "@Test(arguments: [1])\nfunc testBooking() {}\n@Test func `a b`() {}")
    #expect(try wordless([bad]).map(\.what) == ["testBooking is not a sentence"])
  }
}
