import Testing

/// Code tables and generated text may be longer, by name and with the reason.
private let longOnPurpose: [String: String] = [:]

private func tooLong(_ files: [HouseFile], limit: Int = 300) -> [Finding] {
  files.filter { longOnPurpose[$0.path] == nil }.compactMap { file in
    let lines = length(file)
    return lines > limit ? Finding(file.path, lines, "is longer than \(limit) lines") : nil
  }
}

private func length(_ file: HouseFile) -> Int { file.text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) }

@Suite struct FileLengthTests {
  @Test func `no file is longer than 300 lines`() {
    expectNone(tooLong(House.sources + House.tests))
  }

  @Test func `the median file is under 100 lines`() {
    let lengths = House.sources.map(length).sorted()
    #expect(lengths[lengths.count / 2] < 100)
  }

  @Test func `the list of exceptions names files that exist`() {
    #expect(longOnPurpose.keys.filter { !House.exists($0) } == [])
  }

  @Test func `a file of 301 lines is found`() {
    let long = HouseFile("Sources/Kernel/Long.swift", String(repeating: "\n", count: 301))
    let fits = HouseFile("Sources/Kernel/Fits.swift", String(repeating: "\n", count: 300))
    #expect(tooLong([long, fits]).map(\.path) == ["Sources/Kernel/Long.swift"])
  }
}
