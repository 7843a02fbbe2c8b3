import Kernel
import Practice
import Records
import Store

/// Why nothing, or so little, fits: what is in the way how often, and what would have to give.
package struct WhyNot: Sendable, Equatable {
  /// Most often first. Counted are starts on the quarter hour, of everybody who could be meant.
  package let causes: [Cause]
  /// Searches with one thing asked less, or two where one is not enough, each with the first time it finds; the earliest
  /// first.
  package let wider: [Wider]

  package struct Cause: Sendable, Equatable {
    package let reason: Reason
    package let times: Int
    /// Which service of a chain; empty where there is one only.
    package let service: String
  }

  package enum Reason: String, Sendable, CaseIterable {
    case notTheirKind = "not_their_kind"
    case closed
    case noHours = "no_hours"
    case plannedStarts = "planned_starts"
    case full
    case gapTooShort = "gap_too_short"
    case patientElsewhere = "patient_elsewhere"
    case roomTaken = "room_taken"
    case outOfService = "out_of_service"
    case interpreter
    case leadTime = "lead_time"
    case block
    case cap
    case groupFull = "group_full"
    case chain

    package var words: String {
      switch self {
      case .notTheirKind: "the clinician does not do this kind of visit"
      case .closed: "the place is closed"
      case .noHours: "the clinician has no hours then"
      case .plannedStarts: "visits start at other times there"
      case .full: "another visit stands there"
      case .gapTooShort: "the gap is too short"
      case .patientElsewhere: "the patient has another visit then"
      case .roomTaken: "no room or device is free"
      case .outOfService: "a room or device is out of service"
      case .interpreter: "no interpreter is free"
      case .leadTime: "it needs more notice"
      case .block: "the time is kept for other visits"
      case .cap: "the caseload is reached"
      case .groupFull: "the group is full"
      case .chain: "the next service cannot follow in time"
      }
    }
  }

  package struct Wider: Sendable, Equatable {
    package let changes: [Change]
    package let wanted: TimesWanted
    package let time: OpenTime
  }

  /// What is asked less.
  package enum Change: Sendable, Equatable {
    case anyClinician
    case anyGender, anyLanguage, anySpecialty
    case anywhere
    case anyTimeOfDay
    case anyWeekday
    case shorter(Int, than: Int)
    case longerGap(Int)
    case later
  }

  /// Ways out that ask two things less: so many are enough.
  fileprivate static let enough = 3

  /// How many days after the last are looked at for "later".
  static let furtherDays = 90
}

extension Scheduling {
  /// What is in the way of a search, and what would fit if one thing were asked less.
  package func whyNot(_ wanted: TimesWanted, by who: Who) async throws -> WhyNot {
    try await search(wanted, wide: true, by: who) { wanted, facts, diary in
      diary.keepsStarts = true
      let search = TimeSearch(wanted, facts, diary)
      let tally = try search.lost()
      return WhyNot(causes: search.causes(tally), wider: try search.wider())
    }
  }
}

extension TimeSearch {
  fileprivate func causes(_ tally: Tally) -> [WhyNot.Cause] {
    tally.counts.enumerated().flatMap { service, counts in
      zip(Tally.Cause.allCases, counts).compactMap { cause, times in
        times == 0
          ? nil
          : WhyNot.Cause(
            reason: cause.reason, times: times, service: steps.count > 1 ? steps[service].type.name : "")
      }
    }.enumerated().sorted { ($1.element.times, $0.offset) < ($0.element.times, $1.offset) }.map(\.element)
  }

  /// Searches that ask less and find something, or something earlier.
  fileprivate func wider() throws -> [WhyNot.Wider] {
    let now = try first(1).first
    var wider: [WhyNot.Wider] = []
    for less in asksLess where !wider.contains(where: { $0.changes[0].isLike(less.change) }) {
      guard let found = try found([less]) else { continue }
      if let now, (now.slot.day, now.slot.time) <= (found.time.slot.day, found.time.slot.time) { continue }
      wider.append(found)
    }
    if wider.isEmpty, now == nil {
      for pair in pairs where wider.count < WhyNot.enough {
        if let found = try found(pair) { wider.append(found) }
      }
    }
    return wider.sorted { ($0.time.slot.day, $0.time.slot.time) < ($1.time.slot.day, $1.time.slot.time) }
  }

  private func found(_ asked: [AsksLess]) throws -> WhyNot.Wider? {
    let wanted = asked.reduce(into: wanted) { $1.edit(&$0) }
    return try TimeSearch(wanted, facts, diary).first(1).first.map {
      WhyNot.Wider(changes: asked.map(\.change), wanted: wanted, time: $0)
    }
  }

  /// Two things asked less at once: a later day and something else is what most callers can do.
  private var pairs: [[AsksLess]] {
    // Of several lengths and gaps, the one that gives most.
    let kinds = asksLess.reversed().reduce(into: [AsksLess]()) { kinds, less in
      if !kinds.contains(where: { $0.change.isLike(less.change) }) { kinds.append(less) }
    }
    return kinds.indices.flatMap { a in kinds.indices.dropFirst(a + 1).map { b in [kinds[b], kinds[a]] } }
  }

  private typealias AsksLess = (change: WhyNot.Change, edit: (inout TimesWanted) -> Void)

  /// One thing asked less, in each way that makes a difference. The last is a later day.
  private var asksLess: [AsksLess] {
    var list: [AsksLess] = []
    func add(_ change: WhyNot.Change, _ edit: @escaping (inout TimesWanted) -> Void) {
      var other = wanted
      edit(&other)
      if other != wanted { list.append((change, edit)) }
    }
    add(.anyClinician) {
      $0.providers = []
      $0.ownDoctor = false
      for link in $0.links.indices { $0.links[link].providers = [] }
    }
    add(.anyGender) { $0.gender = nil }
    add(.anyLanguage) { $0.language = "" }
    add(.anySpecialty) { $0.specialty = "" }
    add(.anywhere) { ($0.location, $0.near) = (nil, nil) }
    add(.anyTimeOfDay) { $0.within = 0..<1440 }
    add(.anyWeekday) { $0.weekdays = Set(Weekday.allCases) }
    if steps.count == 1 {
      let (asked, usual) = (steps[0].minutes, steps[0].type.minutes)
      let shorter = [5, 10, 15, 20].map { asked - $0 }.filter { $0 >= max(10, asked / 2) }
      for minutes in shorter + (usual < asked ? [usual] : []) {
        add(.shorter(minutes, than: asked)) { $0.minutes = minutes }
      }
    } else {
      for gap in [60, 120] where wanted.links.contains(where: { $0.gap.upperBound < gap }) {
        add(.longerGap(gap)) {
          for link in $0.links.indices {
            let own = $0.links[link].gap
            $0.links[link].gap = own.lowerBound...max(gap, own.upperBound)
          }
        }
      }
    }
    add(.later) {
      $0.first = $0.last.advanced(by: 1)
      $0.last = $0.last.advanced(by: WhyNot.furtherDays)
    }
    return list
  }
}

extension WhyNot.Change {
  /// A little shorter is asked before much shorter, and is enough.
  fileprivate func isLike(_ other: WhyNot.Change) -> Bool {
    switch (self, other) {
    case (.shorter, .shorter), (.longerGap, .longerGap): true
    default: self == other
    }
  }
}

extension Tally.Cause {
  fileprivate var reason: WhyNot.Reason {
    switch self {
    case .type: .notTheirKind
    case .closed: .closed
    case .hours: .noHours
    case .planned: .plannedStarts
    case .full: .full
    case .gap: .gapTooShort
    case .patient: .patientElsewhere
    case .room: .roomTaken
    case .outOfService: .outOfService
    case .interpreter: .interpreter
    case .lead: .leadTime
    case .block: .block
    case .cap: .cap
    case .group: .groupFull
    case .chain: .chain
    }
  }
}
