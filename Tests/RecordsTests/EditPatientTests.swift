import Kernel
import Practice
import Records
import Store
import Support
import Testing

struct EditPatientTests {
  @Test(arguments: EngineKind.underTest)
  func `each changed field keeps who, when, and what it said`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, store in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      var draft = PatientDraft(patient.facts)
      draft.legal.family = "Cohen-Levi"
      draft.emails = ["ruth@example.org"]
      let edited = try await records.edit(patient.id, seen: 1, draft, by: tom)
      #expect(edited.version == 2)
      let history = try await records.history(of: patient.id, by: nina)
      #expect(Set(history.map(\.field)) == [.legalName, .emails])
      let name = try #require(history.first { $0.field == .legalName })
      #expect((name.old, name.new, name.by) == ("Cohen, Ruth", "Cohen-Levi, Ruth", "Tom Becker"))
      #expect(name.at == morning)
      #expect(
        try await auditActions(store) == ["patient.changed", "patient.history_viewed", "patient.registered"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `whoever had no phone gets one, another, and none, and is found by the one they have`(
    _ engine: EngineKind
  ) async throws {
    try await withRecords(engine) { records, _ in
      var draft = ruth()
      draft.phones = []
      var patient = try await records.register(draft, by: nina, submission: aKey())
      for (phones, found) in [
        (["617 555 0177"], [true, false]), (["617 555 0288"], [false, true]), ([], [false, false]),
      ] {
        draft.phones = phones.map { .init($0) }
        patient = try await records.edit(patient.id, seen: patient.version, draft, by: nina)
        for (digits, isFound) in zip(["5550177", "5550288"], found) {
          #expect(try await records.find(digits, by: nina).map(\.label.id) == (isFound ? [patient.id] : []))
        }
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the later saver sees the other's change and loses nothing`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      var ninas = PatientDraft(patient.facts)
      var toms = PatientDraft(patient.facts)
      ninas.phones = [.init("617-555-0177")]
      toms.language = "he"
      _ = try await records.edit(patient.id, seen: 1, ninas, by: nina)
      let refused = await #expect(throws: PatientChangedMeanwhile.self) {
        try await records.edit(patient.id, seen: 1, toms, by: tom)
      }
      let conflict = try #require(refused)
      #expect(conflict.changes.map(\.field) == [.phones])
      #expect(conflict.changes.first?.by == "Nina Alvarez")
      #expect(conflict.changes.first?.new == "mobile (617) 555-0177")
      #expect(conflict.sentence.hasPrefix("Nina Alvarez saved this record while you were typing"))
      var merged = PatientDraft(conflict.current.facts)
      merged.language = "he"
      let saved = try await records.edit(patient.id, seen: conflict.current.version, merged, by: tom)
      #expect(saved.facts.language == "he")
      #expect(saved.facts.phones.first?.number.description == "(617) 555-0177")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `of twenty simultaneous saves of one version one wins`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      let won = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask {
            var draft = PatientDraft(patient.facts)
            draft.pronouns = "p\(number)"
            return (try? await records.edit(patient.id, seen: 1, draft, by: tom)) != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(won == 1)
      #expect(try await records.history(of: patient.id, by: nina).count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `saving without a change leaves no trace`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      let saved = try await records.edit(patient.id, seen: 1, PatientDraft(patient.facts), by: tom)
      #expect(saved.version == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an alert is shown until it is retired, and kept afterwards`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      let alert = try await records.write(
        .alert, "Latex <b>allergy</b>", on: patient.id, by: nina, submission: aKey())
      #expect(try await records.patient(patient.id, by: nina).alerts.map(\.text) == ["Latex <b>allergy</b>"])
      try await records.retire(alert.id, on: patient.id, reason: "Entered for the wrong person", by: tom)
      #expect(try await records.patient(patient.id, by: nina).notes.isEmpty)
      let kept = try await records.allNotes(on: patient.id, by: nina)
      #expect(kept.first?.retired?.by == "Tom Becker")
      #expect(kept.first?.retired?.reason == "Entered for the wrong person")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a photo is recognised by its bytes and its size is bounded`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      let picture: [UInt8] = [0xff, 0xd8, 0xff, 0xe0] + (0..<1000).map { UInt8($0 % 256) }
      try await records.keepPhoto(picture, of: patient.id, by: nina)
      #expect(try await records.photo(of: patient.id, by: nina).bytes == picture)
      #expect(try await records.patient(patient.id, by: nina).hasPhoto)
      await #expect(throws: PhotoRefused.notAPicture) {
        try await records.keepPhoto(Array("<svg onload=x>".utf8), of: patient.id, by: nina)
      }
      await #expect(throws: PhotoRefused.tooLarge) {
        try await records.keepPhoto(
          picture + [UInt8](repeating: 0, count: PatientPhoto.largest), of: patient.id, by: nina)
      }
      try await records.removePhoto(of: patient.id, by: tom)
      await #expect(throws: NotFound.self) { try await records.photo(of: patient.id, by: nina) }
    }
  }
}
