import Kernel
import Post
import Practice
import Records
import Store

extension Scheduling {
  /// How long an address that was asked for opens, and how long it is tried to send it, in minutes.
  private static let linkMinutes = 7 * 1440
  private static let triedMinutes = 15

  /// Sends the addresses that were asked for. Several servers may do so at once: each is taken by one, and one of which
  /// nobody knows whether it went is not sent again, since it can be asked for anew.
  package func sendLinks(through outbox: Outbox) async throws {
    guard try await !ways(of: outbox.reach).isEmpty else { return }
    let since = now().advanced(byMinutes: -Self.triedMinutes)
    for id in try await store.read({ try $0.linksToSend(since: since) }) {
      if Task.isCancelled { return }
      try await sendLink(id, through: outbox)
    }
  }

  private func sendLink(_ id: ID<LinkAsk>, through outbox: Outbox) async throws {
    let moment = now()
    guard let ask = try await store.write({ try $0.takeLink(id, at: moment) }) else { return }
    let link = try await outbox.link(ask.patient, moment.advanced(byMinutes: Self.linkMinutes))
    let delivery: Delivery?
    switch ask.to {
    case .text(let phone):
      delivery = if let text = ask.words.text(link) { await outbox.texts?(text, phone) } else { nil }
    case .email(let address): delivery = await outbox.mail?(ask.words.mail(link, to: address), id.rawValue)
    }
    let (isLater, isSent) =
      switch delivery {
      case .later: (true, false)
      case .accepted: (false, true)
      default: (false, false)
      }
    try await store.write { tx in
      if isLater { return try tx.run("UPDATE link_asked SET begun_at = NULL WHERE id = \(id)") }
      let outcome = isSent ? "sent" : "not sent"
      try tx.run("UPDATE link_asked SET outcome = \(outcome) WHERE id = \(id)")
      try tx.audit(
        isSent ? "pass.sent" : "pass.not_sent", by: .system("Patient online"),
        patients: [ask.patient.rawValue], subject: "link:\(id)", at: moment)
    }
  }
}

private struct LinkToSend {
  enum Recipient {
    case text(PhoneNumber)
    case email(EmailAddress)
  }

  let patient: ID<Patient>
  let to: Recipient
  let words: LinkWords
}

extension Transaction {
  fileprivate func linksToSend(since: Instant) throws -> [ID<LinkAsk>] {
    try rows(
      """
      SELECT id FROM link_asked WHERE at > \(since) AND patient IS NOT NULL AND begun_at IS NULL AND outcome = ''
      ORDER BY at, id
      """
    ).map { try $0("id") }
  }

  /// Nil where somebody else has it, or there is nowhere to send it.
  fileprivate func takeLink(_ id: ID<LinkAsk>, at moment: Instant) throws -> LinkToSend? {
    let taken = try change(
      "UPDATE link_asked SET begun_at = \(moment) WHERE id = \(id) AND begun_at IS NULL AND outcome = ''")
    guard taken == 1,
      let row = try row(
        """
        SELECT l.patient, l.phone, l.email, p.language FROM link_asked l JOIN patient p ON p.id = l.patient
        WHERE l.id = \(id)
        """)
    else { return nil }
    let (phone, email): (PhoneNumber?, String?) = (try row("phone"), try row("email"))
    let to = phone.map(LinkToSend.Recipient.text) ?? EmailAddress(email ?? "").map(LinkToSend.Recipient.email)
    guard let to else { return nil }
    let words = LinkWords(
      practice: try practiceProfile()?.name ?? "", tongue: Tongue(of: try row("language")))
    return LinkToSend(patient: try row("patient"), to: to, words: words)
  }
}

/// What is said with an address that somebody asked for. Pure.
struct LinkWords: Sendable {
  let practice: String
  let tongue: Tongue

  /// At most 160 letters; nil where the link alone is too long.
  func text(_ link: String) -> String? {
    let rest = tongue(": your page: \(link) STOP ends these", ": su pagina: \(link) STOP termina")
    guard let used = TextLength.count(rest), used < TextLength.most else { return nil }
    return MessageWords.cut(TextLength.plain(practice), to: TextLength.most - used) + rest
  }

  func mail(_ link: String, to address: EmailAddress) -> MailMessage {
    MailMessage(
      to: address, subject: tongue("Your page at \(practice)", "Su página en \(practice)"),
      body: tongue(
        """
        Here you see, confirm, move and book your visits:
        \(link)

        It opens with the patient’s date of birth, for a week. If you did not ask for it, you need do nothing.

        \(practice)

        """,
        """
        Aquí puede ver, confirmar, cambiar y reservar sus citas:
        \(link)

        Se abre con la fecha de nacimiento del paciente, durante una semana. Si no lo pidió, no tiene que hacer nada.

        \(practice)

        """))
  }
}
