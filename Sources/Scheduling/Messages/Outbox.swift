import Kernel
import Post
import Practice
import Records
import Store

/// What takes messages out of the house, as the practice has set it up.
package struct Outbox: Sendable {
  /// Hands over an e-mail; the text names it to the server.
  package let mail: (@Sendable (MailMessage, _ id: String) async -> Delivery)?
  package let texts: (@Sendable (_ words: String, PhoneNumber) async -> Delivery)?
  /// Makes the address of a patient's own page, good until then.
  package let link: @Sendable (ID<Patient>, _ until: Instant) async throws -> String

  package init(
    mail: (@Sendable (MailMessage, String) async -> Delivery)?,
    texts: (@Sendable (String, PhoneNumber) async -> Delivery)?,
    link: @escaping @Sendable (ID<Patient>, Instant) async throws -> String
  ) {
    self.mail = mail
    self.texts = texts
    self.link = link
  }

  package var reach: Reach { Reach((mail == nil ? [] : [.email]) + (texts == nil ? [] : [.text])) }
}

extension Scheduling {
  /// By which of the ways that are set up something leaves this practice. From a demo nothing does: its people are
  /// invented, but their numbers and addresses may be somebody's.
  package func ways(of reach: Reach) async throws -> Reach {
    try await store.read { try $0.practiceProfile() }?.demo == true ? [] : reach
  }
}
