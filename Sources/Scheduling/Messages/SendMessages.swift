import Kernel
import Post
import Practice
import Records
import Store

extension Scheduling {
  /// Sends what waits and can be sent, one message after the other. Several servers may do so at once: each message is
  /// claimed by one. A message of which nobody knows whether it went is left for a person.
  package func sendMessages(through outbox: Outbox) async throws {
    guard try await !ways(of: outbox.reach).isEmpty else { return }
    try await giveUpAbandoned()
    for some in try await store.read({ try $0.waitingToBeSent() }) {
      let moment = now()
      for waiting in try await store.read({
        try $0.messageFacts(where: "m.ended_at IS NULL AND m.id IN (\(each: some))", at: moment)
      }) {
        if Task.isCancelled { return }
        switch waiting.route(at: now(), outbox.reach) {
        case .untrue: try await withdrawUntrue(waiting.id, outbox.reach)
        case .text, .email: try await send(waiting.id, through: outbox)
        case .waits, .desk: continue
        }
      }
    }
  }

  /// A server that stopped while it was sending leaves a row that never ends: it may have been sent.
  private func giveUpAbandoned() async throws {
    let moment = now()
    let long = moment.advanced(bySeconds: -300)
    try await store.write { tx in
      _ = try tx.change(
        """
        UPDATE message_sending SET ended_at = \(moment), outcome = \(MessageSending.Outcome.unsure),
          reason = 'The server stopped while it was sent.'
        WHERE outcome = 'begun' AND begun_at < \(long)
        """)
    }
  }

  private func send(_ id: ID<VisitMessage>, through outbox: Outbox) async throws {
    guard let letter = try await claim(id, outbox.reach) else { return }
    let link: String
    do {
      link = try await outbox.link(letter.facts.visit.patient, letter.linkEnds(at: now()))
    } catch let no as any Refusal {
      return try await end(letter, .refused(no.sentence))
    } catch {
      return try await end(letter, .later("The link to the patient's page could not be made."))
    }
    try await end(letter, await letter.hand(over: outbox, link: link))
  }

  /// Nil where somebody else has it, or it is not to be sent any more.
  private func claim(_ id: ID<VisitMessage>, _ reach: Reach) async throws -> Letter? {
    let moment = now()
    do {
      return try await store.write { tx in
        guard let facts = try tx.messageFacts(where: "m.id = \(id) AND m.ended_at IS NULL", at: moment).first
        else { return nil }
        let route = facts.route(at: moment, reach)
        let channel: MessageChannel
        switch route {
        case .text: channel = .text
        case .email: channel = .email
        case .waits, .desk, .untrue: return nil
        }
        let number = (facts.sendings.last?.number ?? 0) + 1
        try tx.run(
          """
          INSERT INTO message_sending (message, number, channel, begun_at, outcome, reason, receipt)
          VALUES (\(id), \(number), \(channel), \(moment), \(MessageSending.Outcome.begun), '', '')
          """)
        return Letter(
          facts: facts, route: route, channel: channel, number: number,
          practice: try tx.practiceProfile()?.name ?? facts.place.name,
          namesProvider: try tx.messagesNameProvider())
      }
    } catch let error as StoreError where error.kind == .unique {
      return nil
    }
  }

  private func end(_ letter: Letter, _ delivery: Delivery) async throws {
    let (moment, who) = (now(), Who.system(letter.channel == .text ? "Text message" : "E-mail"))
    let visit = letter.facts.visit
    let (outcome, reason, receipt) = delivery.stored
    try await store.write { tx in
      _ = try tx.change(
        """
        UPDATE message_sending SET ended_at = \(moment), outcome = \(outcome), reason = \(reason), receipt = \(receipt)
        WHERE message = \(letter.facts.id) AND number = \(letter.number) AND outcome = 'begun'
        """)
      if case .stopped = delivery, case .text(let phone) = letter.route {
        try tx.stopTexts(to: phone, how: "said by the gateway", at: moment)
      }
      if outcome == .accepted {
        try tx.endMessage(letter.facts.id, "told", at: visit.slot.location, by: who.name, moment)
      }
      try tx.tell("message.\(outcome == .accepted ? "sent" : "not_sent")", visit, at: moment, by: who)
    }
  }

  private func withdrawUntrue(_ id: ID<VisitMessage>, _ reach: Reach) async throws {
    let (moment, who) = (now(), Who.system("Messages"))
    try await store.write { tx in
      guard let facts = try tx.messageFacts(where: "m.id = \(id) AND m.ended_at IS NULL", at: moment).first,
        facts.route(at: moment, reach) == .untrue
      else { return }
      try tx.endMessage(id, "withdrawn", at: facts.visit.slot.location, by: who.name, moment)
      try tx.tell("message.withdrawn", facts.visit, at: moment, by: who)
    }
  }
}

/// A message that this server has claimed.
private struct Letter: Sendable {
  let facts: MessageFacts
  let route: MessageRoute
  let channel: MessageChannel
  let number: Int
  let practice: String
  let namesProvider: Bool

  /// A link works for a day after the visit, and long enough to find another one.
  func linkEnds(at moment: Instant) -> Instant {
    max(facts.visit.end.advanced(byMinutes: 1440), moment.advanced(byMinutes: 7 * 1440))
  }

  func hand(over outbox: Outbox, link: String) async -> Delivery {
    let words = MessageWords(facts, practice: practice, namesProvider: namesProvider, link: link)
    switch route {
    case .text(let phone):
      guard let text = words.text else { return .refused("The link is too long for one text message.") }
      return await outbox.texts?(text, phone) ?? .later("Text messages are not set up.")
    case .email(let address):
      return await outbox.mail?(words.email(to: address), "\(facts.id).\(number)")
        ?? .later("E-mail is not set up.")
    case .waits, .desk, .untrue: return .later("It is not to be sent.")
    }
  }
}

extension Delivery {
  fileprivate var stored: (MessageSending.Outcome, reason: String, receipt: String) {
    switch self {
    case .accepted(let receipt): (.accepted, "", receipt)
    case .refused(let reason): (.refused, reason, "")
    case .stopped: (.refused, "This number has stopped text messages.", "")
    case .later(let reason): (.later, reason, "")
    case .unsure(let reason): (.unsure, reason, "")
    }
  }
}
