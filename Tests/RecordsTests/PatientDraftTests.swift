import Kernel
import Records
import Testing

/// What people type, and what comes out of it.
struct PatientDraftTests {
  private let today = LocalDay(2026, 11, 23) ?? LocalDay(daysSince1970: 0)

  private func problems(_ change: (inout PatientDraft) -> Void) -> [InvalidInput] {
    var draft = ruth()
    change(&draft)
    do {
      _ = try draft.checked(today: today)
      return []
    } catch {
      return error.problems
    }
  }

  @Test(arguments: [
    "O'Brien", "D’Angelo \"Red\"", "<script>alert(1)</script>", "Robert'); DROP TABLE patient;--",
    "{{7*7}} ${7*7} #{7*7}", "محمد علي", "יוסף כהן", "王小明", "Nguyễn Thị Ánh", "🎉 Party 🎉", "👨‍👩‍👧‍👦",
    String(repeating: "é", count: 200), "a\\u0000b", "%_%", "Ñandú",
  ])
  func `any name people have is kept letter by letter`(_ name: String) throws {
    var draft = ruth()
    draft.legal.family = "  \(name)  "
    #expect(try draft.checked(today: today).facts.legal.family == name.precomposed)
  }

  @Test(arguments: [
    "a\u{0}b", "a\tb", "a\nb", "a\u{7f}b", "a\u{85}b", "a\u{202e}b", "a\u{2066}b", "a\u{2028}b",
  ])
  func `control characters and direction overrides are refused`(_ name: String) {
    let found = problems { $0.legal.family = name }
    #expect(found.map(\.field) == ["family"])
    #expect(found.first?.sentence == "The legal name contains a control character; please type it again.")
  }

  @Test func `a name of 201 characters is too long, and so are combining marks without end`() {
    #expect(problems { $0.legal.family = String(repeating: "x", count: 201) }.map(\.field) == ["family"])
    let zalgo = "a" + String(repeating: "\u{301}", count: 2000)
    #expect(problems { $0.legal.given = zalgo }.map(\.field) == ["given"])
  }

  @Test func `a patient has a name, one of its parts at least`() {
    #expect(problems { $0.legal = PersonName(family: " ", given: "") }.map(\.field) == ["family"])
    #expect(problems { $0.legal = PersonName(family: "", given: "Prince") }.isEmpty)
  }

  @Test(arguments: [
    ("1970-03-11", "1970-03-11"), ("3/11/1970", "1970-03-11"), ("03/11/70", "1970-03-11"),
    ("13.3.1970", "1970-03-13"), ("11 Mar 70", "1970-03-11"), ("March 11th, 1970", "1970-03-11"),
    ("2/29/2024", "2024-02-29"), ("Nov 23 2026", "2026-11-23"), ("1901-01-01", "1901-01-01"),
  ])
  func `birth dates are read in the common forms`(_ typed: String, _ day: String) throws {
    var draft = ruth()
    draft.birthDate = typed
    #expect(try draft.checked(today: today).facts.birthDate?.description == day)
  }

  @Test(arguments: [
    ("", "Please give the birth date, for example 1970-03-11."),
    ("2/30/1970", "“2/30/1970” is not a day of the calendar; write the birth date as 1970-03-11."),
    ("1970-02-30", "“1970-02-30” is not a day of the calendar; write the birth date as 1970-03-11."),
    ("1899-05-05", "A patient born on 5 May 1899 would be 127 years old; check the year."),
    ("2150-01-01", "The birth date 1 January 2150 lies in the future."),
    ("2026-11-24", "The birth date 24 November 2026 lies in the future."),
    ("yesterday", "“yesterday” is not a day of the calendar; write the birth date as 1970-03-11."),
    (
      "11.3.1970",
      "The birth date could mean 3 November 1970 or 11 March 1970; please write it as 1970-03-11."
    ),
  ])
  func `birth dates that cannot be are refused with the reason`(_ typed: String, _ sentence: String) {
    let found = problems { $0.birthDate = typed }
    #expect(found == [InvalidInput("birth_date", sentence)])
  }

  @Test func `a phone that is none and a mail that is none are both named at once`() {
    let found = problems {
      $0.phones = [.init("617-555-0100"), .init("12345")]
      $0.emails = ["ruth@example.org", "ruth at example"]
    }
    #expect(found.map(\.field) == ["phones.1.number", "emails.1"])
  }

  @Test func `a file's unreadable phone is remarked and the patient kept`() throws {
    var draft = ruth()
    draft.phones = [.init("555-108-1234")]
    draft.emails = ["none"]
    draft.birthDate = "1970"
    let (facts, remarks) = try draft.checked(today: today, from: .file)
    #expect(facts.phones.isEmpty && facts.emails.isEmpty && facts.birthDate == nil)
    #expect(remarks.count == 3)
  }

  @Test func `nobody dies before birth or tomorrow`() {
    #expect(problems { ($0.hasDied, $0.diedOn) = (true, "1969-01-01") }.map(\.field) == ["died_on"])
    #expect(problems { ($0.hasDied, $0.diedOn) = (true, "2026-12-01") }.map(\.field) == ["died_on"])
    #expect(problems { $0.hasDied = true }.isEmpty)
  }

  @Test func `lists have an end`() {
    let found = problems { $0.emails = (0..<10_000).map { "p\($0)@example.org" } }
    #expect(found.map(\.sentence) == ["There is room for 20 e-mail addresses."])
  }
}
