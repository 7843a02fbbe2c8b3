import Kernel
import Practice
import Records
import Support
import Testing

@testable import Scheduling

/// Whom a wave asks, as a rule by itself.
@Suite struct `Choosing a wave` {
  private static let monday = LocalDay(daysSince1970: 20_780)
  private static let now = Instant(milliseconds: 1_795_438_800_000)
  private let opening = Opening(
    id: "opening",
    freed: Slot(
      provider: "okafor", location: "riverside", day: monday, time: WallTime(14, 0) ?? .midnight, minutes: 30),
    start: now.advanced(byMinutes: 360))

  private func candidate(
    _ name: String, phone: Bool = false, urgency: Urgency = .whenever, asked: Int? = nil, waits: Int = 0,
    provider: ID<Provider>? = nil, rule: WaveRule = WaveRule(), change: (inout WishTerms) -> Void = { _ in }
  ) -> WaveCandidate {
    var terms = WishTerms(
      patient: ID(rawValue: name), visitType: "follow-up", provider: provider, phoneOnly: phone,
      urgency: urgency)
    change(&terms)
    return WaveCandidate(
      wish: Wish(
        id: ID(rawValue: name), terms: terms, since: Self.now.advanced(byMinutes: -waits * 1440)),
      minutes: 30, providers: ["okafor"], rule: rule,
      lastAsked: asked.map { Self.now.advanced(byMinutes: -$0 * 1440) }, sooner: nil)
  }

  private func names(_ list: [WaveCandidate]) -> [String] { list.map(\.wish.id.rawValue) }

  @Test
  func `ranks the urgent first, then who was asked longest ago, then the best fit, then who waits longest`() {
    let ranked = Wave.ranked(
      [
        candidate("asked yesterday", asked: 1), candidate("waits long", waits: 30),
        candidate("asked last week", asked: 7), candidate("urgent", urgency: .now, asked: 1),
        candidate("wants this doctor", waits: 1, provider: "okafor"),
      ], for: opening)
    #expect(
      names(ranked) == ["urgent", "wants this doctor", "waits long", "asked last week", "asked yesterday"])
  }

  @Test func `gives those who can only be called their share of each wave`() {
    #expect(Wave.callSeats(of: 4, callers: 5, others: 5) == 2)
    #expect(Wave.callSeats(of: 4, callers: 1, others: 99) == 1)
    #expect(Wave.callSeats(of: 4, callers: 99, others: 1) == 3)
    #expect(Wave.callSeats(of: 4, callers: 0, others: 9) == 0)
    #expect(Wave.callSeats(of: 4, callers: 9, others: 0) == 4)
    #expect(Wave.callSeats(of: 6, callers: 1, others: 2) == 2)
  }

  @Test func `asks somebody by telephone though ten others wait longer`() async throws {
    let all =
      (0..<10).map { candidate("texts \($0)", waits: 20) } + [candidate("Ruth", phone: true, waits: 1)]
    let wave = try await Wave.choose(Wave.ranked(all, for: opening)) { _ in true }
    #expect(wave.count == 4)
    #expect(names(wave).contains("Ruth"))
  }

  @Test func `fills the seats with others where the calendar leaves no caller`() async throws {
    let all = (0..<6).map { candidate("texts \($0)") } + [candidate("Ruth", phone: true)]
    let wave = try await Wave.choose(Wave.ranked(all, for: opening)) { !$0.wish.terms.phoneOnly }
    #expect(wave.count == 4)
    #expect(wave.allSatisfy { !$0.wish.terms.phoneOnly })
  }

  @Test func `asks one at a time where the rule says so, whoever is first`() async throws {
    let one = WaveRule(atOnce: 1)
    let all = [candidate("texts", waits: 1, rule: one), candidate("Ruth", phone: true, waits: 9, rule: one)]
    let wave = try await Wave.choose(Wave.ranked(all, for: opening)) { _ in true }
    #expect(names(wave) == ["Ruth"])
  }

  @Test func `never holds one person twice, whatever waits`() async throws {
    var random = SplitMix(state: 7)
    for _ in 0..<300 {
      let all = (0..<Int.random(in: 0...30, using: &random)).map { number in
        candidate(
          "wish \(number)", phone: Bool.random(using: &random),
          urgency: Urgency.allCases.randomElement(using: &random) ?? .soon,
          asked: Bool.random(using: &random) ? Int.random(in: 0...9, using: &random) : nil,
          rule: WaveRule(atOnce: Int.random(in: 1...6, using: &random))
        ) { $0.patient = ID(rawValue: "patient \(Int.random(in: 0...12, using: &random))") }
      }
      let ranked = Wave.ranked(all, for: opening)
      let free = Set(ranked.filter { _ in Bool.random(using: &random) }.map(\.wish.id))
      let wave = try await Wave.choose(ranked) { free.contains($0.wish.id) }
      #expect(Set(wave.map(\.wish.terms.patient)).count == wave.count)
      #expect(wave.allSatisfy { free.contains($0.wish.id) })
      let first = ranked.first { free.contains($0.wish.id) }
      #expect(wave.count <= first?.rule.atOnce ?? 0)
      #expect(wave.isEmpty == (first == nil))
      #expect(first == nil || wave.contains { $0.wish.terms.patient == first?.wish.terms.patient })
    }
  }

  @Test func `holds to days, parts of the day, place, provider, notice and the rule of the visit`() {
    let no: [(String, (inout WishTerms) -> Void)] = [
      ("another weekday", { $0.weekdays = [.tuesday] }), ("mornings", { $0.parts = [.morning] }),
      ("another place", { $0.location = "harbor" }), ("another doctor", { $0.provider = "lindqvist" }),
      ("from tomorrow", { $0.firstDay = Self.monday.advanced(by: 1) }),
      ("until yesterday", { $0.lastDay = Self.monday.advanced(by: -1) }),
      ("a day’s notice", { $0.notice = 1440 }),
    ]
    for (why, change) in no {
      #expect(!candidate("no", change: change).suits(opening, now: Self.now), "\(why)")
    }
    #expect(candidate("yes").suits(opening, now: Self.now))
    #expect(!candidate("late", rule: WaveRule(lead: 361)).suits(opening, now: Self.now))
    #expect(!candidate("never", rule: WaveRule(fills: false)).suits(opening, now: Self.now))
  }
}

/// Chance that falls the same way each time.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
