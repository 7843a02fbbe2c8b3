import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// The first open times, in the order that is wanted. Each can be booked as it stands.
  ///
  /// - Throws: ``FindTimesRefused`` for a search that cannot be made.
  package func findTimes(_ wanted: TimesWanted, by who: Who) async throws -> [OpenTime] {
    try await search(wanted, wide: false, by: who) { wanted, facts, diary in
      try TimeSearch(wanted, facts, diary).ranked()
    }
  }

  /// Looks in one picture of the database, with what earlier searches remember, and remembers what it read.
  func search<Answer: Sendable>(
    _ wanted: TimesWanted, wide: Bool, by who: Who,
    _ look: @escaping @Sendable (TimesWanted, SearchFacts, Diary) throws -> Answer
  ) async throws -> Answer {
    try who.require(.seeSchedule)
    if !wanted.patients.isEmpty { try who.require(.seePatients) }
    let wanted = try wanted.checked()
    let moment = now()
    let known = await remembered.days
    let (answer, fresh) = try await store.read { tx in
      let wanted = try tx.resolved(wanted, by: who)
      let facts = try tx.searchFacts(wanted, wide: wide, may: who.may(at:), now: moment)
      if wanted.ownDoctor, facts.usual == nil { throw FindTimesRefused.nobodyKnown }
      let diary = try Diary(tx, remembered: known, moving: wanted.moving, group: wanted.group, now: moment)
      return (try look(wanted, facts, diary), diary.fresh)
    }
    if !fresh.isEmpty { await remembered.keep(fresh) }
    for patient in wanted.patients.sorted() {
      try await saw("times.found", [patient.rawValue], "patient:\(patient)", "", who)
    }
    return answer
  }
}

extension Transaction {
  /// What is said by way of another visit, as days and a place.
  fileprivate func resolved(_ wanted: TimesWanted, by who: Who) throws -> TimesWanted {
    var wanted = wanted
    for id in [wanted.sameDayAs, wanted.after, wanted.moving].compactMap({ $0 }) {
      guard let visit = try appointment(id), who.may(at: visit.slot.location) else { throw NotFound("visit") }
      wanted.patient = wanted.patient ?? (id == wanted.moving ? visit.patient : nil)
      if id == wanted.sameDayAs {
        (wanted.first, wanted.last) = (visit.slot.day, visit.slot.day)
        wanted.location = wanted.location ?? visit.slot.location
      }
      if id == wanted.after {
        wanted.first = max(wanted.first, visit.slot.day)
        wanted.last = max(wanted.first, wanted.last)
      }
    }
    return wanted
  }
}

extension TimeSearch {
  /// How many of the earliest times are weighed where something else comes first.
  private static let weighed = 160

  /// The times in the order that is wanted, with what speaks for each.
  func ranked() throws -> [OpenTime] {
    var found: [OpenTime]
    switch wanted.order {
    case .earliest: found = try first(wanted.most)
    case .continuity:
      found = try ownFirst()
    case .leastGap, .balance:
      found = try first(max(wanted.most, Self.weighed))
      let byGap = wanted.order == .leastGap
      found = found.enumerated().sorted {
        (byGap ? $0.element.gapLeft : $0.element.load, $0.offset)
          < (byGap ? $1.element.gapLeft : $1.element.load, $1.offset)
      }.map(\.element)
    }
    return explained(Array(found.prefix(wanted.most)))
  }

  /// Those with the usual clinician over the whole range, then the others.
  private func ownFirst() throws -> [OpenTime] {
    guard facts.usual != nil else { return try first(wanted.most) }
    var own = wanted
    own.ownDoctor = true
    let theirs = try TimeSearch(own, facts, diary).first(wanted.most)
    guard theirs.count < wanted.most else { return theirs }
    return theirs + (try first(wanted.most + theirs.count)).filter { !theirs.contains($0) }
  }

  private func explained(_ found: [OpenTime]) -> [OpenTime] {
    let loads = Set(found.map(\.load))
    let earliest = found.map { ($0.slot.day, $0.slot.time) }.min { $0 < $1 }
    return found.map { time in
      var time = time
      if let earliest, (time.slot.day, time.slot.time) == earliest { time.reasons.append(.earliest) }
      if time.fillsGap { time.reasons.append(.fillsGap) }
      if loads.count > 1, time.load == loads.min() { time.reasons.append(.lightestDay) }
      return time
    }
  }
}
