import Kernel
import Practice
import Store

extension Template {
  /// The first day and time from `today` on at which this and another pattern both have the provider at work, here or
  /// anywhere. Pure.
  func clash(with other: Template, from today: LocalDay) -> (day: LocalDay, time: WallTime)? {
    let (start, end) = (max(first, other.first, today), min(last, other.last))
    // After so many weeks the two patterns meet as before.
    let weeks = every * other.every
    var found: (day: LocalDay, time: WallTime)?
    for weekday in Weekday.allCases {
      guard
        let time = stretches.openTime(on: weekday).firstOverlap(
          with: other.stretches.openTime(on: weekday))
      else { continue }
      var day = start.advanced(by: (weekday.rawValue - start.weekday.rawValue + 7) % 7)
      for _ in 0..<weeks where day <= end {
        if holds(on: day), other.holds(on: day) {
          if found.map({ day < $0.day }) ?? true { found = (day, time) }
          break
        }
        day = day.advanced(by: 7)
      }
    }
    return found
  }
}

extension [ProviderHours] {
  /// At work on a weekday, breaks left out.
  func openTime(on weekday: Weekday) -> [Range<Int>] {
    let today = filter { $0.weekday == weekday }
    return Minutes.subtract(
      today.filter { $0.kind == .pause }.map(\.span),
      from: Minutes.union(today.filter { $0.kind == .work }.map(\.span)))
  }

  /// At work on a weekday and there for patients.
  func bookableTime(on weekday: Weekday) -> [Range<Int>] {
    let away = filter { $0.weekday == weekday && $0.kind != .work }.map(\.span)
    return Minutes.subtract(away, from: openTime(on: weekday))
  }
}

extension [Range<Int>] {
  fileprivate func firstOverlap(with others: [Range<Int>]) -> WallTime? {
    let starts = flatMap { one in
      others.filter { $0.overlaps(one) }.map { Swift.max($0.lowerBound, one.lowerBound) }
    }
    return starts.min().flatMap(WallTime.init(minutes:))
  }
}

extension Transaction {
  /// A provider is in one place at a time.
  ///
  /// - Throws: ``TemplateRefused/elsewhere(place:name:_:_:)`` for the first other pattern that is in the way.
  func requireNoClash(_ template: Template, except own: Set<ID<Template>>, at moment: Instant) throws {
    guard let place = try location(template.location), place.active else { throw NotFound("location") }
    let today = place.zone.day(of: moment)
    for other in try templates(today...Template.always.upperBound, providers: [template.provider])
    where !own.contains(other.id) {
      guard let clash = template.clash(with: other, from: today) else { continue }
      throw TemplateRefused.elsewhere(
        place: try location(other.location)?.name ?? "", name: other.name, clash.day, clash.time)
    }
  }
}
