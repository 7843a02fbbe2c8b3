import Kernel
import Store

/// Whether and when a location is open.
package struct OpenHours: Sendable, Equatable {
  package let week: [OpeningHours]
  package let closures: [Closure]

  package init(week: [OpeningHours], closures: [Closure]) {
    self.week = week
    self.closures = closures
  }

  package enum Answer: Sendable, Equatable {
    case open([Range<WallTime>])
    /// A closure says so, and why.
    case closed(reason: String)
    /// Never on this weekday.
    case notThisWeekday
  }

  package func on(_ day: LocalDay, at location: ID<Location>) -> Answer {
    if let closure = closures.first(where: { $0.covers(day, at: location) }) {
      return .closed(reason: closure.reason)
    }
    let stretches = week.filter { $0.location == location && $0.weekday == day.weekday }
      .sorted { $0.opens < $1.opens }.map { $0.opens..<$0.closes }
    return stretches.isEmpty ? .notThisWeekday : .open(stretches)
  }

  /// Whether all of the time lies in one stretch of opening hours.
  package func isOpen(_ time: Range<WallTime>, on day: LocalDay, at location: ID<Location>) -> Bool {
    guard case .open(let stretches) = on(day, at: location) else { return false }
    return stretches.contains { $0.lowerBound <= time.lowerBound && time.upperBound <= $0.upperBound }
  }
}

extension Transaction {
  /// What there is to know about when a location is open on these days.
  package func openHours(of location: ID<Location>, _ days: ClosedRange<LocalDay>) throws -> OpenHours {
    try OpenHours(week: openingHours(of: location), closures: closures(of: location, days))
  }
}
