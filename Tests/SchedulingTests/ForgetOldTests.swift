import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `What is left behind at the doors` {
  @Test(arguments: EngineKind.underTest)
  func `a request whose time passes is closed by itself, and the desk sees it as missed for a week`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      try await cast.open(.asked)
      let access = try await cast.own()
      guard case .asked(let id) = try await desk.bookOwn(cast.online(cast.slot(9, days: 3)), access) else {
        throw NotFound("request")
      }
      cast.clock.advance(minutes: 3 * 1440 + 59)
      try await desk.closeMissedRequests()
      #expect(try await desk.visitRequests(by: cast.ortega).map(\.id) == [id])
      cast.clock.advance(minutes: 1)
      try await desk.closeMissedRequests()
      #expect(try await desk.visitRequests(by: cast.ortega).isEmpty)
      #expect(try await desk.missedRequests(by: cast.ortega).map(\.id) == [id])
      #expect(try await desk.missedRequests(by: cast.reyes).isEmpty)
      #expect(
        try await cast.practice.openWork(by: cast.ortega).filter { $0.kind == "schedule.request" }.isEmpty)
      #expect(try await desk.visitRequest(id, by: cast.ortega).outcome == .missed)
      await #expect(throws: OnlineRefused.requestOver) {
        try await desk.decline(id, because: "Full", by: cast.mills)
      }
      cast.clock.advance(minutes: 7 * 1440)
      #expect(try await desk.missedRequests(by: cast.ortega).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what was missed leaves room for others at the place`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      try await cast.open(.asked)
      let access = try await cast.own()
      for hour in [9, 10, 11] {
        _ = try await desk.bookOwn(cast.online(cast.slot(hour, days: 3)), access)
      }
      await #expect(throws: OnlineRefused.enough(3)) {
        try await desk.bookOwn(cast.online(cast.slot(14, days: 3)), access)
      }
      cast.clock.advance(minutes: 3 * 1440 + 60)
      try await desk.closeMissedRequests()
      _ = try await desk.bookOwn(cast.online(cast.slot(9, days: 7)), cast.own())
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `each is forgotten after its time, and the audit trail says how much`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      try await cast.open(.asked)
      let access = try await cast.own()
      guard case .asked(let id) = try await desk.bookOwn(cast.online(cast.slot(9, days: 3)), access) else {
        throw NotFound("request")
      }
      try await desk.decline(id, because: "The doctor is away", by: cast.ortega)
      try await desk.endPasses(of: cast.ruth.id, by: cast.ortega)
      let open = try await desk.makePass(for: cast.ruth.id, until: nil, by: cast.ortega)
      try await desk.askForLink(
        birthDate: cast.today, phone: PhoneNumber("617 555 0101"), email: "", reach: [.text],
        address: "192.0.2.7",
        request: "")
      _ = try await desk.receiveText(
        from: try #require(PhoneNumber("617 555 0101")), "Hello", receipt: "SM1")
      let (kiosk, token) = try await desk.makeKiosk(
        "Entrance", at: cast.riverside.id, submission: "k", by: cast.mills)
      await #expect(throws: KioskRefused.notFound) {
        try await desk.findAtKiosk(token, born: cast.today, family: "nob")
      }
      try await desk.revokeKiosk(kiosk.id, by: cast.mills)
      var left: [[String]] = []
      for days in [0, 2, 6, 23, 60] {
        cast.clock.advance(minutes: days * 1440 + 1)
        try await desk.forgetOld()
        left.append(try await cast.kept())
      }
      #expect(
        left == [
          ["link_asked", "patient_pass", "visit_request", "text_received", "kiosk", "kiosk_miss"],
          ["patient_pass", "visit_request", "text_received", "kiosk"],
          ["patient_pass", "visit_request", "text_received", "kiosk"],
          ["patient_pass", "text_received"], [],
        ])
      #expect(try await !desk.passOpens(open))
      #expect(
        try await cast.actions("old.%") == [
          "old.forgotten 1 asked-for links", "old.forgotten 1 links", "old.forgotten 1 links, 1 texts",
          "old.forgotten 1 requests, 1 kiosks",
        ])
    }
  }
}

extension Cast {
  /// The tables in which something is left.
  fileprivate func kept() async throws -> [String] {
    try await store.read { tx in
      let counts: [(String, Int?)] = [
        ("link_asked", try tx.value("SELECT COUNT(*) FROM link_asked")),
        ("patient_pass", try tx.value("SELECT COUNT(*) FROM patient_pass")),
        ("visit_request", try tx.value("SELECT COUNT(*) FROM visit_request")),
        ("text_received", try tx.value("SELECT COUNT(*) FROM text_received")),
        ("kiosk", try tx.value("SELECT COUNT(*) FROM kiosk")),
        ("kiosk_miss", try tx.value("SELECT COUNT(*) FROM kiosk_miss")),
      ]
      return counts.filter { $0.1 != 0 }.map(\.0)
    }
  }
}
