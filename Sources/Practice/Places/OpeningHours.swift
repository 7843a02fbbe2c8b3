import Kernel

/// One stretch in which a location is open on a weekday. A lunch break makes two of them.
package struct OpeningHours: Sendable, Hashable {
  package let location: ID<Location>
  package let weekday: Weekday
  package let opens: WallTime
  package let closes: WallTime

  package init(location: ID<Location>, weekday: Weekday, opens: WallTime, closes: WallTime) {
    self.location = location
    self.weekday = weekday
    self.opens = opens
    self.closes = closes
  }
}
