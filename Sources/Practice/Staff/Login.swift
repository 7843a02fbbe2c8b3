import Foundation
import Kernel

/// What somebody types to sign in.
enum Login {
  /// One spelling, so that `Ana ` and `ana` are one account.
  static func normal(_ typed: String) -> String {
    // No login has a zero byte, and no database takes one as text.
    typed.replacing("\0", with: "\u{FFFD}").precomposedStringWithCanonicalMapping.lowercased()
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Letters of any script, digits, and `. - _ @`: 2 to 64 of them.
  static func valid(_ typed: String) throws(InvalidInput) -> String {
    let login = try cleanLine(normal(typed), "login", "The login", atMost: 64)
    let isPlain = login.unicodeScalars.allSatisfy { sign in
      CharacterSet.alphanumerics.contains(sign) || ".-_@".unicodeScalars.contains(sign)
    }
    guard login.count >= 2, isPlain else {
      throw InvalidInput(
        "login", "A login has 2 to 64 letters or digits; dots, hyphens, underscores and @ are fine too.")
    }
    return login
  }
}
