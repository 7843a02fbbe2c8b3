import Foundation
import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import foyer

struct ImportFHIRTests {
  private static let files = [
    "facts-first.ndjson": """
    {"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},"code":{"text":"Migraine"},"onsetDateTime":"2011"}
    {"resourceType":"RelatedPerson","id":"r1","patient":{"reference":"Patient/p1"},"relationship":[{"coding":[{"code":"GUARD"}],"text":"mother"}],"name":[{"family":"Cohen","given":["Naomi"]}],"telecom":[{"system":"phone","value":"617-555-0101"}]}
    {"resourceType":"Patient","id":"p1","name":[{"family":"Cohen","given":["Ruth"]}],"gender":"female","birthDate":"2015-03-04"}
    {"resourceType":"Condition","id":"c2","subject":{"reference":"Patient/nobody"},"code":{"text":"Cough"}}
    {"resourceType":"Patient","id":"p2","name":[{"fam
    {"resourceType":"Claim","id":"k1","patient":{"reference":"Patient/p1"}}
    """,
    "bundle.json": """
    {"resourceType":"Bundle","type":"transaction","entry":[
     {"fullUrl":"urn:uuid:0c1","resource":{"resourceType":"Encounter","class":{"code":"AMB"},"subject":{"reference":"urn:uuid:0c2"},
       "participant":[{"individual":{"reference":"urn:uuid:0c3"}}],"period":{"start":"2026-01-05T09:00:00-05:00"}}},
     {"fullUrl":"urn:uuid:0c2","resource":{"resourceType":"Patient","id":"omar","name":[{"family":"Haddad","given":["Omar"]}],"birthDate":"1983-07-19"}},
     {"fullUrl":"urn:uuid:0c3","resource":{"resourceType":"Practitioner","id":"doc","name":[{"family":"Okafor","given":["Ada"],"prefix":["Dr."]}]}},
     {"resource":{"resourceType":"ExplanationOfBenefit","id":"b1","patient":{"reference":"urn:uuid:0c2"},
       "contained":[{"resourceType":"Coverage","id":"cov","status":"active","payor":[{"display":"Harbor Health"}]}]}},
     {"resource":{"resourceType":"ExplanationOfBenefit","id":"b2","patient":{"reference":"Patient/omar"},
       "contained":[{"resourceType":"Coverage","id":"cov","status":"active","payor":[{"display":"Harbor Health"}]}]}}
    ]}
    """,
  ]

  @Test(arguments: EngineKind.underTest)
  func `brings patients and their facts in whatever their order, and changes nothing the second time`(
    engine: EngineKind
  ) async throws {
    try await withStore(engine, Support.wholeSchema) { store in
      let paths = try write(Self.files)
      defer { remove(paths) }
      var reported: [ImportRun.Skipped] = []
      let work = ImportFHIR(records: Records(store: store), source: "partner", who: .system("test"))
      let first = try await work.run(paths) { reported.append($0) }
      #expect(first.kinds["Patient"] == ImportRun.Counts(new: 2))
      #expect(first.kinds["Condition"] == ImportRun.Counts(new: 1, skipped: 1))
      #expect(first.kinds["Coverage"] == ImportRun.Counts(new: 1))
      #expect(first.kinds["Claim"] == ImportRun.Counts(new: 1))
      #expect(
        reported.map { "\($0.file) \($0.line): \($0.reason)" } == [
          "facts-first.ndjson 5: A text has a line end or control character in it.",
          "facts-first.ndjson 4: Condition c2: Its patient, nobody, was not imported.",
        ])
      #expect(first.exitCode == 2)
      let again = try await work.run(paths) { _ in }
      for counts in again.kinds.values { #expect(counts.new == 0 && counts.changed == 0) }
      #expect(again.kinds["Patient"]?.unchanged == 2)

      let rows = try await store.read { tx in
        try tx.rows(
          """
          SELECT e.provider, e.start_at, c.payer FROM encounter e JOIN coverage c ON c.patient = e.patient
          """)
      }
      #expect(try rows.map { try $0("provider") as String } == ["Dr. Ada Okafor"])
      #expect(try rows.map { try $0("payer") as String } == ["Harbor Health"])
      let guardian: String? = try await store.read { tx in
        try tx.value("SELECT relation FROM related_person WHERE role = 'guarantor' AND given = 'Naomi'")
      }
      #expect(guardian == "mother")
    }
  }

  @Test func `does not take one system's patient for another's of the same number`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      let ruth =
        #"{"resourceType":"Patient","id":"1","name":[{"family":"Cohen","given":["Ruth"]}],"birthDate":"1951-03-04"}"#
      let omar =
        #"{"resourceType":"Patient","id":"1","name":[{"family":"Haddad","given":["Omar"]}],"birthDate":"1983-07-19"}"#
      let work = ImportFHIR(records: Records(store: store), source: "fhir", who: .system("test"))
      let (first, second) = (try write(["a.json": ruth]), try write(["b.json": omar]))
      defer { remove(first + second) }
      #expect(try await work.run(first) { _ in }.kinds["Patient"]?.new == 1)
      let refused = try await work.run(second) { _ in }
      #expect(refused.skippedInAll == 1 && refused.skipped[0].reason.contains("give it a source of its own"))
      let other = ImportFHIR(records: Records(store: store), source: "other", who: .system("test"))
      #expect(try await other.run(second) { _ in }.kinds["Patient"]?.new == 1)
    }
  }

  @Test func `stops between two batches when it is asked to, and goes on the next time`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      let paths = try write(Self.files)
      defer { remove(paths) }
      let work = ImportFHIR(records: Records(store: store), source: "partner", who: .system("test"))
      work.interruption.ask()
      let stopped = try await work.run(paths) { _ in }
      #expect(stopped.wasStopped && stopped.exitCode == 2)
      let rest = try await ImportFHIR(records: Records(store: store), source: "partner", who: .system("test"))
        .run(paths) { _ in }
      #expect(rest.kinds["Patient"]?.new == 2)
    }
  }

  @Test func `counts the batch that is being written when it is asked to stop`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      // The seven hundredth comes a second time, and not the same: that is told while the first 500 are being written.
      let people = (1...1200).map { number in
        let id = number == 700 ? 1 : number
        return
          #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"Cohen","given":["R\#(number)"]}]}"#
      }
      let paths = try write(["people.ndjson": people.joined(separator: "\n")])
      defer { remove(paths) }
      var work = ImportFHIR(records: Records(store: store), source: "partner", who: .system("test"))
      let stop = Interruption()
      work.interruption = stop
      let stopped = try await work.run(paths) { _ in stop.ask() }
      let there: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM patient") }
      #expect(stopped.wasStopped && stopped.kinds["Patient"]?.new == 500 && there == 500)
    }
  }

  @Test func `says that a file is none, and that nothing could be read`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      let paths = try write(["list.json": "Last,First\nCohen,Ruth\n"])
      defer { remove(paths) }
      let answer = try await ImportFHIR(records: Records(store: store), source: "x", who: .system("test"))
        .run(paths) { _ in }
      #expect(answer.exitCode == 1)
      #expect(answer.skipped.map(\.reason) == ["This is no FHIR file: it does not begin with a JSON object."])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `reads a patient list, and the second time changes only what changed`(engine: EngineKind) async throws
  {
    try await withStore(engine, Support.wholeSchema) { store in
      let lines = [
        "MRN;Last Name;First Name;DOB;Sex;Cell Phone;Insurance;Policy Number;Shoe Size",
        "101;Cohen;Ruth;3/4/1951;F;(617) 555-0142;Harbor Health;M-1;38",
        "102;Haddad;Omar;1983-07-19;M;617-555-0143;;;", "103;;;1/1/1980;M;;;;",
      ]
      let records = Records(store: store)
      let work = ImportCSV(records: records, source: "list", who: .system("test"))
      var paths = try write(["list.csv": lines.joined(separator: "\n")])
      let first = try await work.run(paths[0]) { _ in }
      #expect(first.kinds["Patient"] == ImportRun.Counts(new: 2, skipped: 1))
      #expect(first.kinds["Coverage"] == ImportRun.Counts(new: 1))
      #expect(first.notes == ["Column «Shoe Size» is not read: its name is not known."])
      #expect(first.skipped.map(\.line) == [4])
      let again = try await work.run(paths[0]) { _ in }
      #expect(again.kinds["Patient"] == ImportRun.Counts(unchanged: 2, skipped: 1))
      remove(paths)
      paths = try write(["list.csv": lines.joined(separator: "\n").replacing("0142", with: "0199")])
      defer { remove(paths) }
      let changed = try await work.run(paths[0]) { _ in }
      #expect(changed.kinds["Patient"] == ImportRun.Counts(changed: 1, unchanged: 1, skipped: 1))
      let phones: [String] = try await store.read { tx in
        try tx.rows("SELECT phone FROM patient_phone ORDER BY phone").map { try $0("phone") }
      }
      #expect(phones == ["+16175550143", "+16175550199"])
    }
  }

  @Test func `takes alerts and notes of the old desk along, and says what no page shows`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      let paths = try write([
        "list.csv":
          "Last,First,DOB,Alert,Notes,Race\nCohen,Ruth,1951-03-04,Latex allergy,Likes mornings,White\n"
      ])
      defer { remove(paths) }
      let work = ImportCSV(records: Records(store: store), source: "list", who: .system("test"))
      let answer = try await work.run(paths[0]) { _ in }
      #expect(
        answer.notes == ["Column «Race» is kept beside the record word for word; no page shows it yet."])
      _ = try await work.run(paths[0]) { _ in }
      let notes: [String] = try await store.read { tx in
        try tx.rows("SELECT kind, text FROM patient_note ORDER BY kind").map {
          "\(try $0("kind") as String): \(try $0("text") as String)"
        }
      }
      #expect(notes == ["alert: Latex allergy", "note: Likes mornings"])
    }
  }

  private func write(_ files: [String: String]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try files.sorted { $0.key > $1.key }.map { name, text in
      let place = folder.appending(path: name)
      try text.write(to: place, atomically: true, encoding: .utf8)
      return place.path
    }
  }

  private func remove(_ paths: [String]) {
    for path in paths { try? FileManager.default.removeItem(atPath: path) }
  }
}
