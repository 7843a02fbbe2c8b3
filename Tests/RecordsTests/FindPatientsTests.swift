import Kernel
import Practice
import Records
import Store
import Support
import Testing

/// The people at the desk's search box, and what they type.
struct FindPatientsTests {
  private static let people: [PatientDraft] = [
    person("Johnson", "Stephen Paul", "1970-03-11", "617-555-0101"),
    person("Jonson", "Steven", "1971-03-11", "617-555-0102"),
    person("Smith", "John", "1970-11-03", "617-555-0103"),
    person("Smithson", "Johanna", "1985-01-31", "413-555-0104"),
    person("O'Brien", "Máire", "1990-06-15", "413-555-0105"),
    person("Müller-Lüdenscheidt", "Jürgen", "1945-12-24", "+49 30 901820"),
    person("de la Cruz", "José", "2001-02-28", "508-555-0107"),
    person("王", "小明", "1999-09-09", "508-555-0108"),
    person("محمود", "علي", "1988-08-08", "508-555-0109"),
    person("Nguyễn", "Thị Ánh", "1977-07-07", "781-555-0110"),
    person("'; DROP TABLE patient;--", "{{7*7}}", "1966-06-06", "781-555-0111"),
    person("Kowalczyk", "Katarzyna", "1959-05-05", "781-555-0112"),
    person("Łuczak", "Catherine", "1982-04-04", "781-555-0113"),
  ]

  private static func person(_ family: String, _ given: String, _ birth: String, _ phone: String)
    -> PatientDraft
  {
    PatientDraft(family: family, given: given, birthDate: birth, phones: [.init(phone)])
  }

  private func withPeople(_ engine: EngineKind, _ body: (Records, Store) async throws -> Void) async throws {
    try await withRecords(engine) { records, store in
      for draft in Self.people { _ = try await records.register(draft, by: nina, submission: aKey()) }
      try await body(records, store)
    }
  }

  private func families(_ records: Records, _ text: String) async throws -> [String] {
    try await records.find(text, by: nina).map(\.label.name.family)
  }

  @Test(arguments: EngineKind.underTest)
  func `whatever is typed, the person meant comes first`(_ engine: EngineKind) async throws {
    let searches = [
      ("smith", "Smith"), ("SMITH JOHN", "Smith"), ("john smith", "Smith"), ("smi jo", "Smith"),
      ("smith, john", "Smith"), ("johnson", "Johnson"), ("jonson stephen", "Johnson"),
      ("jonson steven", "Jonson"),
      ("stephen jonson", "Johnson"), ("jhonson", "Johnson"), ("obrien", "O'Brien"), ("o'brien", "O'Brien"),
      ("o’brien maire", "O'Brien"), ("brien", "O'Brien"), ("muller", "Müller-Lüdenscheidt"),
      ("mueller", "Müller-Lüdenscheidt"), ("ludenscheidt jurgen", "Müller-Lüdenscheidt"),
      ("delacruz", "de la Cruz"), ("cruz jose", "de la Cruz"), ("la cruz", "de la Cruz"), ("王小明", "王"),
      ("王", "王"), ("علي", "محمود"), ("nguyen", "Nguyễn"), ("thi anh nguyen", "Nguyễn"),
      ("drop table", "'; DROP TABLE patient;--"), ("{{7*7}}", "'; DROP TABLE patient;--"),
      ("kowalchyk", "Kowalczyk"), ("luczak", "Łuczak"), ("kathryn luczak", "Łuczak"),
      ("3/11/1970", "Johnson"), ("11.3.1970", "Smith"), ("1970-03-11", "Johnson"), ("11 Mar 70", "Johnson"),
      ("Mar 11 1970", "Johnson"), ("March 11th, 1970", "Johnson"), ("03111970", "Johnson"),
      ("smith 11/3/70", "Smith"), ("1/31/1985", "Smithson"), ("johanna 1985", "Smithson"),
      ("0104", "Smithson"), ("555-0105", "O'Brien"), ("(617) 555-0103", "Smith"), ("4135550104", "Smithson"),
      ("901820", "Müller-Lüdenscheidt"), ("+49 30 9018", "Müller-Lüdenscheidt"), ("smith 0103", "Smith"),
      ("10003", "Smith"), ("#10004", "Smithson"), ("mrn 10005", "O'Brien"),
      ("jonson 3/11/1970", "Johnson"),
    ]
    try await withPeople(engine) { records, _ in
      for (typed, family) in searches {
        let found = try await families(records, typed)
        #expect(found.first == family, "\(typed) found \(found)")
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `letter by letter, the list narrows and never loses the one meant`(_ engine: EngineKind) async throws {
    try await withPeople(engine) { records, _ in
      for name in ["stephen johnson", "johnson stephen", "jürgen müller", "maire o'brien"] {
        for length in 1...name.count {
          let found = try await families(records, String(name.prefix(length)))
          #expect(!found.isEmpty, "\(name.prefix(length))")
        }
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a wrong birth date does not hide the right name`(_ engine: EngineKind) async throws {
    try await withPeople(engine) { records, _ in
      let found = try await families(records, "kowalczyk 1/1/1959")
      #expect(found == ["Kowalczyk"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `nothing typed, and nobody of that name, find nobody`(_ engine: EngineKind) async throws {
    try await withPeople(engine) { records, store in
      for typed in [
        "", "   ", "xqzwv", "%", "_", "'", "\"", "3/11", "* OR 1=1", "\u{0}", "NEAR(", "99999999",
      ] {
        let found = try await families(records, typed)
        #expect(found.isEmpty, "\(typed) found \(found)")
      }
      let searches = try await auditActions(store).filter { $0 == "patients.searched" }
      #expect(searches.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who was shown is in the audit trail, what was typed is not`(_ engine: EngineKind) async throws {
    try await withPeople(engine) { records, store in
      _ = try await records.find("kowalczyk", by: tom)
      let row = try await store.read { tx in
        try tx.rows("SELECT staff_name, detail, subject FROM audit_entry WHERE action = 'patients.searched'")
          .map { (try $0("staff_name") as String, try $0("detail") as String, try $0("subject") as String) }
      }
      #expect(row.count == 1)
      #expect(row.first?.0 == "Tom Becker" && row.first?.1 == "" && row.first?.2 == "")
      await #expect(throws: Forbidden.self) { try await records.find("smith", by: auditor) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an edited name, phone and number are found anew, the old name as a former one`(_ engine: EngineKind)
    async throws
  {
    try await withPeople(engine) { records, _ in
      let hit = try #require(try await records.find("kowalczyk", by: nina).first)
      var draft = PatientDraft(try await records.patient(hit.id, by: nina).patient.facts)
      draft.former = [draft.legal]
      draft.legal.family = "Zielinska"
      draft.phones = [.init("206-555-0199")]
      draft.emails = ["Kate@Example.org"]
      draft.identifiers = [PatientIdentifier(system: "Mercy", value: "AB-99-17")]
      _ = try await records.edit(hit.id, seen: 1, draft, by: nina)
      for typed in ["zielinska", "kowalczyk", "2065550199", "5019", "kate@exam", "AB9917", "ab-99"] {
        let found = try await records.find(typed, by: nina)
        #expect(found.first?.id == hit.id, "\(typed)")
      }
      #expect(try await records.find("kowalczyk", by: nina).first?.reasons == [.formerName])
      let old = try await records.find("781-555-0112", by: nina)
      #expect(old.isEmpty)
    }
  }
}
