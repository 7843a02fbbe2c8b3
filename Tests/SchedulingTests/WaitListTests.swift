import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `The wait list` {
  @Test(arguments: EngineKind.underTest)
  func `stands in order of urgency, then of age, and says how often somebody was asked`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.waits(cast.ruth)
      cast.clock.advance(minutes: 1440)
      try await cast.waits(cast.omar)
      try await cast.waits(cast.grace) {
        $0.urgency = .now
        $0.reason = "Triage: chest tightness on stairs"
      }
      let lines = try await cast.scheduling.waitList(by: cast.ortega)
      #expect(lines.map(\.patient.name.given) == ["Grace", "Ruth", "Omar"])
      #expect(lines.allSatisfy { $0.asked == 0 && $0.lastAsked == nil })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes a form sent twice as one, changes it, and ends it with a reason`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      var terms = WishTerms(patient: cast.ruth.id, visitType: cast.followUp.id)
      let one = try await cast.scheduling.wish(terms, by: cast.ortega, submission: "one")
      let two = try await cast.scheduling.wish(terms, by: cast.ortega, submission: "one")
      #expect(one.id == two.id)
      terms.parts = [.morning]
      terms.note = "Rings back only after four"
      try await cast.scheduling.editWish(one.id, terms, by: cast.ortega)
      let line = try #require(try await cast.scheduling.waitList(by: cast.ortega).first)
      #expect(line.wish.terms == terms)
      #expect(line.wish.since == one.since)
      try await cast.scheduling.withdrawWish(one.id, because: "Is well again", by: cast.ortega)
      #expect(try await cast.scheduling.waitList(by: cast.ortega).isEmpty)
      await #expect(throws: NotFound("wish")) {
        try await cast.scheduling.withdrawWish(one.id, because: "", by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses what cannot be waited for, each with its sentence`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let other = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, days: 3)), by: cast.ortega)
      await #expect(throws: InvalidInput.self) { try await cast.waits(cast.ruth) { $0.weekdays = [] } }
      await #expect(throws: InvalidInput.self) { try await cast.waits(cast.ruth) { $0.parts = [] } }
      await #expect(throws: InvalidInput.self) { try await cast.waits(cast.ruth) { $0.urgency = .now } }
      await #expect(throws: InvalidInput.self) { try await cast.waits(cast.ruth) { $0.notice = -1 } }
      await #expect(throws: InvalidInput.self) {
        try await cast.waits(cast.ruth) {
          ($0.firstDay, $0.lastDay) = (cast.today, cast.today.advanced(by: -1))
        }
      }
      await #expect(throws: WishRefused.nobodyDoesIt) {
        try await cast.waits(cast.ruth, cast.physical) { $0.provider = cast.lindqvist.id }
      }
      await #expect(throws: WishRefused.notTheirVisit) {
        try await cast.waits(cast.ruth) { $0.sooner = other.id }
      }
      let wish = try await cast.waits(cast.ruth)
      await #expect(throws: WishRefused.otherPatient) {
        let terms = WishTerms(patient: cast.omar.id, visitType: cast.followUp.id)
        try await cast.scheduling.editWish(wish.id, terms, by: cast.ortega)
      }
      await #expect(throws: Forbidden.self) {
        _ = try await cast.scheduling.waitList(by: cast.auditor)
      }
      await #expect(throws: Forbidden.location) {
        let terms = WishTerms(
          patient: cast.omar.id, visitType: cast.followUp.id, location: cast.riverside.id)
        _ = try await cast.scheduling.wish(terms, by: cast.reyes, submission: "reyes")
      }
      await #expect(throws: Forbidden.self) {
        try await cast.scheduling.keepWaveRule(WaveRule(), for: cast.followUp.id, by: cast.ortega)
      }
      await #expect(throws: InvalidInput.self) {
        try await cast.scheduling.keepWaveRule(WaveRule(atOnce: 0), for: cast.followUp.id, by: cast.mills)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keeps a record of who looked and of each change`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let wish = try await cast.waits(cast.ruth)
      _ = try await cast.scheduling.waitList(by: cast.mills)
      try await cast.scheduling.withdrawWish(wish.id, because: "", by: cast.ortega)
      let ruth = cast.ruth.id
      let actions = try await cast.store.read { tx in
        try tx.rows("SELECT action FROM audit_entry WHERE patient = \(ruth) ORDER BY id")
          .map { try $0("action") as String }
      }
      #expect(Set(actions).isSuperset(of: ["wish.added", "wait_list.viewed", "wish.withdrawn"]))
    }
  }
}
