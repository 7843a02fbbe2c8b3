/// An address that any mail server takes: plain letters and digits on both sides of the sign.
package struct EmailAddress: Hashable, Sendable {
  package let text: String

  /// Nil for anything that could break out of its line, and for letters beyond ASCII, which many servers refuse.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
      Self.isDotted(parts[0], Self.isLocal), parts[1].contains("."), Self.isDotted(parts[1], Self.isHost)
    else { return nil }
    self.text = String(text)
  }

  /// `example.org`
  package var domain: String { String(text.drop { $0 != "@" }.dropFirst()) }

  private static func isDotted(_ text: some StringProtocol, _ allowed: (UInt8) -> Bool) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0.utf8.allSatisfy(allowed)
    }
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    isHost(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
  }
}

/// Who a message is from: `Riverside Family <office@example.org>`, or the address alone.
package struct Mailbox: Hashable, Sendable {
  package let name: String
  package let address: EmailAddress

  package init?(_ text: String) {
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
      guard let address = EmailAddress(text) else { return nil }
      (name, self.address) = ("", address)
      return
    }
    guard let address = EmailAddress(text[text.index(after: open)...].dropLast()) else { return nil }
    name = headerWords(text[..<open].filter { $0 != "\"" })
    self.address = address
  }
}

/// On one line and without anything invisible: what stands in a header can never begin another one.
func headerWords(_ text: some StringProtocol) -> String {
  String(text).unicodeScalars
    .split { $0.properties.generalCategory == .control || $0.properties.isWhitespace }
    .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
}
