import Kernel
import Practice
import Store

/// The days that searches read lately. What is remembered is used only after the database said, in the search's own
/// picture, that nothing has changed on that day since; so nothing has to be told here, by this server or another.
actor RememberedDays {
  private(set) var days: [Int: TakenDay] = [:]

  /// Two years of days, after which all is read again.
  private static let most = 740

  func keep(_ fresh: [Int: TakenDay]) {
    if days.count + fresh.count > Self.most { days = [:] }
    days.merge(fresh) { $0.changes > $1.changes ? $0 : $1 }
  }
}

/// Who and what is taken when, in one picture of the database. A class, because what was read and reckoned once is
/// kept for the next question; it lives within one transaction.
final class Diary {
  private let tx: Transaction
  private let now: Instant
  private let remembered: [Int: TakenDay]
  /// What the visit that is to be moved holds now.
  private let own: [Holder: [ClaimTime]]
  /// The visits that would leave their places.
  private let leaving: Set<ID<Appointment>>
  private var days: [Int: TakenDay] = [:]
  /// What was read anew, to be remembered.
  private(set) var fresh: [Int: TakenDay] = [:]
  private var masks: [MaskKey: TakenSteps] = [:]
  /// Where several searches are made of the same facts, what they found of each day.
  var keepsStarts = false
  var knownStarts: [KnownStarts.Key: KnownStarts] = [:]

  private struct MaskKey: Hashable {
    let holder: Int
    let day: Int
    let zone: Int
  }

  init(
    _ tx: Transaction, remembered: [Int: TakenDay], moving: ID<Appointment>?, group: ID<GroupSession>?,
    now: Instant
  ) throws {
    self.tx = tx
    self.now = now
    self.remembered = remembered
    leaving = try moving.map { [$0] } ?? group.map { try tx.visits(of: $0) } ?? []
    own =
      try moving.map { try tx.claims(where: "appointment = \($0)") }
      ?? group.map { try tx.claims(where: "session = \($0)") } ?? [:]
  }

  /// Makes sure that these days are as they are now; with `visits`, the visits themselves too and not only what they
  /// hold.
  func open(_ first: Instant, _ last: Instant, visits: Bool) throws {
    let range = TakenDay.numbers(around: first..<last)
    let missing = range.filter { days[$0] == nil || visits && days[$0]?.visits == nil }
    guard let from = missing.first, let to = missing.last else { return }
    let counts = try tx.changes(from...to)
    var stale: [Int] = []
    for day in missing {
      if let known = remembered[day], known.changes == counts[day] ?? 0, !visits || known.visits != nil {
        days[day] = known
      } else {
        stale.append(day)
      }
    }
    for run in runs(of: stale) {
      let claims = try tx.claims(in: run)
      let booked = visits ? try tx.bookedVisits(in: run) : [:]
      for day in run {
        let read = TakenDay(
          changes: counts[day] ?? 0, claims: claims[day] ?? [:], visits: visits ? booked[day] ?? [:] : nil)
        days[day] = read
        fresh[day] = read
      }
    }
  }

  private func runs(of days: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for day in days {
      if let last = runs.last, last.upperBound + 1 == day {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    return runs
  }

  /// When a holder is taken, around a time.
  func taken(_ holder: Holder, around time: Range<Instant>) -> [ClaimTime] {
    var times: [ClaimTime] = []
    var mine = own[holder] ?? []
    for day in TakenDay.numbers(around: time) {
      for claim in days[day]?.claims[holder]?.all ?? [] {
        if let expires = claim.expires, expires <= now { continue }
        guard claim.time.whole.lowerBound < time.upperBound, time.lowerBound < claim.time.whole.upperBound
        else {
          continue
        }
        if let place = mine.firstIndex(of: claim.time) {
          mine.remove(at: place)
        } else {
          times.append(claim.time)
        }
      }
    }
    return times
  }

  /// The same as steps of one local day. `number` and `zone` name holder and zone within one search.
  func masks(_ holder: Holder, _ number: Int, on clock: DayClock, zone: Int) -> TakenSteps {
    let key = MaskKey(holder: number, day: clock.day.daysSince1970, zone: zone)
    if let known = masks[key] { return known }
    let made =
      stepsAsRead(of: holder, on: clock)
      ?? taken(holder, around: clock.around).reduce(into: TakenSteps()) {
        $0.insert(clock.elapsed($1.visit), whole: clock.elapsed($1.whole))
      }
    masks[key] = made
    return made
  }

  /// From the steps that were reckoned when the days were read; nil where each claim has to be looked at: one is the
  /// moved visit's own, or may have run out.
  private func stepsAsRead(of holder: Holder, on clock: DayClock) -> TakenSteps? {
    if own[holder] != nil { return nil }
    var all = TakenSteps()
    for number in TakenDay.numbers(around: clock.around) {
      guard let claims = days[number]?.claims[holder] else { continue }
      let later = clock.elapsed(until: TakenDay.start(number))
      guard let steps = claims.steps, later.isMultiple(of: 5) else { return nil }
      all.insert(steps, laterBy: later)
    }
    return all
  }

  /// A clinician's visits from a day to a day, as caseloads count them.
  func visits(of provider: ID<Provider>, _ range: ClosedRange<LocalDay>) -> [TakenDay.Visit] {
    // A local day begins at most a day before or after the UTC day of the same date.
    (range.lowerBound.daysSince1970 - 1...range.upperBound.daysSince1970 + 1).flatMap { day in
      (days[day]?.visits?[provider] ?? []).filter { range.contains($0.slot.day) && !leaving.contains($0.id) }
    }
  }
}

extension Transaction {
  /// How often the schedule of each of these days has changed. The count only ever grows.
  fileprivate func changes(_ days: ClosedRange<Int>) throws -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for row in try rows(
      """
      SELECT day, SUM(changes) AS changes FROM schedule_change
      WHERE day >= \(days.lowerBound) AND day <= \(days.upperBound) GROUP BY day
      """)
    {
      counts[try row("day")] = try row("changes")
    }
    return counts
  }

  fileprivate func claims(in days: ClosedRange<Int>) throws -> [Int: [Holder: TakenDay.Claims]] {
    var holders: [String: Holder] = [:]
    var all: [Int: [Holder: TakenDay.Claims]] = [:]
    for row in try rows(
      """
      SELECT holder, start_at, end_at, before_at, after_at, expires_at FROM claim
      WHERE start_at >= \(TakenDay.start(days.lowerBound)) AND start_at < \(TakenDay.start(days.upperBound + 1))
      """)
    {
      let key: String = try row("holder")
      guard let holder = holders[key] ?? Holder(key: key) else { continue }
      holders[key] = holder
      let time = try row.claimTime
      let day = TakenDay.number(time.visit.lowerBound)
      all[day, default: [:]][holder, default: TakenDay.Claims()].add(
        TakenDay.Claim(time: time, expires: try row("expires_at")), on: day)
    }
    return all
  }

  fileprivate func visits(of group: ID<GroupSession>) throws -> Set<ID<Appointment>> {
    Set(try rows("SELECT id FROM appointment WHERE session = \(group)").map { try $0("id") })
  }

  fileprivate func claims(where condition: SQL) throws -> [Holder: [ClaimTime]] {
    var all: [Holder: [ClaimTime]] = [:]
    for row in try rows("SELECT holder, start_at, end_at, before_at, after_at FROM claim WHERE \(condition)")
    {
      guard let holder = Holder(key: try row("holder")) else { continue }
      all[holder, default: []].append(try row.claimTime)
    }
    return all
  }

  fileprivate func bookedVisits(in days: ClosedRange<Int>) throws -> [Int: [ID<Provider>: [TakenDay.Visit]]] {
    var all: [Int: [ID<Provider>: [TakenDay.Visit]]] = [:]
    for row in try rows(
      """
      SELECT id, provider, location, day, starts, minutes, weighted, visit_type, start_at FROM appointment
      WHERE start_at >= \(TakenDay.start(days.lowerBound)) AND start_at < \(TakenDay.start(days.upperBound + 1))
        AND status NOT IN ('cancelled', 'no_show')
      """)
    {
      let provider: ID<Provider> = try row("provider")
      let visit = TakenDay.Visit(
        slot: Slot(
          provider: provider, location: try row("location"), day: try row("day"), time: try row("starts"),
          minutes: try row("minutes")),
        weighted: try row("weighted"), type: try row("visit_type"), id: try row("id"))
      all[TakenDay.number(try row("start_at")), default: [:]][provider, default: []].append(visit)
    }
    return all
  }
}

extension Row {
  fileprivate var claimTime: ClaimTime {
    get throws {
      ClaimTime(
        visit: (try self("start_at") as Instant)..<(try self("end_at") as Instant),
        whole: (try self("before_at") as Instant)..<(try self("after_at") as Instant))
    }
  }
}
