import Kernel
import Post
import Practice
import Records
import Store

/// The link cannot be handed over just now: the job is done again.
package struct LinkWaits: Error {}

extension Scheduling {
  /// How long an address that was asked for opens, in minutes.
  private static let linkMinutes = 7 * 1440

  /// Sends the address that somebody asked for: the work of ``linkJob``. Sent already is fine.
  package func sendLink(_ id: ID<LinkAsk>, through outbox: Outbox) async throws {
    let moment = now()
    guard let ask = try await store.read({ try $0.linkToSend(id) }) else { return }
    let link = try await outbox.link(ask.patient, moment.advanced(byMinutes: Self.linkMinutes))
    let delivery: Delivery?
    switch ask.to {
    case .text(let phone):
      delivery = if let text = ask.words.text(link) { await outbox.texts?(text, phone) } else { nil }
    case .email(let address): delivery = await outbox.mail?(ask.words.mail(link, to: address), id.rawValue)
    }
    if case .later = delivery { throw LinkWaits() }
    let sent = if case .accepted = delivery { true } else { false }
    try await store.write { tx in
      try tx.run(
        """
        UPDATE link_asked SET sent_at = \(moment), outcome = \(sent ? "sent" : "not sent") WHERE id = \(id)
        """)
      try tx.audit(
        sent ? "pass.sent" : "pass.not_sent", by: .system("Patient online"), patients: [ask.patient.rawValue],
        subject: "link:\(id)", at: moment)
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
  /// Nil where it was sent, or there is nowhere to send it.
  fileprivate func linkToSend(_ id: ID<LinkAsk>) throws -> LinkToSend? {
    guard
      let row = try row(
        """
        SELECT l.patient, l.phone, l.email, p.language FROM link_asked l JOIN patient p ON p.id = l.patient
        WHERE l.id = \(id) AND l.sent_at IS NULL
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
