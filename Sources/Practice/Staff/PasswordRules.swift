import Foundation
import Kernel

/// What a password must be (NIST 800-63B): long, and not one that everybody guesses. Nothing else is asked:
/// no digits, no signs, no change every three months.
struct PasswordRules {
  static let alone = 15
  static let withSecondFactor = 8
  static let mostBytes = 1024

  let login: String
  let name: String
  let practice: String
  let hasSecondFactor: Bool

  func admit(_ password: String) throws(PasswordRefused) {
    if password.utf8.count > Self.mostBytes { throw .tooLong }
    let characters = Self.characters(password)
    let least = hasSecondFactor ? Self.withSecondFactor : Self.alone
    if characters < least { throw .tooShort(least: least) }
    let plain = password.lowercased()
    if Self.isPattern(Array(plain.unicodeScalars)) { throw .pattern }
    if CommonPasswords.contains(plain) { throw .common }
    for word in [login, practice] + name.split(separator: " ").map(String.init) where word.count >= 3 {
      let rest = plain.replacingOccurrences(of: word.lowercased(), with: "")
      guard rest != plain else { continue }
      if rest.unicodeScalars.count < Self.withSecondFactor || !rest.contains(where: \.isLetter) {
        throw .ownName
      }
    }
  }

  /// As NIST counts: each code point of the one spelling is one character.
  static func characters(_ password: String) -> Int {
    password.precomposedStringWithCanonicalMapping.unicodeScalars.count
  }

  /// One to four signs over and over, or a walk up or down the alphabet or the digits.
  private static func isPattern(_ signs: [Unicode.Scalar]) -> Bool {
    for period in 1...4 where signs.count > period {
      if signs.indices.dropFirst(period).allSatisfy({ signs[$0] == signs[$0 - period] }) { return true }
    }
    let steps = zip(signs, signs.dropFirst()).map { Int($1.value) - Int($0.value) }
    for walk in [1, -1] {
      // 9 goes on with 0, z with a.
      let off = steps.filter { $0 != walk && $0 != -9 * walk && $0 != -25 * walk }
      if off.isEmpty { return true }
    }
    return false
  }
}

package enum PasswordRefused: Refusal, Equatable {
  case tooShort(least: Int)
  case tooLong
  case common
  case pattern
  case ownName
  /// The one that was typed as the present one is not it.
  case wrongPresent
  case unchanged

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .tooShort(let least) where least > PasswordRules.withSecondFactor:
      "A password needs at least \(least) characters, or \(PasswordRules.withSecondFactor) once you have set up "
        + "a second factor. Four or five words in a row work well."
    case .tooShort(let least): "A password needs at least \(least) characters."
    case .tooLong: "A password has at most \(PasswordRules.mostBytes) bytes. Please take a shorter one."
    case .common: "This password is one of those that are guessed first. Please take another."
    case .pattern: "This password is a pattern that is guessed quickly. Please take another."
    case .ownName:
      "This password is mostly your name, your login or the practice's name. Please take another."
    case .wrongPresent: "The present password is not right."
    case .unchanged: "The new password is the present one. Please take another."
    }
  }
}
