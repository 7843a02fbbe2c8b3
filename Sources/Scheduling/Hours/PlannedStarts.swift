import Kernel
import Practice

extension Template {
  /// When a visit starts, in place of every time of its stretch of the day: what the session planner proposed.
  package struct Start: Sendable, Hashable {
    package var weekday: Weekday
    package var at: WallTime
    /// How long a visit is there; nil is as long as visits of its kind are.
    package var minutes: Int?
    /// Nil lets every kind of visit start there, as far as it is not longer than `minutes`.
    package var visitType: ID<VisitType>?

    package init(_ weekday: Weekday, _ at: WallTime, minutes: Int? = nil, visitType: ID<VisitType>? = nil) {
      self.weekday = weekday
      self.at = at
      self.minutes = minutes
      self.visitType = visitType
    }

    /// How long a visit of a kind would be there, where `wanted` minutes are looked for; nil where it cannot start
    /// there. Who wants the usual length gets that of the plan.
    func length(of type: VisitType, wanted: Int) -> Int? {
      guard visitType == nil || visitType == type.id else { return nil }
      guard let minutes else { return wanted }
      if visitType != nil, wanted == type.minutes { return minutes }
      return wanted <= minutes ? wanted : nil
    }
  }
}

extension DayHours {
  /// The planned start at this minute of the day.
  package func start(at minute: Int) -> Template.Start? { starts.first { $0.at.minutes == minute } }

  /// Whether visits begin at planned starts only in the stretch around this minute.
  package func isPlanned(_ minute: Int) -> Bool { planned.contains { $0.contains(minute) } }

  /// Whether a visit of a kind that begins then is at a start that is offered: a planned one, or any where none are.
  func offers(_ type: ID<VisitType>, at minute: Int) -> Bool {
    guard isPlanned(minute) else { return true }
    return start(at: minute).map { $0.visitType == nil || $0.visitType == type } ?? false
  }

  /// When a visit of a kind may begin, by how long it then is.
  func beginnings(of type: VisitType, wanted: Int) -> [Int: DayMask] {
    var masks = [wanted: planned.reduce(into: ~DayMask.none) { $0 = $0.without(DayMask($1)) }]
    for start in starts where isPlanned(start.at.minutes) {
      guard let length = start.length(of: type, wanted: wanted) else { continue }
      masks[length, default: .none].insert(start.at.minutes..<start.at.minutes + 5)
    }
    return masks
  }
}

extension DayHours {
  /// What of a gap is offered from its planned starts on: from each to the next, or as long as a visit there is.
  package func plannedPieces(of gap: Range<Int>) -> [Range<Int>] {
    let minutes = starts.map(\.at.minutes).filter { isPlanned($0) && gap.contains($0) }.sorted()
    return minutes.map { minute in
      let next = minutes.first { $0 > minute } ?? gap.upperBound
      let stretch = planned.first { $0.contains(minute) }?.upperBound ?? gap.upperBound
      return minute..<min(next, stretch, gap.upperBound, minute + (start(at: minute)?.minutes ?? 1440))
    }
  }

  /// What of a gap lies outside of the stretches with planned starts.
  package func unplannedPieces(of gap: Range<Int>) -> [Range<Int>] {
    planned.isEmpty ? [gap] : Minutes.subtract(planned, from: [gap])
  }
}
