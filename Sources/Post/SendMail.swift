import CCurl
import Foundation
import Kernel

/// The mail server of the practice.
package struct MailServer: Sendable, Equatable {
  /// `smtp://mail.example.org:587`, without who signs in.
  package let url: String
  package let user: String
  package let password: String
  package let from: Mailbox
  /// A server on this machine may be spoken to without TLS.
  package let isLoopback: Bool

  package init(url: String, user: String, password: String, from: Mailbox, isLoopback: Bool) {
    self.url = url
    self.user = user
    self.password = password
    self.from = from
    self.isLoopback = isLoopback
  }
}

extension Courier {
  /// Hands an e-mail to the server. The connection is encrypted, and the server's certificate checked, unless the
  /// server is this machine.
  package func send(
    _ message: MailMessage, through server: MailServer, id: String, at moment: Instant
  ) async -> Delivery {
    let name = "\(id)@\(server.from.address.domain)"
    let text = message.composed(from: server.from, id: name, at: moment)
    return await carry {
      let call = try Call(server.url, protocols: "smtp,smtps")
      call.set(
        CURLOPT_USE_SSL, Int((server.isLoopback ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
      if !server.user.isEmpty {
        call.set(CURLOPT_USERNAME, server.user)
        call.set(CURLOPT_PASSWORD, server.password)
      }
      call.set(CURLOPT_MAIL_FROM, "<\(server.from.address.text)>")
      call.set(CURLOPT_MAIL_RCPT, ["<\(message.to.text)>"])
      call.send(Array(text.utf8))
      call.watch()
      return mailDelivery(call.make(), call, name: name)
    }
  }
}

/// What the server's last word means. Its text is left out: it may hold the patient's address.
private func mailDelivery(_ result: CURLcode, _ call: Call, name: String) -> Delivery {
  switch (result, call.status) {
  case (CURLE_OK, _): .accepted(name)
  case (CURLE_LOGIN_DENIED, _), (_, 530), (_, 534...538):
    .later("The mail server did not take the name or the password.")
  case (CURLE_PEER_FAILED_VERIFICATION, _): .later("The mail server's certificate is not to be trusted.")
  case (CURLE_USE_SSL_FAILED, _): .later("The mail server does not encrypt.")
  case (_, 500...599) where call.command == "RCPT" && !isAboutSender(call.reply):
    .refused("The mail server does not know the address (\(call.status)).")
  case (_, 500...599) where call.command == "MAIL" || call.command == "RCPT":
    .later("The mail server takes no mail from the practice's address (\(call.status)).")
  case (_, 400...599): .later("The mail server could not take it (\(call.status)).")
  default:
    call.isAllHanded
      ? .unsure("The mail server did not say whether it took it.")
      : .later("The mail server does not answer.")
  }
}

/// Whether a server that was told the recipient says no because of who sends. The second number of an enhanced status
/// code (RFC 3463) tells: 7 is about what somebody is allowed, 1.7 and 1.8 are about the sender's address. Servers
/// answer `554 5.7.1 Relay access denied` there to whoever did not sign in.
private func isAboutSender(_ reply: String) -> Bool {
  let code = reply.dropFirst(4)
  return ["5.7.", "5.1.7", "5.1.8"].contains { code.hasPrefix($0) }
}
