import Kernel
import Store

extension Transaction {
  package func openingHours(of location: ID<Location>) throws -> [OpeningHours] {
    try rows(
      """
      SELECT location, weekday, opens, closes FROM opening_hours WHERE location = \(location)
      ORDER BY weekday, opens
      """
    ).map { row in
      try OpeningHours(
        location: row("location"), weekday: row("weekday"), opens: row("opens"), closes: row("closes"))
    }
  }
}
