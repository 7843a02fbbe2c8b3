import Kernel
import Testing

@testable import Records

struct SpellingTests {
  @Test(arguments: [
    ("stephen", "steven"), ("johnson", "jonson"), ("catherine", "kathryn"), ("smith", "schmidt"),
    ("meyer", "maier"), ("philip", "filip"), ("jeffrey", "geoffrey"), ("leigh", "lee"), ("wright", "right"),
    ("knight", "night"), ("shaun", "sean"), ("mueller", "muller"), ("andersen", "anderson"),
  ])
  func `what sounds alike has one sound`(_ one: String, _ other: String) {
    #expect(sound(of: one) == sound(of: other))
  }

  @Test func `another script is its own sound`() {
    #expect(sound(of: "王小明") == "王小明")
    #expect(sound(of: "") == "")
  }

  @Test func `an exact word is liked most, then a beginning, then a sound, then a slip`() throws {
    let typed = Spelling("jonson")
    let likeness = ["jonson", "jonsonius", "johnson", "jonton", "miller"].map { typed.likeness(to: $0) }
    #expect(likeness[0] == 100 && likeness[4] == nil)
    #expect(likeness[0...3].compactMap(\.self) == likeness[0...3].compactMap(\.self).sorted(by: >))
    #expect(Spelling("ab").likeness(to: "ac") == nil)
  }

  @Test func `two exchanged letters are one slip`() {
    #expect(Spelling("jhonson").slips(to: "johnson").whole == 1)
    #expect(Spelling("wlison").slips(to: "wilson").whole == 1)
    #expect(Spelling("anders").slips(to: "andersonville").beginning == 0)
  }
}

struct TypedQueryTests {
  private let today = LocalDay(daysSince1970: 20_780)

  private func days(_ list: (Int, Int, Int)...) -> [LocalDay] {
    list.compactMap { LocalDay($0.0, $0.1, $0.2) }
  }

  @Test(arguments: ["3/11/1970", "03.11.1970", "3-11-70", "3 11 1970", "03111970", "031170"])
  func `where day and month could be exchanged, both are meant`(_ typed: String) {
    let query = TypedQuery(typed, today: today)
    let expected = days((1970, 3, 11), (1970, 11, 3))
    switch query.clues.first {
    case .born(let found): #expect(found == expected)
    case .digits(_, let found): #expect(found == expected)
    default: Issue.record("\(query)")
    }
    #expect(query.words.isEmpty && query.clues.count == 1)
  }

  @Test(arguments: ["1970-03-11", "11 Mar 70", "Mar 11 1970", "11mar1970", "March 11th, 1970", "1970/03/11"])
  func `a date that is clear is one day`(_ typed: String) {
    #expect(TypedQuery(typed, today: today).clues == [.born(days((1970, 3, 11)))])
  }

  @Test func `a year of two digits lies in the past`() {
    #expect(TypedQuery("1/2/12", today: today).clues == [.born(days((2012, 1, 2), (2012, 2, 1)))])
    #expect(TypedQuery("1/2/27", today: today).clues == [.born(days((1927, 1, 2), (1927, 2, 1)))])
  }

  @Test func `names, dates and digits are told apart`() {
    let query = TypedQuery("Smith, April 3/11/1970 (617) 555-0100", today: today)
    #expect(query.words == ["smith", "april"])
    #expect(query.clues == [.born(days((1970, 3, 11), (1970, 11, 3))), .digits("6175550100", days: [])])
    #expect(TypedQuery("mrn 10483", today: today).clues == [.digits("10483", days: [])])
    #expect(TypedQuery("RUTH@Example.org", today: today).clues == [.email("ruth@example.org")])
    #expect(TypedQuery("AB-1234", today: today).clues == [.code("ab1234")])
    #expect(TypedQuery("3/11", today: today).isEmpty)
  }

  @Test func `a hostile text has an end`() {
    let query = TypedQuery(String(repeating: "a1 b c ' ; -- ", count: 10_000), today: today)
    #expect(query.words.count <= 6 && query.clues.count <= 3)
  }
}
