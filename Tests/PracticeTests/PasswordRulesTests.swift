import Testing

@testable import Practice

struct PasswordRulesTests {
  private func refused(_ password: String, secondFactor: Bool = false) -> PasswordRefused? {
    let rules = PasswordRules(
      login: "ana.maria", name: "Ana Maria Delgado", practice: "Elm Street Clinic",
      hasSecondFactor: secondFactor)
    do { try rules.admit(password) } catch { return error }
    return nil
  }

  @Test(arguments: [
    "four plain words here", "ich möchte Käse essen", "птицы летят на юг", "数学の先生は猫が好きです犬も好き",
    "🦊🐢🦉🐙🦀🐝🦋🐞🦎🐍🦕🦖🐳🦭🐊", "' OR '1'='1' -- ok", "tab\tand\nnewline and more",
    String(repeating: "many words make it long ", count: 40),
  ])
  func `takes any signs if there are fifteen`(password: String) { #expect(refused(password) == nil) }

  @Test func `fourteen are too few, unless there is a second factor`() {
    #expect(refused("fourteen signs") == .tooShort(least: 15))
    #expect(refused("fourteen signs", secondFactor: true) == nil)
    #expect(refused("seven s", secondFactor: true) == .tooShort(least: 8))
    #expect(refused("", secondFactor: true) == .tooShort(least: 8))
  }

  @Test func `counts signs as people see them, however the keyboard made the accent`() {
    #expect(PasswordRules.characters("e\u{301}") == 1)
    #expect(PasswordRules.characters("é") == 1)
  }

  @Test func `refuses more than 1024 bytes rather than cutting them off`() {
    #expect(refused(String(repeating: "ab cd ef gh", count: 94)) == .tooLong)
    #expect(refused(String(repeating: "ä1 ö2 ü3 ß4", count: 80)) == .tooLong)
  }

  @Test(arguments: [
    "passwordpassword", "Password2026!!!", "p@ssw0rd12345678", "qwertyuiopasdf1", "letmeinplease123",
    "Welcome00000001", "correcthorsebatterystaple", "princesssunshine1", "administrator123",
  ])
  func `refuses what is guessed first`(password: String) {
    #expect(refused(password) == .common)
  }

  @Test(arguments: [
    "aaaaaaaaaaaaaaaa", "123412341234123412", "abababababababab", "123456789012345678", "abcdefghijklmnop",
    "987654321098765", "xyzabcdefghijklmn", "................", "                ",
  ])
  func `refuses patterns`(password: String) { #expect(refused(password) == .pattern) }

  @Test(arguments: ["ana.maria-2026!", "Delgado20261234", "elm street clinic", "Elm Street Clinic 1"])
  func `refuses one's own names`(password: String) { #expect(refused(password) == .ownName) }

  @Test func `says what to do in every refusal`() {
    let all: [PasswordRefused] = [
      .tooShort(least: 15), .tooShort(least: 8), .tooLong, .common, .pattern, .ownName, .wrongPresent,
      .unchanged,
    ]
    #expect(Set(all.map(\.sentence)).count == all.count)
    #expect(all.allSatisfy { $0.sentence.hasSuffix(".") })
  }
}
