import Foundation

/// A place's clock: an IANA time zone such as `America/New_York`, with its daylight-saving rules.
package struct Zone: Hashable, Sendable {
  package let name: String
  private let timeZone: TimeZone

  /// Nil for a name that the system's zone table does not know.
  package init?(_ name: String) {
    guard name.contains("/") || name == "UTC", let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    timeZone = zone
  }

  package static let utc = Zone(name: "UTC", timeZone: .gmt)

  private init(name: String, timeZone: TimeZone) {
    self.name = name
    self.timeZone = timeZone
  }

  /// What a day and a time on the wall mean, for every day of the year.
  package enum Reading: Equatable, Sendable {
    /// The ordinary case.
    case once(Instant)
    /// The clock was put forward over this time, so it never shows: the same distance past the jump is meant.
    case skipped(meant: Instant)
    /// The clock was put back, so it shows twice: the first is meant.
    case twice(first: Instant, second: Instant)

    package var instant: Instant {
      switch self {
      case .once(let moment), .skipped(let moment), .twice(let moment, _): moment
      }
    }
  }

  /// The moment at which the clock here shows `time` on `day`.
  package func instant(_ day: LocalDay, _ time: WallTime) -> Instant { read(day, time).instant }

  /// As ``instant(_:_:)``, saying also whether the clock was changed over it.
  package func read(_ day: LocalDay, _ time: WallTime) -> Reading {
    let local = Int64(day.daysSince1970) * 86_400 + Int64(time.minutes) * 60
    // No zone is further than 15 hours from UTC, so both sides of any change near here are seen.
    let before = offset(atSecond: local - 54_000)
    let after = offset(atSecond: local + 54_000)
    if before == after { return .once(Instant(milliseconds: (local - Int64(before)) * 1000)) }
    let early = local - Int64(before)
    let late = local - Int64(after)
    let earlyHolds = offset(atSecond: early) == before
    let lateHolds = offset(atSecond: late) == after
    switch (earlyHolds, lateHolds) {
    case (true, true) where early != late:
      return .twice(first: moment(min(early, late)), second: moment(max(early, late)))
    case (true, _): return .once(moment(early))
    case (false, true): return .once(moment(late))
    // Reading with the offset before the jump lands as far past it as the wall time lay past its start.
    case (false, false): return .skipped(meant: moment(early))
    }
  }

  /// What the clock here shows at `moment`.
  package func wall(_ moment: Instant) -> (day: LocalDay, time: WallTime) {
    let seconds = moment.milliseconds.flooredQuotient(by: 1000)
    let local = seconds + Int64(offset(atSecond: seconds))
    let day = local.flooredQuotient(by: 86_400)
    let minutes = Int((local - day * 86_400) / 60)
    return (LocalDay(daysSince1970: Int(day)), WallTime(minutes: minutes) ?? .midnight)
  }

  package func day(of moment: Instant) -> LocalDay { wall(moment).day }

  /// The moments from this day's midnight to the next.
  package func range(of day: LocalDay) -> Range<Instant> {
    instant(day, .midnight)..<instant(day.advanced(by: 1), .midnight)
  }

  private func moment(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1000) }

  private func offset(atSecond seconds: Int64) -> Int {
    timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }
}
