import Foundation
import Kernel

/// Names as the search sees them: folded to small letters without accents, split into words.
enum NameWords {
  /// Longer words are cut; nobody types more.
  static let longest = 60
  /// Words of one patient; a name of two hundred characters stays well below.
  static let most = 60

  /// `Müller-O'Brien` becomes `muller`, `obrien`, `brien`, `o` and the joined `mullerobrien`.
  static func words(of name: PersonName) -> [String] {
    var words: [String] = []
    for part in [name.family, name.given] where !part.isEmpty {
      let pieces = split(part, keepingApostrophes: false)
      words += pieces
      words += split(part, keepingApostrophes: true).filter { !pieces.contains($0) }
      if pieces.count > 1, pieces.count <= 4, part == name.family { words.append(cut(pieces.joined())) }
    }
    if !name.full.utf8.allSatisfy({ $0 < 128 }), !isCased(name.family) {
      words.append(
        cut(
          (split(name.family, keepingApostrophes: true) + split(name.given, keepingApostrophes: true))
            .joined()))
    }
    return words
  }

  /// The words somebody typed. An apostrophe is dropped: `o'brien` is `obrien`.
  static func typed(_ text: some StringProtocol) -> [String] { split(text, keepingApostrophes: true) }

  /// Small letters, no accents: `Ångström` is `angstrom`, `Łukasz` is `lukasz`, `Groß` is `gross`.
  static func fold(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
    var folded = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      switch scalar {
      case "ß": folded += "ss"
      case "æ": folded += "ae"
      case "œ": folded += "oe"
      case "ø": folded += "o"
      case "ł": folded += "l"
      case "đ", "ð": folded += "d"
      case "þ": folded += "th"
      case "ı": folded += "i"
      default: folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }

  private static func split(_ text: some StringProtocol, keepingApostrophes joined: Bool) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in fold(text).unicodeScalars {
      if isWordScalar(scalar) {
        word.unicodeScalars.append(scalar)
      } else if joined, isApostrophe(scalar) {
        continue
      } else if !word.isEmpty {
        words.append(cut(word))
        word = ""
      }
    }
    if !word.isEmpty { words.append(cut(word)) }
    return words
  }

  private static func cut(_ word: String) -> String {
    word.utf8.count <= longest ? word : String(String.UnicodeScalarView(word.unicodeScalars.prefix(longest)))
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61...0x7a, 0x30...0x39: true
    case 0..<0x80: false
    default:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.properties.isEmoji
        || scalar.properties.generalCategory == .spacingMark
    }
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "’", "‘", "`", "´", "ʼ": true
    default: false
    }
  }

  /// Scripts without capitals are often written without a space between family and given name.
  private static func isCased(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isCased }
  }
}
