import Testing

@testable import Web

@Suite struct SafeNextTests {
  @Test(arguments: [
    "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "evil",
    "/a\r\nSet-Cookie: x",
    "/\u{7F}", "/ü",
  ])
  func `an address elsewhere leads home`(_ asked: String) {
    #expect(safeNext(asked) == "/")
  }

  @Test func `what names a person stays out of the address`() {
    #expect(safeNext("/patients?q=Ruth+Cohen&page=2") == "/patients?page=2")
    #expect(safeNext("/schedule?day=2026-11-23&location=abc") == "/schedule?day=2026-11-23&location=abc")
    #expect(safeNext("/patients?q=Ruth") == "/patients")
  }
}
