import Kernel
import Practice
import Store
import Support
import Testing

/// Somebody who holds the database file can switch off its triggers. The chain still tells on them.
@Suite(.serialized)
struct VerifyAuditTests {
  private let ana = Who(staff: "ana", name: "Ana", roles: [.frontDesk])

  /// Ten sealed rows, then `tamper` without triggers, then what the walk finds.
  private func findings(
    _ engine: EngineKind, anchored: Bool = false, tamper: String...
  ) async throws -> [AuditReport.Finding] {
    try await withOffice(engine) { office in
      for number in 1...10 {
        let moment = office.clock.now
        try await office.store.write { tx in
          try tx.audit("patient.viewed", by: ana, patients: ["p\(number)", "q\(number)"], at: moment)
        }
        office.clock.pass(seconds: 1)
      }
      try await AuditSealer(store: office.store).sealAll()
      let before = try await office.practice.verifyAudit()
      #expect(before.isSound && before.sealed == 10)
      try await office.store.write { tx in
        for (trigger, table) in Self.triggers(tx.engine) {
          try tx.script("DROP TRIGGER \(trigger)" + (tx.engine == .postgres ? " ON \(table)" : ""))
        }
        try tx.script(
          "DROP "
            + (tx.engine == .postgres ? "RULE audit_entry_waits ON audit_entry" : "TRIGGER audit_entry_waits")
        )
        for statement in tamper { try tx.script(statement) }
      }
      let anchor = anchored ? AuditHead(before.head.text) : nil
      return try await office.practice.verifyAudit(anchor: anchor).findings
    }
  }

  private static func triggers(_ engine: EngineKind) -> [(String, String)] {
    let tables = ["audit_entry", "audit_set", "audit_set_patient", "audit_seal"]
    let kept = tables.map { ("\($0)_kept", $0) }
    return engine == .postgres ? kept : kept + tables.map { ("\($0)_stays", $0) }
  }

  private static let fourth = "(SELECT entry FROM audit_seal WHERE seq = 4)"

  @Test(arguments: EngineKind.underTest)
  func `a changed row is named`(engine: EngineKind) async throws {
    let found = try await findings(
      engine, tamper: "UPDATE audit_entry SET staff_name = 'Ben' WHERE id = \(Self.fourth)")
    guard case .changed(4, _) = found.first, found.count == 1 else { throw Unexpected(found) }
  }

  @Test(arguments: EngineKind.underTest)
  func `a row changed together with its link breaks the next one`(engine: EngineKind) async throws {
    let digest = engine == .postgres ? "decode(repeat('00', 32), 'hex')" : "zeroblob(32)"
    let found = try await findings(engine, tamper: "UPDATE audit_seal SET hash = \(digest) WHERE seq = 4")
    #expect(found.count == 2)
    guard case .reordered(4, _) = found.first, case .reordered(5, _) = found.last else {
      throw Unexpected(found)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `rows that changed places are named`(engine: EngineKind) async throws {
    let found = try await findings(
      engine,
      tamper: "UPDATE audit_seal SET seq = 1000 WHERE seq = 4", "UPDATE audit_seal SET seq = 4 WHERE seq = 5",
      "UPDATE audit_seal SET seq = 5 WHERE seq = 1000")
    #expect(found.count == 3)
    guard case .reordered(4, _) = found.first, case .reordered(6, _) = found.last else {
      throw Unexpected(found)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a row taken out with its link leaves a gap`(engine: EngineKind) async throws {
    let found = try await findings(
      engine, tamper: "CREATE TEMPORARY TABLE gone AS SELECT entry FROM audit_seal WHERE seq = 4",
      "DELETE FROM audit_seal WHERE seq = 4", "DELETE FROM audit_entry WHERE id IN (SELECT entry FROM gone)",
      "DROP TABLE gone")
    #expect(found == [.linksMissing(from: 4, to: 4)])
  }

  @Test(arguments: EngineKind.underTest)
  func `a link taken out alone leaves its row outside of the chain`(engine: EngineKind) async throws {
    let found = try await findings(engine, tamper: "DELETE FROM audit_seal WHERE seq = 4")
    #expect(found.count == 2 && found.first == .linksMissing(from: 4, to: 4))
    guard case .inserted = found.last else { throw Unexpected(found) }
  }

  @Test(arguments: EngineKind.underTest)
  func `a row put in past the product is in no chain`(engine: EngineKind) async throws {
    let found = try await findings(
      engine,
      tamper: """
        INSERT INTO audit_entry (id, at, staff, staff_name, action, subject, detail, address, request)
        VALUES ('forged', 1, 'ana', 'Ana', 'patient.viewed', '', '', '', '')
        """)
    #expect(found == [.inserted(entry: "forged")])
  }

  @Test(arguments: EngineKind.underTest)
  func `a patient taken out of a list is seen`(engine: EngineKind) async throws {
    let found = try await findings(engine, tamper: "DELETE FROM audit_set_patient WHERE patient = 'q7'")
    guard case .patientsChanged = found.first, found.count == 1 else { throw Unexpected(found) }
  }

  @Test(arguments: EngineKind.underTest)
  func `an end cut off clean is seen by who noted the head`(engine: EngineKind) async throws {
    let cut = [
      "CREATE TEMPORARY TABLE gone AS SELECT entry FROM audit_seal WHERE seq > 7",
      "DELETE FROM audit_seal WHERE seq > 7", "DELETE FROM audit_entry WHERE id IN (SELECT entry FROM gone)",
      "DROP TABLE gone",
    ]
    #expect(try await findings(engine, tamper: cut[0], cut[1], cut[2], cut[3]).isEmpty)
    #expect(
      try await findings(engine, anchored: true, tamper: cut[0], cut[1], cut[2], cut[3]) == [
        .anchorLost(seq: 10)
      ])
  }

  @Test func `a noted head is read back`() {
    let head = AuditHead(seq: 12, hash: SHA256.hash("x"))
    #expect(AuditHead(head.text) == head)
    #expect(AuditHead("12") == nil && AuditHead("x:00") == nil && AuditHead("1:00") == nil)
  }
}
