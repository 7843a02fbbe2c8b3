import Kernel
import Post
import Practice
import Records
import Scheduling

extension Office {
  /// What takes messages out of the house, as the settings say. Each server makes one.
  var outbox: Outbox {
    let (post, courier) = (configuration.post, Courier())
    var mail: (@Sendable (MailMessage, String) async -> Delivery)?
    if let server = post.mail {
      mail = { message, id in await courier.send(message, through: server, id: id, at: .now) }
    }
    var texts: (@Sendable (String, PhoneNumber) async -> Delivery)?
    if let gateway = post.texts {
      texts = { words, phone in await courier.send(words, to: phone, through: gateway) }
    }
    let (url, scheduling) = (post.publicURL ?? "", scheduling)
    return Outbox(mail: mail, texts: texts) { patient, until in
      "\(url)/my/\(try await scheduling.makePass(for: patient, until: until, by: .system("Messages")))"
    }
  }
}
