import Kernel
import Practice
import Store

extension Scheduling {
  /// Writes messages to those who are still to come to a provider who runs late: whoever would wait as long as the
  /// practice's limit, or longer. What was written before is replaced.
  ///
  /// - Returns: to how many.
  @discardableResult
  package func warn(
    of provider: ID<Provider>, on day: LocalDay, at location: ID<Location>, by who: Who
  ) async throws -> Int {
    try who.require(.runDay)
    try who.require(location)
    let (moment, newID) = (now(), newID)
    return try await store.write { tx in
      guard let place = try tx.location(location) else { throw NotFound("location") }
      let visits = try tx.boardVisits(day...day, location: location, provider: provider)
        .filter(\.visit.status.holdsItsPlace)
      let late = try tx.lateness(of: visits, now: moment)[provider]?.late(from: tx.flowRules().warnFrom) ?? []
      let coming = Dictionary(
        uniqueKeysWithValues: visits.filter { $0.visit.status.isComing }.map { ($0.visit.id, $0) })
      let told = late.compactMap { one in coming[one.visit].map { (one, $0) } }
      guard !told.isEmpty else { throw WarnRefused.nobody }
      for (one, board) in told {
        let begins = place.zone.wall(one.start).time.roundedUp
        let message = newID()
        try tx.write(
          .late,
          "\(board.providerName) runs late today. Your visit at \(board.visit.slot.time) in \(place.name) will "
            + "begin at about \(begins). You need not come before that.",
          for: board.visit, message, at: moment, by: who)
        try tx.run("INSERT INTO message_start (message, starts) VALUES (\(message), \(begins.minutes))")
      }
      try tx.audit(
        "message.written", by: who, patients: told.map(\.1.visit.patient.rawValue),
        subject: "provider:\(provider)", detail: "\(day)", at: moment)
      try tx.announce(Self.topic(location, day))
      return told.count
    }
  }
}

package enum WarnRefused: Refusal, Equatable {
  case nobody

  package var sentence: String {
    "Nobody who is still to come would wait that long, so there is nobody to tell."
  }
}

extension VisitStatus {
  /// Agreed, and not here yet.
  package var isComing: Bool { self == .booked || self == .confirmed }
}

extension WallTime {
  /// To the next five minutes: nobody is told 10:52.
  fileprivate var roundedUp: WallTime { WallTime(minutes: min(1435, (minutes + 4) / 5 * 5)) ?? self }
}
