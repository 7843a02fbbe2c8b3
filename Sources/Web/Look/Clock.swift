import Kernel
import Practice
import Store

/// Says moments on the clock of the place where the person works.
struct Moments: Sendable {
  let zone: Zone
  let today: LocalDay

  func stamp(_ moment: Instant) -> String { Web.stamp(moment, zone, today: today) }
}

extension WebRequest {
  func moments() async throws -> Moments {
    let who = who
    let locations = try await desks.store.read { try $0.locations() }
    let zone = locations.first { $0.active && who.may(at: $0.id) }?.zone ?? .utc
    return Moments(zone: zone, today: zone.day(of: now))
  }
}
