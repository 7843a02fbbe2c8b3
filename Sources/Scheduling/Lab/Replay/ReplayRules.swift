import Kernel
import Practice

/// What decides over a booking at one place: the hours, kinds, limits and rooms of a replay, as they are or as a
/// draft would have them.
package struct ReplayRules: Sendable, Equatable {
  let location: ID<Location>
  let zone: Zone
  package var types: [VisitType]
  package let providers: [Provider]
  var templates: [Template]
  var exceptions: [DayException] = []
  var closures: [Closure] = []
  var resources: [Resource] = []
  var outOfService: [OutOfService] = []
  /// Nobody who is not named has limits.
  var limits: [ID<Provider>: DayLoad] = [:]
  /// How long kinds of visits are outside of a draft that makes them longer or shorter.
  var usualMinutes: [ID<VisitType>: Int] = [:]
}

/// Which days are replayed and which of them count.
package struct ReplayDays: Sendable, Equatable {
  /// The days that the figures are of.
  package let counted: ClosedRange<LocalDay>

  /// Whole weeks around them, and four weeks beyond: a visit that does not fit on the last day may go there, and
  /// the third next time may lie there.
  package var replayed: ClosedRange<LocalDay> {
    counted.lowerBound.monday...counted.upperBound.advanced(by: Self.beyond).monday.advanced(by: 6)
  }

  static let beyond = 28

  package init(_ counted: ClosedRange<LocalDay>) { self.counted = counted }
}
