import Kernel
import Practice
import Records

/// A patient's agreed time with a provider.
package struct Appointment: Sendable, Equatable {
  package let id: ID<Appointment>
  package let patient: ID<Patient>
  package var visitType: ID<VisitType>
  package var slot: Slot
  package var start: Instant
  package var end: Instant
  package var status: VisitStatus
  package let note: String
  /// Why it stands where another visit stands, or outside of hours; empty for the ordinary visit.
  package var overbooked: String
  /// Minutes as a caseload counts them.
  package var weighted: Int
  package var series: ID<VisitSeries>?
  package var chain: ID<VisitChain>?
  package var session: ID<GroupSession>?
  /// How many steps it has: the version that a page has seen.
  package var steps: Int

  package init(
    id: ID<Appointment>, patient: ID<Patient>, visitType: ID<VisitType>, slot: Slot, time: Range<Instant>,
    status: VisitStatus = .booked, note: String = "", overbooked: String = "", weighted: Int,
    series: ID<VisitSeries>? = nil, chain: ID<VisitChain>? = nil, session: ID<GroupSession>? = nil,
    steps: Int = 1
  ) {
    self.id = id
    self.patient = patient
    self.visitType = visitType
    self.slot = slot
    start = time.lowerBound
    end = time.upperBound
    self.status = status
    self.note = note
    self.overbooked = overbooked
    self.weighted = weighted
    self.series = series
    self.chain = chain
    self.session = session
    self.steps = steps
  }

  package var time: Range<Instant> { start..<end }
}

/// A rule by which visits return.
package enum VisitSeries {}

/// Visits that belong together.
package enum VisitChain {}

/// With whom, where and when on the wall's clock.
package struct Slot: Sendable, Hashable, Codable {
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
  package var span: Range<Int> { time.minutes..<time.minutes + minutes }
}

/// Somebody or something that can be in one place at a time.
package enum Holder: Hashable, Sendable {
  case provider(ID<Provider>)
  case resource(ID<Resource>)

  package var key: String {
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
