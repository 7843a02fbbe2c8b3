import Kernel
import Practice
import Records

/// What times are looked for.
package struct TimesWanted: Sendable, Equatable {
  package var visitType: ID<VisitType>
  /// Empty is anybody who does such visits.
  package var providers: Set<ID<Provider>>
  package var specialty = ""
  package var gender: Provider.Gender?
  /// The clinician speaks it.
  package var language = ""
  /// Nil is anywhere the asker may book.
  package var location: ID<Location>?
  /// Not too far from one of the practice's places.
  package var near: Near?
  package var first: LocalDay
  package var last: LocalDay
  /// Minutes since midnight within which the visit has to lie.
  package var within: Range<Int>
  /// Another length than the type's; nil is the type's own.
  package var minutes: Int?
  package var weekdays: Set<Weekday>
  /// What follows the visit, or stands beside it, on the same day at the same place.
  package var links: [Link] = []
  package var shape = Shape.row
  /// Who it is for: what they need and where they are otherwise is respected, whom they know comes first.
  package var patient: ID<Patient>?
  /// Only with the clinician they usually see.
  package var ownDoctor = false
  /// On the day of this visit, at its place.
  package var sameDayAs: ID<Appointment>?
  /// Not before this visit has ended: the result of the laboratory.
  package var after: ID<Appointment>?
  /// Whoever books by themselves gives more notice than the desk needs.
  package var notBefore: Instant?
  /// The visit that would move: the time it holds now counts as free.
  package var moving: ID<Appointment>?
  /// The group that would move, all of it: its time counts as free, and everybody in it is respected.
  package var group: ID<GroupSession>?
  package var order = Order.earliest
  package var most: Int

  /// One more service in a row.
  package struct Link: Sendable, Equatable {
    package var visitType: ID<VisitType>
    /// Empty is anybody who does such visits.
    package var providers: Set<ID<Provider>>
    package var minutes: Int?
    /// How many minutes may lie between the one before and this.
    package var gap: ClosedRange<Int>
    /// Somebody else who comes along; nil is the patient of the first.
    package var patient: ID<Patient>?

    package init(
      visitType: ID<VisitType>, providers: Set<ID<Provider>> = [], minutes: Int? = nil,
      gap: ClosedRange<Int> = 0...30, patient: ID<Patient>? = nil
    ) {
      self.visitType = visitType
      self.providers = providers
      self.minutes = minutes
      self.gap = gap
      self.patient = patient
    }
  }

  /// A circle around one of the practice's places.
  package struct Near: Sendable, Equatable {
    package var place: ID<Location>
    package var distance: Int
    package var unit: DistanceUnit

    package init(_ place: ID<Location>, within distance: Int, _ unit: DistanceUnit) {
      self.place = place
      self.distance = distance
      self.unit = unit
    }

    var metres: Double { Double(distance) * unit.metres }
  }

  /// How several visits stand to each other.
  package enum Shape: String, Sendable, CaseIterable {
    /// One after the other, each with whom it needs.
    case row
    /// One after the other with the same clinician.
    case sameProvider = "same_provider"
    /// All at one time, with different clinicians.
    case sideBySide = "side_by_side"
  }

  /// What comes first among times that fit.
  package enum Order: String, Sendable, CaseIterable {
    case earliest
    /// With the clinician they usually see.
    case continuity
    /// Where the least is left unused.
    case leastGap = "least_gap"
    /// Where the day is lightest.
    case balance

    package var words: String {
      switch self {
      case .earliest: "Earliest"
      case .continuity: "Their own clinician"
      case .leastGap: "Fills gaps"
      case .balance: "Lightest day"
      }
    }
  }

  /// The one clinician who is wanted, nil for several or anybody.
  package var provider: ID<Provider>? {
    get { providers.count == 1 ? providers.first : nil }
    set { providers = newValue.map { [$0] } ?? [] }
  }

  package init(
    visitType: ID<VisitType>, provider: ID<Provider>? = nil, location: ID<Location>? = nil, first: LocalDay,
    last: LocalDay, within: Range<Int> = 0..<1440, minutes: Int? = nil,
    weekdays: Set<Weekday> = Set(Weekday.allCases), most: Int = 20
  ) {
    self.visitType = visitType
    providers = provider.map { [$0] } ?? []
    self.location = location
    self.first = first
    self.last = last
    self.within = within
    self.minutes = minutes
    self.weekdays = weekdays
    self.most = most
  }

  /// The longest chain that is looked for, for one patient; a household has ``TogetherRefused/most``.
  package static let mostLinks = 7

  /// Everybody it is for.
  package var patients: Set<ID<Patient>> { Set(([patient] + links.map(\.patient)).compactMap { $0 }) }

  func checked() throws -> TimesWanted {
    guard first <= last else { throw FindTimesRefused.backwards }
    guard last.days(since: first) <= 366 else { throw FindTimesRefused.tooLong }
    guard links.count < TogetherRefused.most || patients.count < 2 else {
      throw TogetherRefused.tooMany(links.count + 1)
    }
    guard links.count <= Self.mostLinks || patients.count > 1 else { throw FindTimesRefused.tooManyLinks }
    for minutes in [minutes].compactMap({ $0 }) + links.compactMap(\.minutes) {
      guard visitMinutes.contains(minutes), minutes.isMultiple(of: 5) else {
        throw BookingRefused.minutes(minutes)
      }
    }
    for link in links {
      guard (0...720).contains(link.gap.lowerBound), (0...720).contains(link.gap.upperBound) else {
        throw FindTimesRefused.gap
      }
    }
    if let near, !(1...1000).contains(near.distance) { throw FindTimesRefused.distance }
    guard (1...500).contains(most) else { throw FindTimesRefused.most }
    return self
  }
}

/// A time that can be booked as it stands.
package struct OpenTime: Sendable, Equatable {
  /// The first visit, or the only one.
  package var slot: Slot { visits[0].slot }
  package var providerName: String { visits[0].providerName }
  package var locationName: String
  /// It fills its gap to both ends, so that nothing too short is left.
  package var fillsGap: Bool { gapLeft == 0 }
  /// The visits in their order: one, or those of a chain.
  package let visits: [Visit]
  /// Minutes that stay open right before and after, of all visits together.
  package let gapLeft: Int
  /// How much of the first clinician's day is booked, in percent.
  package let load: Int
  /// Seats that are left, for a group that meets already.
  package let seats: Int?
  /// Why it stands where it stands in the order.
  package var reasons: [TimeReason]

  package struct Visit: Sendable, Equatable {
    package let visitType: ID<VisitType>
    package let typeName: String
    package let slot: Slot
    package let providerName: String
    /// The rooms and devices it would hold as things are.
    package let resources: [ID<Resource>]
    package let resourceNames: [String]
  }
}

/// What speaks for a time.
package enum TimeReason: Sendable, Equatable {
  case ownDoctor(Pronoun)
  case earliest
  case fillsGap
  case lightestDay
  /// `3 km from Main Street`
  case distance(String)

  package enum Pronoun: String, Sendable { case her, his, their }

  package var words: String {
    switch self {
    case .ownDoctor(let whose): "\(whose.rawValue) own clinician"
    case .earliest: "earliest"
    case .fillsGap: "fills a gap"
    case .lightestDay: "lightest day"
    case .distance(let words): words
    }
  }
}

/// Why a search cannot be made.
package enum FindTimesRefused: Refusal, Equatable {
  case backwards
  case tooLong
  case tooManyLinks
  case gap
  case most
  case nobodyKnown
  case distance
  /// Nobody said where this place is.
  case nowhere(String)

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .backwards: "The last day lies before the first. Turn them around."
    case .tooLong: "A search spans a year at most. Choose a nearer last day."
    case .tooManyLinks: "At most eight services are looked for in a row. Leave some out."
    case .gap: "Between two services lie 0 to 720 minutes. Choose a shorter gap."
    case .most: "Ask for 1 to 500 times."
    case .distance: "Look within 1 to 1,000 miles or kilometres."
    case .nowhere(let place):
      "Nobody has said yet where \(place) is on a map. Add its latitude and longitude on its page under Places."
    case .nobodyKnown: "This patient has no clinician of their own yet. Look with anybody."
    }
  }
}
