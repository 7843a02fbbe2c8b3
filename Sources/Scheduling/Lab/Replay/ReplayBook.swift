import Kernel

/// The schedule as a replay keeps it: who and what is taken when, and whether one more visit may stand. The same
/// rules as ``Admission`` in the same order, on whole numbers; a test compares the two on random cases.
struct ReplayBook {
  let grid: ReplayGrid
  /// By provider, then resource, and by UTC day.
  private var claims: [[Claim]]
  private let buckets: Int
  private let base: Int
  /// By provider and day.
  private var standing: [[Standing]]
  private var ofPatient: [Int: [(visit: Int, time: Range<Int>)]] = [:]
  private var sessions: [Session: Meeting] = [:]
  private var meetings = 0
  /// Where each visit stands.
  private(set) var places: [Int: Place] = [:]

  /// One visit in one slot.
  struct Asked {
    var visit: Int
    /// Nil where a time is only looked at.
    var patient: Int?
    var kind: Int
    var needs: [[Int]]
    var provider: Int
    var day: Int
    var start: Int
    var minutes: Int
    var weighted: Int
    /// Milliseconds since 1970.
    var now: Int

    var span: Range<Int> { start..<start + minutes }
  }

  struct Place {
    let asked: Asked
    let time: Range<Int>
    fileprivate let session: Session?
    fileprivate let holders: [Int]
    /// Nothing else than a provider and a patient is taken elsewhere.
    let isHere: Bool
  }

  struct Standing {
    let visit: Int
    let span: Range<Int>
    let kind: Int
    let weighted: Int
    let isHere: Bool
  }

  fileprivate struct Session: Hashable {
    let provider: Int
    let kind: Int
    let time: Range<Int>
  }

  /// What a group holds together.
  private struct Meeting {
    /// Not its first visit, which may leave before the others.
    let owner: Int
    let holders: [Int]
    var taken = 1
  }

  private struct Claim {
    let owner: Int
    let visit: Range<Int>
    let whole: Range<Int>

    init(_ owner: Int, _ time: Range<Int>, _ buffer: Buffer) {
      self.owner = owner
      whole = time.lowerBound - buffer.before..<time.upperBound + buffer.after
      visit = buffer.overlaps ? time : whole
    }

    func clashes(with other: Claim) -> Bool {
      visit.lowerBound < other.whole.upperBound && other.visit.lowerBound < whole.upperBound
        || whole.lowerBound < other.visit.upperBound && other.whole.lowerBound < visit.upperBound
    }
  }

  init(_ grid: ReplayGrid) {
    self.grid = grid
    base = (grid.moment(0, 0) ?? 0) - 2 * 1440
    buckets = grid.dayCount + 5
    let holders = grid.rules.providers.count + grid.rules.resources.count
    claims = Array(repeating: [], count: holders * buckets)
    standing = Array(repeating: [], count: grid.rules.providers.count * grid.dayCount)
  }

  func standing(_ provider: Int, _ day: Int) -> [Standing] { standing[provider * grid.dayCount + day] }

  /// What speaks against a visit, the plainest first; nil where the clock jumps over its start.
  func broken(_ asked: Asked, firstOnly: Bool = false) -> [ReplayRule]? {
    guard let start = grid.moment(asked.day, asked.start) else { return nil }
    let (kind, time) = (grid.kind[asked.kind], start..<start + asked.minutes)
    let day = grid.day(asked.provider, asked.day)
    let session = group(asked, time)
    var broken: [ReplayRule] = []
    func isBroken(_ rule: ReplayRule, _ speaksAgainst: Bool) -> Bool {
      if speaksAgainst { broken.append(rule) }
      return firstOnly && speaksAgainst
    }
    if isBroken(.visitType, !kind.does[asked.provider]) { return broken }
    if isBroken(.hours, !day.open.holds(asked.span)) { return broken }
    if isBroken(.groupFull, session.map { $0.taken >= kind.capacity } ?? false) { return broken }
    if isBroken(.providerTaken, session == nil && !isFree(provider: asked.provider, time, kind.buffer)) {
      return broken
    }
    if isBroken(.patientElsewhere, isElsewhere(asked, time)) { return broken }
    if isBroken(.roomTaken, session == nil && freeRooms(asked, time) == nil) { return broken }
    let lead = kind.lead
    if isBroken(.leadTime, lead > 0 && start * 60_000 < asked.now + lead * 60_000) { return broken }
    if isBroken(.block, !day.blocks.isEmpty && isKept(asked, day.blocks)) { return broken }
    _ = isBroken(.caseload, isTooMuch(asked))
    return broken
  }

  private func group(_ asked: Asked, _ time: Range<Int>) -> (key: Session, taken: Int)? {
    guard grid.kind[asked.kind].capacity > 1 else { return nil }
    let key = Session(provider: asked.provider, kind: asked.kind, time: time)
    return sessions[key].map { (key, $0.taken) }
  }

  private func isFree(provider: Int, _ time: Range<Int>, _ buffer: Buffer) -> Bool {
    isFree(provider, Claim(0, time, buffer.holdsProvider ? buffer : .none))
  }

  private func isFree(resource: Int, _ claim: Claim) -> Bool {
    isFree(grid.rules.providers.count + resource, claim)
      && !grid.away[resource].contains { claim.clashes(with: Claim(0, $0, .none)) }
  }

  /// No claim is longer than a day, which is how far back it has to be looked.
  private func isFree(_ holder: Int, _ wanted: Claim) -> Bool {
    let from = holder * buckets + bucket(wanted.whole.lowerBound - 1440)
    let to = holder * buckets + bucket(wanted.whole.upperBound)
    for place in from...to where claims[place].contains(where: wanted.clashes) { return false }
    return true
  }

  private func bucket(_ minute: Int) -> Int { min(buckets - 1, max(0, (minute - base) / 1440)) }

  private func isElsewhere(_ asked: Asked, _ time: Range<Int>) -> Bool {
    guard let patient = asked.patient else { return false }
    return ofPatient[patient]?.contains { $0.visit != asked.visit && $0.time.overlaps(time) } ?? false
  }

  private func freeRooms(_ asked: Asked, _ time: Range<Int>) -> [Int]? {
    if asked.needs.isEmpty { return [] }
    let claim = Claim(0, time, grid.kind[asked.kind].buffer)
    return Rooms.choose(for: asked.needs) { isFree(resource: $0, claim) }
  }

  private func isKept(_ asked: Asked, _ blocks: [ReplayGrid.Block]) -> Bool {
    blocks.contains { block in
      guard block.span.overlaps(asked.span), !block.allows[asked.kind] else { return false }
      if let release = block.release, release * 60_000 <= asked.now { return false }
      var (all, allowed) = (0, 0)
      for other in standing(asked.provider, asked.day) where other.isHere && other.visit != asked.visit {
        let taken = other.span.clamped(to: block.span).count
        all += taken
        if block.allows[other.kind] { allowed += taken }
      }
      let taken = asked.span.clamped(to: block.span).count
      return block.span.count - all - taken < max(0, block.kept - allowed)
    }
  }

  private func isTooMuch(_ asked: Asked) -> Bool {
    let limits = grid.limits[asked.provider]
    for (scope, most) in limits.budgets where scope.holds(asked.start) {
      if used(scope, asked, { $0.weighted }) + asked.weighted > most { return true }
    }
    for (scope, means, most) in limits.counts where scope.holds(asked.start) && means[asked.kind] {
      if used(scope, asked, { means[$0.kind] ? 1 : 0 }) >= most { return true }
    }
    return false
  }

  private func used(_ scope: DayLoad.Scope, _ asked: Asked, _ count: (Standing) -> Int) -> Int {
    // The days begin on a Monday and end on a Sunday.
    let monday = asked.day / 7 * 7
    return (scope == .week ? monday...monday + 6 : asked.day...asked.day).reduce(0) { sum, day in
      standing(asked.provider, day).reduce(sum) {
        $1.visit != asked.visit && scope.holds($1.span.lowerBound) ? $0 + count($1) : $0
      }
    }
  }
}

extension ReplayBook {
  /// Puts a visit where it is asked for, whatever speaks against it: what is free is held, and what is not is shared.
  /// It would rather have the rooms that it had in fact.
  mutating func place(_ asked: Asked, rooms wanted: [Int] = [], isHere: Bool = true) {
    guard let start = grid.moment(asked.day, asked.start) else { return }
    let (time, buffer) = (start..<start + asked.minutes, grid.kind[asked.kind].buffer)
    let session =
      grid.kind[asked.kind].capacity > 1 && isHere
      ? Session(provider: asked.provider, kind: asked.kind, time: time) : nil
    let joins = session.map { sessions[$0] != nil } ?? false
    let rooms = joins || !isHere ? [] : rooms(asked, time, wanted)
    let holders = joins ? [] : [asked.provider] + rooms.map { grid.rules.providers.count + $0 }
    if session != nil, !joins { meetings += 1 }
    let owner = session == nil ? asked.visit : -meetings
    for holder in holders {
      let held = holder == asked.provider && !buffer.holdsProvider ? Buffer.none : buffer
      let claim = Claim(owner, time, held)
      claims[holder * buckets + bucket(claim.whole.lowerBound)].append(claim)
    }
    if let session {
      if joins {
        sessions[session]?.taken += 1
      } else {
        sessions[session] = Meeting(owner: owner, holders: holders)
      }
    }
    standing[asked.provider * grid.dayCount + asked.day].append(
      Standing(
        visit: asked.visit, span: asked.span, kind: asked.kind, weighted: asked.weighted, isHere: isHere))
    if let patient = asked.patient { ofPatient[patient, default: []].append((asked.visit, time)) }
    places[asked.visit] = Place(
      asked: asked, time: time, session: session, holders: session == nil ? holders : [], isHere: isHere)
  }

  private func rooms(_ asked: Asked, _ time: Range<Int>, _ wanted: [Int]) -> [Int] {
    let claim = Claim(0, time, grid.kind[asked.kind].buffer)
    if wanted.count == asked.needs.count, wanted.allSatisfy({ isFree(resource: $0, claim) }) { return wanted }
    return Array(Set(freeRooms(asked, time) ?? asked.needs.compactMap(\.first)))
  }

  /// Gives a visit's place up. A group's time is free again when the last of it has gone.
  mutating func remove(_ visit: Int) {
    guard let place = places.removeValue(forKey: visit) else { return }
    let asked = place.asked
    standing[asked.provider * grid.dayCount + asked.day].removeAll { $0.visit == visit }
    if let patient = asked.patient { ofPatient[patient]?.removeAll { $0.visit == visit } }
    guard let session = place.session, let meeting = sessions[session] else {
      return release(place.holders, of: visit, place.time)
    }
    sessions[session]?.taken -= 1
    guard meeting.taken == 1 else { return }
    sessions[session] = nil
    release(meeting.holders, of: meeting.owner, place.time)
  }

  private mutating func release(_ holders: [Int], of owner: Int, _ time: Range<Int>) {
    for holder in holders {
      for place in bucket(time.lowerBound - 1440)...bucket(time.lowerBound) {
        claims[holder * buckets + place].removeAll { $0.owner == owner }
      }
    }
  }
}

extension DayLoad.Scope {
  /// Whether a visit that starts at this minute counts, on a day that does.
  fileprivate func holds(_ minute: Int) -> Bool {
    switch self {
    case .day, .week: true
    case .morning: minute < 720
    case .afternoon: minute >= 720
    }
  }
}
