import Testing

/// The no-show outlook is for a reminder or a call. If whatever books, moves or finds times could read it, somebody
/// would one day book over the people it points at.
private func readers(_ files: [HouseFile]) throws -> [Finding] {
  let open = ["Sources/Scheduling/Outlook/", "Sources/Web/Flow/"]
  return try files.filter { file in !open.contains(where: file.path.hasPrefix) }.flatMap {
    try $0.codeFindings("\\b(?:NoShowOutlook|OutlookLine|mayNotCome)\\b", "reads the no-show outlook")
  }
}

/// What a person is, as opposed to what they did.
private func demographics(_ files: [HouseFile]) throws -> [Finding] {
  let words =
    "(?i)\\b(?:birth\\w*|born|age|sex|gender\\w*|language|interpreter|address|postal\\w*|payer|coverage)\\b"
  return try files.filter { $0.path.hasSuffix("Outlook/NoShowOutlook.swift") }.flatMap {
    try $0.codeFindings(words, "the outlook knows only bookings and how they ended")
  }
}

@Suite struct FairnessTests {
  @Test func `nothing that books reads the no-show outlook`() throws {
    expectNone(try readers(House.sources))
  }

  @Test func `the no-show outlook knows nothing about the person`() throws {
    expectNone(try demographics(House.sources))
  }

  @Test func `a booking rule that reads the outlook is found`() throws {
    let bad = HouseFile(
      "Sources/Scheduling/Visits/Admission.swift", "let risk = NoShowOutlook(leadDays: 3, ends: [])")
    #expect(try readers([bad]).map(\.line) == [1])
    let person = HouseFile("Sources/Scheduling/Outlook/NoShowOutlook.swift", "let old = patient.age > 60")
    #expect(try demographics([person]).map(\.line) == [1])
  }
}
