import Kernel
import Store

extension Practice {
  /// Answers for whoever's session this token is, for nobody where it is none or over.
  ///
  /// Whose it was a moment ago is remembered, and the answer's first transaction makes sure of it, so that no trip to
  /// the database goes before it. Where it is so no more, all begins again for whose it is now.
  ///
  /// `touch` as in ``session(_:touch:address:request:)``.
  package func inSession<Answer: Sendable>(
    of token: String, touch: Bool, address: String, request: String,
    _ answer: (Session?) async throws -> Answer
  ) async throws -> Answer {
    let (hash, moment, limits) = (SHA256.hash(token), now(), sessionLimits)
    if var session = await sessions.remembered(hash)?.asked(from: address, request),
      session.isAlive(at: moment, limits)
    {
      let isSeen = touch && limits.isWorthWriting(seen: session.lastSeen, now: moment)
      if isSeen { session.wasSeen(moment, limits: limits) }
      do {
        return try await supposing(session, hash, at: moment, isSeen: isSeen) { try await answer(session) }
      } catch is SupposedWrong {
        await sessions.forget(hash)
      }
    }
    return try await answer(session(token, touch: touch, address: address, request: request))
  }

  private func supposing<Answer: Sendable>(
    _ session: Session, _ hash: [UInt8], at moment: Instant, isSeen: Bool, _ answer: () async throws -> Answer
  ) async throws -> Answer {
    let (limits, who) = (sessionLimits, session.who)
    let ask: @Sendable (Transaction) throws -> Later<Bool> = { tx in
      try tx.session(hash, limits: limits, address: who.address, request: who.request).map {
        $0.map { $0.isAlive(at: moment, limits) && $0.isStill(session, limits: limits) } ?? false
      }
    }
    guard isSeen else { return try await store.supposing(ask, answer) }
    // Waited for in any case, since whoever was refused was there, too; but where it cannot be written, what was done is
    // answered all the same.
    async let written: Void? = try? keepAlive(hash, at: session.lastSeen)
    do {
      let answered = try await store.supposing(ask, answer)
      if await written != nil { await sessions.remember(session, hash) }
      return answered
    } catch {
      _ = await written
      throw error
    }
  }
}

/// The sessions that this server saw last, by their tokens' hashes: a guess, never a proof.
actor SessionMemory {
  /// More than work at one practice, few enough to be no burden.
  private static let most = 2000

  private var sessions: [[UInt8]: Session] = [:]

  func remembered(_ hash: [UInt8]) -> Session? { sessions[hash] }

  func remember(_ session: Session, _ hash: [UInt8]) {
    if sessions.count >= Self.most { sessions = [:] }
    sessions[hash] = session
  }

  func forget(_ hash: [UInt8]) { sessions[hash] = nil }
}
