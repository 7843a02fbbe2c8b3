import Kernel
import Store

extension Practice {
  /// Sets the whole week of a location anew.
  package func setOpeningHours(_ hours: [OpeningHours], at location: ID<Location>, by who: Who) async throws {
    try who.require(.managePlaces)
    try who.require(location)
    try admitWeek(hours)
    let moment = now()
    try await store.write { tx in
      _ = try tx.openLocation(location)
      try tx.run("DELETE FROM opening_hours WHERE location = \(location)")
      for stretch in hours {
        try tx.run(
          """
          INSERT INTO opening_hours (location, weekday, opens, closes)
          VALUES (\(location), \(stretch.weekday), \(stretch.opens), \(stretch.closes))
          """)
      }
      try tx.audit(
        "location.hours", by: who, subject: "location:\(location)", detail: words(of: hours), at: moment)
    }
  }

  package func openingHours(of location: ID<Location>, by who: Who) async throws -> [OpeningHours] {
    try who.require(.seeSchedule)
    try who.require(location)
    return try await store.read { tx in try tx.openingHours(of: location) }
  }
}

/// Refuses stretches that end before they begin, or that overlap on one weekday.
func admitWeek(_ hours: [OpeningHours]) throws(PlaceRefused) {
  for stretch in hours where stretch.closes <= stretch.opens { throw .closesBeforeOpening(stretch.weekday) }
  for day in Weekday.allCases {
    let stretches = hours.filter { $0.weekday == day }.sorted { $0.opens < $1.opens }
    for (earlier, later) in zip(stretches, stretches.dropFirst()) where later.opens < earlier.closes {
      throw .hoursOverlap(day)
    }
  }
}

/// `Mon 8:00–12:00, Mon 13:00–17:00`
private func words(of hours: [OpeningHours]) -> String {
  hours.sorted { ($0.weekday.rawValue, $0.opens) < ($1.weekday.rawValue, $1.opens) }
    .map { "\($0.weekday.name.prefix(3)) \($0.opens)–\($0.closes)" }.joined(separator: ", ")
}
