import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Demo

struct LoadDemoTests {
  /// Monday 23 November 2026 at 10:42 in New York.
  private static let morning = Instant(milliseconds: 1_795_448_520_000)

  @Test(arguments: EngineKind.underTest)
  func `fills an empty practice with a believable day`(engine: EngineKind) async throws {
    try await withStore(engine, wholeSchema) { store in
      let demo = Demo.forTests(store, at: Self.morning)
      #expect(try await demo.isEmpty())
      let loaded = try await demo.load(people: 400, days: 6)
      #expect(loaded.patients == 400)
      #expect(loaded.visits > 300)
      let counts = try await store.read { tx in
        try tx.rows("SELECT status, COUNT(*) AS n FROM appointment WHERE day = '2026-11-23' GROUP BY status")
          .reduce(into: [VisitStatus: Int]()) { $0[try $1("status")] = try $1("n") }
      }
      #expect((counts[.done] ?? 0) > 5, "\(counts)")
      #expect((counts[.booked] ?? 0) + (counts[.confirmed] ?? 0) > 20, "\(counts)")
      #expect((counts[.started] ?? 0) >= 1, "\(counts)")

      let unfinished: Int? = try await store.read { tx in
        try tx.value(
          "SELECT COUNT(*) FROM appointment WHERE day < '2026-11-23' AND status NOT IN ('done', 'no_show', 'cancelled')"
        )
      }
      #expect(unfinished == 0)
      let early: Int? = try await store.read { tx in
        try tx.value("SELECT COUNT(*) FROM visit_step WHERE at > \(Self.morning)")
      }
      #expect(early == 0)
      await #expect(throws: Demo.NotEmpty.self) { _ = try await demo.load() }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `books by the practice's own rules, so that all of it could have happened`(engine: EngineKind)
    async throws
  {
    try await withStore(engine, wholeSchema) { store in
      let demo = Demo.forTests(store, at: Self.morning)
      _ = try await demo.load(people: 700, days: 25)
      let who = Who.system("test")
      // Caseloads: no day, half day or week above its budget, no kind above its count.
      let visits = try await store.read { tx in
        try tx.rows(
          """
          SELECT a.provider, a.day, a.starts, a.minutes, a.weighted, a.visit_type, t.category, t.lead_minutes, a.start_at,
            a.booked_at, a.location, a.status, (SELECT MAX(s.at) FROM visit_step s
              WHERE s.appointment = a.id AND s.step = 'cancelled') AS gone
          FROM appointment a JOIN visit_type t ON t.id = a.visit_type
          WHERE a.series IS NULL AND a.chain IS NULL AND a.session IS NULL ORDER BY a.booked_at
          """
        ).map(Booked.init)
      }
      #expect(visits.count > 1000)
      for provider in Set(visits.map(\.provider)) {
        var load = try await demo.scheduling.caseload(of: provider, by: who).limits
        for visit in visits where visit.provider == provider {
          #expect(load.refusal(of: visit.item) == nil, "\(visit)")
          load.visits.append(visit.item)
        }
      }
      // Times that are kept, notice, and one visit at a time: as it stood when each was booked.
      let table = try await store.read { try $0.timetable("2026-10-20".asDay..."2026-12-31".asDay) }
      for visit in visits {
        let hours = table.hours(of: visit.provider, at: visit.location, on: visit.item.day)
        let before = visits.filter {
          $0.provider == visit.provider && $0.item.day == visit.item.day && $0.bookedAt < visit.bookedAt
            && ($0.gone.map { $0 > visit.bookedAt } ?? true)
        }
        #expect(!before.contains { $0.span.overlaps(visit.span) }, "\(visit)")
        let rule = BlockRule(blocks: hours.blocks, day: visit.item.day, zone: "America/New_York".asZone)
        let strangers = before.filter { $0.location == visit.location }
        for block in hours.blocks where block.span.overlaps(visit.span) {
          guard !rule.isReleased(block, at: visit.bookedAt),
            !block.allows(visit.item.type, visit.item.category)
          else { continue }
          let others = strangers.filter { !block.allows($0.item.type, $0.item.category) }.map(\.span)
          let used = (others + [visit.span]).reduce(0) { $0 + $1.clamped(to: block.span).count }
          #expect(block.span.count - used >= block.keptMinutes, "\(block.label): \(visit)")
        }
        #expect(visit.bookedAt <= visit.start.advanced(byMinutes: -visit.lead))
      }
    }
  }

  @Test func `is the same visit for visit when it is loaded again at the same moment`() async throws {
    var texts: [[String]] = []
    for _ in 0..<2 {
      try await withStore(.sqlite, wholeSchema) { store in
        _ = try await Demo.forTests(store, at: Self.morning).load(people: 300, days: 3)
        texts.append(
          try await store.read { tx in
            try tx.rows("SELECT id, patient, day, starts, status, steps FROM appointment ORDER BY id").map {
              "\(try $0("id") as String) \(try $0("patient") as String) \(try $0("day") as String) "
                + "\(try $0("starts") as Int) \(try $0("status") as String) \(try $0("steps") as Int)"
            }
          })
      }
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].count > 100)
  }

  @Test(arguments: EngineKind.underTest)
  func `is as busy two days later, when it is brought up to the hour`(engine: EngineKind) async throws {
    try await withStore(engine, wholeSchema) { store in
      _ = try await Demo.forTests(store, at: Self.morning).load(people: 900, days: 4)
      let later = Self.morning.advanced(byMinutes: 2 * 1440 + 200)
      let demo = Demo.forTests(store, at: later)
      let renewed = try #require(try await demo.renew())
      #expect(renewed.isDemo && renewed.patients == 900)
      let (open, today, ahead) = try await store.read { tx in
        (
          try tx.value(
            "SELECT COUNT(*) FROM appointment WHERE day < '2026-11-25' AND status NOT IN ('done', 'no_show', 'cancelled')"
          )
            as Int?,
          try tx.value("SELECT COUNT(*) FROM appointment WHERE day = '2026-11-25' AND status = 'done'")
            as Int?,
          try tx.value("SELECT COUNT(*) FROM appointment WHERE day > '2026-12-10'") as Int?
        )
      }
      #expect(open == 0)
      let byStatus = try await store.read { tx in
        try tx.rows("SELECT day, status, COUNT(*) AS n FROM appointment GROUP BY day, status ORDER BY day")
          .map {
            "\(try $0("day") as String) \(try $0("status") as String) \(try $0("n") as Int)"
          }
      }
      #expect((today ?? 0) > 5, "\(byStatus)")
      #expect((ahead ?? 0) > 50)
      let again = try await demo.renew()
      #expect(again?.visits == renewed.visits)
    }
  }

  @Test func `leaves somebody's own practice alone`() async throws {
    try await withStore(.sqlite, wholeSchema) { store in
      let demo = Demo.forTests(store, at: Self.morning)
      #expect(try await demo.renew() == nil)
      try await demo.practice.name("Riverside Family", by: .system("test"))
      #expect(try await demo.renew()?.isDemo == false)
      await #expect(throws: Demo.NotEmpty.self) { _ = try await demo.load() }
    }
  }

  @Test func `knows the holidays`() throws {
    #expect(
      holidays(2026).map(\.day.description) == [
        "2026-01-01", "2026-05-25", "2026-07-04", "2026-09-07", "2026-11-26", "2026-12-25",
      ])
  }
}

/// A visit of the demo as the rules of booking see it.
private struct Booked: Sendable {
  let provider: ID<Provider>
  let location: ID<Location>
  let span: Range<Int>
  let item: DayLoad.Item
  let lead: Int
  let start: Instant
  let bookedAt: Instant
  let gone: Instant?

  init(_ row: Row) throws {
    (provider, location) = (try row("provider"), try row("location"))
    let starts: WallTime = try row("starts")
    span = starts.minutes..<starts.minutes + (try row("minutes") as Int)
    item = DayLoad.Item(
      day: try row("day"), starts: starts, weighted: try row("weighted"), type: try row("visit_type"),
      category: try row("category"))
    (lead, start, bookedAt) = (try row("lead_minutes"), try row("start_at"), try row("booked_at"))
    gone = try row("gone")
  }
}

extension String {
  fileprivate var asDay: LocalDay { LocalDay(self) ?? LocalDay(daysSince1970: 0) }
  fileprivate var asZone: Zone { Zone(self) ?? .utc }
}

extension Demo {
  fileprivate static func forTests(_ store: Store, at moment: Instant) -> Demo {
    Demo(
      store: store, practice: Practice(store: store, key: OfficeKey(), passwords: .least, now: { moment }),
      scheduling: Scheduling(store: store, now: { moment }), now: { moment })
  }
}
