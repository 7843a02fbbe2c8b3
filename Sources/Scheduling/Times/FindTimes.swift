import Kernel
import Practice
import Records
import Store

/// What times are looked for.
package struct TimesWanted: Sendable, Equatable {
  package var visitType: ID<VisitType>
  /// Nil is anybody who does such visits.
  package var provider: ID<Provider>?
  /// Nil is anywhere the asker may book.
  package var location: ID<Location>?
  package var first: LocalDay
  package var last: LocalDay
  /// Minutes since midnight within which the visit has to lie.
  package var within: Range<Int>
  /// Another length than the type's; nil is the type's own.
  package var minutes: Int?
  package var weekdays: Set<Weekday>
  package var most: Int

  package init(
    visitType: ID<VisitType>, provider: ID<Provider>? = nil, location: ID<Location>? = nil, first: LocalDay,
    last: LocalDay, within: Range<Int> = 0..<1440, minutes: Int? = nil,
    weekdays: Set<Weekday> = Set(Weekday.allCases), most: Int = 20
  ) {
    self.visitType = visitType
    self.provider = provider
    self.location = location
    self.first = first
    self.last = last
    self.within = within
    self.minutes = minutes
    self.weekdays = weekdays
    self.most = most
  }
}

/// A time that can be booked as it stands.
package struct OpenTime: Sendable, Equatable {
  package let slot: Slot
  package let providerName: String
  package let locationName: String
  /// It fills its gap to both ends, so that nothing too short is left.
  package let fillsGap: Bool
}

extension Scheduling {
  /// The first open times, earliest first.
  ///
  /// - Throws: ``FindTimesRefused`` for a range that is not one or is too long.
  package func findTimes(_ wanted: TimesWanted, by who: Who) async throws -> [OpenTime] {
    try who.require(.seeSchedule)
    guard wanted.first <= wanted.last else { throw FindTimesRefused.backwards }
    guard wanted.last.days(since: wanted.first) <= 366 else { throw FindTimesRefused.tooLong }
    if let minutes = wanted.minutes, !visitMinutes.contains(minutes) { throw BookingRefused.minutes(minutes) }
    let moment = now()
    return try await store.read { tx in
      guard let search = try TimeSearch(wanted, now: moment, may: who.may(at:), tx) else {
        throw NotFound("visit type")
      }
      return try search.run(tx)
    }
  }
}

/// Why a search cannot be made.
package enum FindTimesRefused: Refusal, Equatable {
  case backwards
  case tooLong

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .backwards: "The last day lies before the first. Turn them around."
    case .tooLong: "A search spans a year at most. Choose a nearer last day."
    }
  }
}
