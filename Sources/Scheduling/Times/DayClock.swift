import Kernel

/// One day at one place, for turning moments into minutes since its midnight and back.
struct DayClock {
  let day: LocalDay
  let zone: Zone
  private let start: Instant
  /// No clock change that day: what the clock shows is what has passed.
  let isPlain: Bool

  init(day: LocalDay, zone: Zone) {
    let range = zone.range(of: day)
    start = range.lowerBound
    isPlain = range.upperBound.minutes(since: range.lowerBound) == 1440
    self.zone = zone
    self.day = day
  }

  /// A day of UTC, by its number since 1970.
  init(utc number: Int) {
    day = LocalDay(daysSince1970: number)
    zone = .utc
    start = TakenDay.start(number)
    isPlain = true
  }

  /// Minutes from its midnight to a moment, which may lie before.
  func elapsed(until moment: Instant) -> Int { moment.minutes(since: start) }

  /// The moments of which a mask of this day knows.
  var around: Range<Instant> { start.advanced(byMinutes: -240)..<start.advanced(byMinutes: 2300) }

  /// Minutes that have passed since midnight when a stretch begins and ends, all of it.
  func elapsed(_ range: Range<Instant>) -> Range<Int> {
    let upper = range.upperBound.minutes(since: start)
    // The end is rounded up: what reaches a little into a minute has it.
    let isWhole = start.advanced(byMinutes: upper) == range.upperBound
    return range.lowerBound.minutes(since: start)..<upper + (isWhole ? 0 : 1)
  }

  /// The minute on the wall's clock; may lie below 0 or above 1440 for moments of other days.
  func minute(of moment: Instant) -> Int {
    if isPlain { return elapsed(until: moment) }
    let wall = zone.wall(moment)
    return wall.day.days(since: day) * 1440 + wall.time.minutes
  }

  /// The first minute on the wall's clock that is not before a moment.
  func minute(notBefore moment: Instant) -> Int {
    let minute = minute(of: moment)
    return moment.milliseconds % 60_000 == 0 ? minute : minute + 1
  }

  /// What is in by the minutes that have passed, by what the clock shows. A time over which the clock jumps is out.
  func onTheWall(_ elapsed: DayMask) -> DayMask {
    if isPlain { return elapsed }
    var wall = DayMask.none
    for minute in stride(from: 0, to: 1440, by: 5) {
      guard let time = WallTime(minutes: minute) else { continue }
      switch zone.read(day, time) {
      case .once(let moment), .twice(let moment, _):
        if elapsed.contains(moment.minutes(since: start)) { wall.insert(minute..<minute + 5) }
      case .skipped: break
      }
    }
    return wall
  }
}
