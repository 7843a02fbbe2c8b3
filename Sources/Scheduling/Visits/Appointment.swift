import Kernel
import Practice
import Records

/// A patient's agreed time with a provider.
package struct Appointment: Sendable, Equatable {
  package let id: ID<Appointment>
  package let patient: ID<Patient>
  package let visitType: ID<VisitType>
  package var slot: Slot
  package var start: Instant
  package var end: Instant
  package var status: VisitStatus
  package let note: String
  /// Why it stands where another visit stands, or outside of hours; empty for the ordinary visit.
  package var overbooked: String
  /// How many steps it has: the version that a page has seen.
  package var steps: Int
}

/// With whom, where and when on the wall's clock.
package struct Slot: Sendable, Equatable, Codable {
  package var provider: ID<Provider>
  package var location: ID<Location>
  package var day: LocalDay
  package var time: WallTime
  package var minutes: Int

  package init(
    provider: ID<Provider>, location: ID<Location>, day: LocalDay, time: WallTime, minutes: Int
  ) {
    self.provider = provider
    self.location = location
    self.day = day
    self.time = time
    self.minutes = minutes
  }

  /// Minutes of the day that the visit takes.
  var span: Range<Int> { time.minutes..<time.minutes + minutes }
}

/// Somebody or something that can be in one place at a time.
package enum Holder: Hashable, Sendable {
  case provider(ID<Provider>)
  case resource(ID<Resource>)

  var key: String {
    switch self {
    case .provider(let id): "provider:\(id)"
    case .resource(let id): "resource:\(id)"
    }
  }

  init?(key: String) {
    let words = key.split(separator: ":", maxSplits: 1)
    guard words.count == 2 else { return nil }
    switch words[0] {
    case "provider": self = .provider(ID(rawValue: String(words[1])))
    case "resource": self = .resource(ID(rawValue: String(words[1])))
    default: return nil
    }
  }
}
