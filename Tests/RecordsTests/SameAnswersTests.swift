import Kernel
import Practice
import Records
import Store
import Support
import Testing

/// The two engines bring candidates up in their own ways; the answers have to be the same.
struct SameAnswersTests {
  private static let searches = [
    "smith", "smith john", "jonson", "jonson stephen", "jhonson", "mueller", "müller", "obrien", "o'b",
    "kathryn", "catherin", "katherine smith", "gonzales", "rodrigues maria", "patel", "nguyen wei", "s",
    "j m",
    "a", "zo", "chidi okafor", "okafor chidi", "willams", "thomson", "schmitt", "coen", "jose", "noel",
    "stefan", "jeffery", "philip", "filip", "smit jon", "0104", "617", "6175", "5550", "10007", "1975",
    "smith 1975", "3/11/1970", "smith 3/11/1970", "11.3.1970", "p1", "p12@", "xqzw", "robinson patrica",
    "smih johm", "mary mary", "brown brown", "garcia marai", "wlison", "andersen", "macdonald",
  ]

  private func answers(_ engine: EngineKind) async throws -> [String: [String]] {
    var answers: [String: [String]] = [:]
    try await withRecords(engine) { records, _ in
      try await records.seedPatients(3000, by: .system("seed"))
      for typed in Self.searches {
        answers[typed] = try await records.find(typed, by: nina).map {
          "\($0.label.number) \($0.label.name.filed) \($0.label.birthDate?.description ?? "") \($0.reasons)"
        }
      }
    }
    return answers
  }

  @Test(.enabled(if: EngineKind.underTest.contains(.postgres)))
  func `the same data give the same list on both engines`() async throws {
    let (sqlite, postgres) = (try await answers(.sqlite), try await answers(.postgres))
    for typed in Self.searches {
      #expect(sqlite[typed] == postgres[typed], "\(typed)")
    }
    #expect(sqlite.values.count(where: \.isEmpty) < Self.searches.count / 3)
  }
}
