import Kernel
import Practice
import Store

extension Transaction {
  /// Exceptions that stand, within a range of days.
  package func dayExceptions(
    _ days: ClosedRange<LocalDay>, location: ID<Location>? = nil, providers: [ID<Provider>]? = nil
  ) throws -> [DayException] {
    let all = try settled("day exceptions") { Dictionary(grouping: try readDayExceptions(), by: \.provider) }
    return (providers.map(Set.init) ?? Set(all.keys)).flatMap { all[$0] ?? [] }.filter {
      days.contains($0.day) && location ?? $0.location == $0.location
    }.sorted { ($0.day, $0.starts, $0.id) < ($1.day, $1.starts, $1.id) }
  }

  private func readDayExceptions() throws -> [DayException] {
    try dayExceptions(where: "NOT EXISTS (SELECT 1 FROM day_exception_removal r WHERE r.exception = e.id)")
  }

  func dayExceptions(where condition: SQL) throws -> [DayException] {
    try rows(
      """
      SELECT id, provider, location, day, starts, ends, kind, reason FROM day_exception e WHERE \(condition)
      """
    ).map {
      DayException(
        id: try $0("id"), provider: try $0("provider"), location: try $0("location"), day: try $0("day"),
        starts: try $0("starts"), ends: try $0("ends"), kind: try $0("kind"), reason: try $0("reason"))
    }
  }

  package func insert(_ exception: DayException, at moment: Instant, by name: String) throws {
    try run(
      """
      INSERT INTO day_exception (id, provider, location, day, starts, ends, kind, reason, added_at, added_by)
      VALUES (\(exception.id), \(exception.provider), \(exception.location), \(exception.day),
        \(exception.starts), \(exception.ends), \(exception.kind), \(exception.reason), \(moment), \(name))
      """)
  }

  /// The hours of a slot's day, of its provider and place.
  func hours(of slot: Slot) throws -> DayHours {
    let (day, location) = (slot.day, slot.location)
    return DayHours(
      templates: try templates(day...day, providers: [slot.provider], location: location), on: day,
      exceptions: try dayExceptions(day...day, location: location, providers: [slot.provider]),
      closed: try closures(of: location, day...day).first?.reason)
  }
}
