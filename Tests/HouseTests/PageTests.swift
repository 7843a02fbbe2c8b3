import Testing

/// The policy sent with every page forbids inline script and style: a page that has some would be silently broken.
private let inline: [(pattern: String, why: String, sample: String)] = [
  ("(?i)<script(?![^>]*\\ssrc=)[^>]*>", "inline script", "<script>alert(1)</script>"),
  ("(?i)<style\\b", "inline style", "<style>p {}</style>"),
  ("(?i)<[a-z][^>]*\\sstyle=", "inline style", "<p class=\"a\" style=\"color: red\">"),
  ("(?i)<[a-z][^>]*\\son[a-z]+=", "inline script", "<a onclick=\"x()\">"),
  ("(?i)\\bjavascript:", "inline script", "<a href=\"javascript:x()\">"),
]

/// What a person is called by must not land in a browser's history, a proxy's log or a bookmark.
private let telling =
  "(?i)[?&](?:q|query|search|text|name|family|given|first|last|birth\\w*|dob|phone|email|mrn|ssn)=\\\\\\("

private func pageFindings(_ files: [HouseFile]) throws -> [Finding] {
  try files.filter { $0.path.hasPrefix("Sources/Web/") }.flatMap { file in
    try inline.flatMap { try file.literalFindings($0.pattern, $0.why) }
      + file.literalFindings(telling, "a patient's data in an address")
  }
}

/// Words that say a thing is not there yet.
private func unfinished(_ files: [HouseFile]) throws -> [Finding] {
  let pattern = "\\b(?:TODO|FIXME|XXX|HACK)\\b|(?i)\\b(?:coming soon|not (?:yet )?implemented|lorem ipsum)\\b"
  return try files.flatMap { file in
    try matches(pattern, in: file.text).map {
      Finding(file.path, $0.line, "\($0.groups[0]): finish it or leave it")
    }
  }
}

@Suite struct PageTests {
  @Test func `no page carries inline script or style, or a patient's data in an address`() throws {
    expectNone(try pageFindings(House.sources))
  }

  @Test func `nothing in the sources is unfinished`() throws { expectNone(try unfinished(House.sources)) }

  @Test func `inline script and style are found`() throws {
    for rule in inline {
      let bad = HouseFile("Sources/Web/Bad.swift", "let p: HTML = #\"\(rule.sample)\"#")
      #expect(try pageFindings([bad]).map(\.what) == [rule.why])
    }
    let good = HouseFile(
      "Sources/Web/Good.swift", "#\"<script type=\"module\" src=\"/app.js\"></script><p data-style=\"a\">\"#")
    #expect(try pageFindings([good]) == [])
  }

  @Test func `a patient's name in an address is found`() throws {
    let bad = HouseFile(
      "Sources/Web/Bad.swift", "let p: HTML = \"<a href='/patients?name=\\(patient.name)'>\"")
    let good = HouseFile("Sources/Web/Good.swift", "let p: HTML = \"<a href='/day?location=\\(id)'>\"")
    #expect(try pageFindings([bad, good]).map(\.path) == ["Sources/Web/Bad.swift"])
  }

  @Test func `an unfinished place is found`() throws {
    let bad = HouseFile(
      "Sources/Web/Bad.swift", "// " + "TO" + "DO: later\nlet s = \"Billing is " + "coming" + " soon.\"")
    #expect(try unfinished([bad]).map(\.line) == [1, 2])
  }
}
