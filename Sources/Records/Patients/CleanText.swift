import Foundation
import Kernel

/// Text that people typed, made fit to keep: any script, quotes, tags and emoji, but nothing that would hide or
/// reorder what is read on the screen.
package enum CleanText {
  /// One line: trimmed, inner space single, composed (NFC).
  package static func line(_ typed: String, of what: String, limit: Int = 200) throws(InvalidInput) -> String
  {
    if isPlain(typed, limit) { return typed }
    let clean = typed.split(whereSeparator: isSpace).joined(separator: " ")
      .precomposedStringWithCanonicalMapping
    try check(clean, what, limit, allowing: "")
    return clean
  }

  /// Several lines, as in a note.
  package static func lines(_ typed: String, of what: String, limit: Int) throws(InvalidInput) -> String {
    if isPlain(typed, limit) { return typed }
    let clean = trimmed(typed).replacing("\r\n", with: "\n").precomposedStringWithCanonicalMapping
    try check(clean, what, limit, allowing: "\n\t")
    return clean
  }

  /// Nothing at all, or one word of ASCII: as clean as it can be.
  private static func isPlain(_ typed: String, _ limit: Int) -> Bool {
    typed.utf8.count <= limit && typed.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }

  private static func check(_ clean: String, _ what: String, _ limit: Int, allowing: String)
    throws(InvalidInput)
  {
    // A single character may carry hundreds of combining marks, so scalars are counted too.
    guard clean.count <= limit, clean.unicodeScalars.count <= limit * 5 else {
      throw InvalidInput("", "\(what) may have \(limit) characters at most.")
    }
    let allowed = allowing.unicodeScalars
    guard !clean.unicodeScalars.contains(where: { isHidden($0) && !allowed.contains($0) }) else {
      throw InvalidInput("", "\(what) contains a control character; please type it again.")
    }
  }

  private static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\u{A0}" || character == "\u{202F}" || character == "\u{3000}"
  }

  /// Control characters, line separators, and the marks that turn the reading direction of what follows.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1f, 0x7f...0x9f, 0x2028...0x202e, 0x2066...0x2069, 0xfff9...0xfffb, 0xfeff: true
    case let value: value & 0xfffe == 0xfffe
    }
  }
}

func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

/// What can be repeated in a sentence: no control characters, forty characters at most.
func printable(_ text: String) -> String {
  String(text.filter { !$0.isNewline && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } }.prefix(40))
}

/// One `@` with something on both sides and no space; the mail itself decides the rest.
func looksLikeEmail(_ text: String) -> Bool {
  let parts = text.split(separator: "@", omittingEmptySubsequences: false)
  return parts.count == 2 && !parts[0].isEmpty && parts[1].count >= 3 && parts[1].contains(".")
    && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && text.utf8.count <= 254
    && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
    && !text.contains(where: { $0.isWhitespace || $0 == "<" || $0 == ">" || $0 == "," || $0 == ";" })
}
