import Kernel
import Practice
import Store

/// Who and what is taken when.
struct Taken {
  var times: [Holder: [ClaimTime]] = [:]
  /// Whether holds that have run out are still lying about.
  var hasExpired = false
  /// Freed times that are being offered to those who wait, by their start.
  var offered: [Instant: ID<Opening>] = [:]
}

/// Whose claims they are.
enum ClaimOwner: Sendable, Hashable {
  case visit(ID<Appointment>)
  case session(ID<GroupSession>)
  case hold(ID<Hold>, until: Instant)
}

extension Transaction {
  /// Holds a provider and resources for a time.
  func claim(
    _ owner: ClaimOwner, _ time: Range<Instant>, _ buffer: Buffer, provider: ID<Provider>,
    _ resources: [ID<Resource>], double: Bool
  ) throws {
    var (visit, session, hold): (String?, String?, String?) = (nil, nil, nil)
    var expires: Instant?
    switch owner {
    case .visit(let id): visit = id.rawValue
    case .session(let id): session = id.rawValue
    case .hold(let id, let until): (hold, expires) = (id.rawValue, until)
    }
    let holders = [Holder.provider(provider)] + Set(resources).map { .resource($0) }
    let rows = holders.map { holder -> SQL in
      let time = ClaimTime(time, buffer.holding(holder))
      return """
        (\(visit), \(session), \(hold), \(holder.key), \(time.visit.lowerBound), \(time.visit.upperBound),
          \(time.whole.lowerBound), \(time.whole.upperBound), \(double), \(expires))
        """
    }
    try run(
      """
      INSERT INTO claim (appointment, session, hold, holder, start_at, end_at, before_at, after_at, double,
        expires_at) VALUES \(SQL.joined(rows, by: ", "))
      """)
  }

  /// Gives up what visits hold. A group's time is free again when the last of it has gone.
  func release(_ visits: Appointment...) throws { try release(visits) }

  func release(_ visits: [Appointment]) throws {
    try run("DELETE FROM claim WHERE appointment IN (\(each: visits.map(\.id)))")
    for session in Set(visits.compactMap(\.session)).sorted() {
      let others: Int? = try value(
        """
        SELECT COUNT(*) FROM appointment WHERE session = \(session) AND id NOT IN (\(each: visits.map(\.id)))
          AND status NOT IN ('cancelled', 'no_show')
        """)
      if others == 0 { try run("DELETE FROM claim WHERE session = \(session)") }
    }
  }

  /// When holders are taken, around a time. Holds that have run out count no more. The freed times of one provider
  /// that are being offered are read in the same look, where they are asked for.
  func taken(
    _ holders: [Holder], around time: Range<Instant>, except own: ID<Appointment>? = nil,
    offeredOf provider: ID<Provider>? = nil, at now: Instant
  ) throws -> Later<Taken> {
    let offered: SQL =
      provider.map { provider in
        """
         UNION ALL SELECT g.id, g.start_at, g.start_at, g.start_at, g.start_at, CAST(NULL AS BIGINT) FROM opening g
        WHERE g.provider = \(provider) AND g.start_at >= \(time.lowerBound) AND g.start_at < \(time.upperBound)
          AND NOT EXISTS (SELECT 1 FROM opening_end e WHERE e.opening = g.id)
        """
      } ?? ""
    // No claim is longer than a day, which is how far the index has to be read back.
    return try later(
      """
      SELECT holder, start_at, end_at, before_at, after_at, expires_at FROM claim
      WHERE holder IN (\(each: holders.map(\.key))) AND before_at < \(time.upperBound)
        AND before_at > \(time.lowerBound.advanced(byMinutes: -1440)) AND after_at > \(time.lowerBound)
        AND (appointment IS NULL OR appointment <> \(own?.rawValue ?? ""))\(offered)
      """
    ) { try Taken($0, at: now) }
  }

  /// Holds that have run out stand in nobody's way any more: cleared before the schema's guard looks.
  func clearExpiredHolds(_ holders: [Holder], at now: Instant) throws {
    try run("DELETE FROM claim WHERE expires_at <= \(now) AND holder IN (\(each: holders.map(\.key)))")
  }
}

extension Taken {
  fileprivate init(_ rows: [Row], at now: Instant) throws {
    var taken = Taken()
    for row in rows {
      guard let holder = Holder(key: try row("holder")) else {
        taken.offered[try row("start_at")] = ID(rawValue: try row("holder"))
        continue
      }
      if let expires: Instant = try row("expires_at"), expires <= now {
        taken.hasExpired = true
        continue
      }
      taken.times[holder, default: []].append(
        ClaimTime(
          visit: (try row("start_at") as Instant)..<(try row("end_at") as Instant),
          whole: (try row("before_at") as Instant)..<(try row("after_at") as Instant)))
    }
    self = taken
  }
}
