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
      let result = call.make()
      return mailDelivery(result, status: call.status, isAllHanded: call.isAllHanded, name: name)
    }
  }
}

/// What the server's last word means. Its text is left out: it may hold the patient's address.
private func mailDelivery(_ result: CURLcode, status: Int, isAllHanded: Bool, name: String) -> Delivery {
  switch (result, status) {
  case (CURLE_OK, _): .accepted(name)
  case (CURLE_LOGIN_DENIED, _), (_, 530), (_, 534...538):
    .later("The mail server did not take the name or the password.")
  case (CURLE_PEER_FAILED_VERIFICATION, _): .later("The mail server's certificate is not to be trusted.")
  case (CURLE_USE_SSL_FAILED, _): .later("The mail server does not encrypt.")
  // About the address or the message; everything else with a 5 is about how we and the server get along.
  case (_, 501), (_, 521), (_, 550...556): .refused("The mail server refused it (\(status)).")
  case (_, 400...599): .later("The mail server could not take it (\(status)).")
  default:
    isAllHanded
      ? .unsure("The mail server did not say whether it took it.")
      : .later("The mail server does not answer.")
  }
}
