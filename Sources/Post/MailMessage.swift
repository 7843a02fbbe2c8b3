import Foundation
import Kernel

/// A message as it travels (RFC 5322): plain text in UTF-8. The body goes as base64, so that neither long lines nor
/// lines that begin with a dot can be mistaken on the way.
package struct MailMessage: Sendable {
  package let to: EmailAddress
  package let subject: String
  package let body: String

  package init(to: EmailAddress, subject: String, body: String) {
    self.to = to
    self.subject = subject
    self.body = body
  }

  /// The whole message; `id` tells it from every other.
  func composed(from sender: Mailbox, id: String, at moment: Instant) -> String {
    let text = Data(body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
    let lines = text.base64EncodedString(options: [.lineLength76Characters])
    let from = sender.name.isEmpty ? sender.address.text : "\(phrase(sender.name)) <\(sender.address.text)>"
    return [
      "From: \(from)", "To: \(to.text)", "Subject: \(encodedWords(headerWords(subject)))",
      "Date: \(mailDate(moment))", "Message-ID: <\(id)>",
      // Nobody's holiday notice answers it (RFC 3834).
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64", "", lines, "",
    ].joined(separator: "\r\n")
  }
}

/// A name before an address: as it is, in quotes, or encoded.
private func phrase(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy { (32...126).contains($0) && $0 != UInt8(ascii: "\\") }
  return isPlain && name.utf8.count < 60 ? "\"\(name.replacing("\"", with: ""))\"" : encodedWords(name)
}

/// Encoded words (RFC 2047) where they are needed: each within its line, and no letter cut in two.
private func encodedWords(_ text: String) -> String {
  if text.utf8.allSatisfy({ (32...126).contains($0) }), text.utf8.count < 60, !text.contains("=?") {
    return text
  }
  var words: [String] = [""]
  for scalar in text.unicodeScalars {
    if (words.last ?? "").utf8.count + String(scalar).utf8.count > 42 { words.append("") }
    words[words.count - 1].unicodeScalars.append(scalar)
  }
  return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
}

/// `Mon, 23 Nov 2026 13:00:00 +0000`
private func mailDate(_ moment: Instant) -> String {
  let (day, _) = Zone.utc.wall(moment)
  let (year, month, date) = day.civil
  let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday.rawValue - 1]
  let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  let clock = moment.iso8601.dropFirst(11).prefix(8)
  return "\(weekday), \(date) \(months[month - 1]) \(year) \(clock) +0000"
}
