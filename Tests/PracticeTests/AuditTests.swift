import Kernel
import Practice
import Store
import Support
import Testing

@Suite(.serialized)
struct AuditTests {
  private let ana = Who(staff: "ana", name: "Ana", roles: [.frontDesk], address: "10.0.0.7", request: "r1")

  /// Writes `count` entries a second apart.
  private func write(_ count: Int, _ office: Office) async throws {
    for number in 1...count {
      let moment = office.clock.now
      try await office.store.write { tx in
        try tx.audit(
          "patient.viewed", by: ana, patients: ["p\(number)"], subject: "patient:p\(number)", at: moment)
      }
      office.clock.pass(seconds: 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an entry says who, what, when, of whom and from where`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let moment = office.clock.now
      try await office.store.write { tx in
        try tx.audit("schedule.viewed", by: ana, patients: ["p2", "p1", "p2"], detail: "Elm", at: moment)
        try tx.audit("schedule.viewed", by: ana, patients: ["p1", "p2"], detail: "Elm", at: moment)
        try tx.audit("patient.edited", by: ana, patients: ["p1"], subject: "patient:p1", at: moment)
        try tx.audit("session.ended", by: ana, at: moment)
      }
      let page = try await office.practice.audit(AuditQuestion(staff: "ana"), by: office.boss)
      #expect(page.entries.count == 4 && !page.isMore)
      let board = try #require(page.entries.first { $0.action == "schedule.viewed" })
      #expect(board.patients == ["p1", "p2"] && board.address == "10.0.0.7" && board.request == "r1")
      #expect(board.at == moment && board.staffName == "Ana" && board.detail == "Elm")
      let sets: Int? = try await office.store.read { try $0.value("SELECT COUNT(*) FROM audit_set") }
      #expect(sets == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a board of thousands of patients is one entry`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let many = (0..<2500).map { "patient-\($0)" }
      let moment = office.clock.now
      try await office.store.write { tx in try tx.audit("list.viewed", by: ana, patients: many, at: moment) }
      let page = try await office.practice.audit(AuditQuestion(patient: "patient-2499"), by: office.boss)
      #expect(page.entries.map(\.patients) == [many.sorted()])
      #expect(try await AuditSealer(store: office.store).sealAll() == 2)
      #expect(try await office.practice.verifyAudit().isSound)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what is rolled back leaves no entry`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let moment = office.clock.now
      try? await office.store.write { tx in
        try tx.audit("patient.edited", by: ana, patients: ["p1", "p2"], at: moment)
        throw NotFound("patient")
      }
      let actions = try await office.actions()
      #expect(actions.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the trail is read by person, patient, action and time, page by page, and that is an entry`(
    engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      let start = office.clock.now
      try await write(5, office)
      let practice = office.practice
      let first = try await practice.audit(AuditQuestion(action: "patient", limit: 2), by: office.boss)
      #expect(first.entries.map(\.patients) == [["p5"], ["p4"]] && first.isMore)
      let next = AuditQuestion(action: "patient.viewed", before: first.entries.last?.id, limit: 3)
      let rest = try await practice.audit(next, by: office.boss)
      #expect(rest.entries.map(\.patients) == [["p3"], ["p2"], ["p1"]] && !rest.isMore)
      let middle = AuditQuestion(
        action: "patient", from: start.advanced(bySeconds: 1), until: start.advanced(bySeconds: 3))
      #expect(try await practice.audit(middle, by: office.boss).entries.map(\.patients) == [["p3"], ["p2"]])
      #expect(try await practice.audit(AuditQuestion(patient: "p4"), by: office.boss).entries.count == 1)
      #expect(try await practice.audit(AuditQuestion(staff: "ben"), by: office.boss).entries.isEmpty)
      #expect(try await practice.audit(AuditQuestion(action: "%"), by: office.boss).entries.isEmpty)
      let reads = try await practice.audit(AuditQuestion(action: "audit.viewed"), by: office.boss)
      #expect(reads.entries.count == 6)
      #expect(reads.entries.contains { $0.patients == ["p4"] })
      #expect(
        try await refusal { try await practice.audit(AuditQuestion(), by: ana) }
          == Forbidden.permission(.seeAudit))
      try await practice.denied(.permission(.seeAudit), by: ana, at: "GET /audit")
      #expect(
        try await practice.audit(AuditQuestion(action: "denied"), by: office.boss).entries[0].staff == "ana")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the sealer links every row once, though three of them run`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      try await write(40, office)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask { try await AuditSealer(store: office.store, batch: 7).sealAll() }
        }
        group.addTask { try await write(20, office) }
        try await group.waitForAll()
      }
      try await AuditSealer(store: office.store).sealAll()
      let report = try await office.practice.verifyAudit()
      #expect(report.isSound && report.sealed == 60 && report.waiting == 0 && report.head.seq == 60)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the running sealer seals what comes, and stops when it is told`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let sealer = AuditSealer(store: office.store, interval: .milliseconds(5))
      let running = Task { await sealer.run() }
      try await write(3, office)
      while try await office.practice.verifyAudit().sealed < 3 { await Task.yield() }
      running.cancel()
      await running.value
      try await write(1, office)
      #expect(try await office.practice.verifyAudit().waiting == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `no statement changes or removes what was written`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      try await write(2, office)
      let moment = office.clock.now
      try await office.store.write {
        try $0.audit("list.viewed", by: ana, patients: ["p1", "p2"], at: moment)
      }
      try await AuditSealer(store: office.store).sealAll()
      try await write(1, office)
      for table in ["audit_entry", "audit_seal", "audit_set", "audit_set_patient", "audit_waiting"] {
        await #expect(throws: StoreError.self, "\(table)") {
          try await office.store.write { try $0.script("DELETE FROM \(table)") }
        }
      }
      for change in [
        "audit_entry SET detail = 'x'", "audit_seal SET seq = seq + 10", "audit_set SET size = 3",
        "audit_set_patient SET patient = 'x'", "audit_waiting SET entry = 'x'",
      ] {
        await #expect(throws: StoreError.self, "\(change)") {
          try await office.store.write { try $0.script("UPDATE \(change)") }
        }
      }
      #expect(try await office.practice.verifyAudit().isSound)
    }
  }
}
