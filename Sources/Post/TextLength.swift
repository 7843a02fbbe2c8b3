import Foundation

/// How much room words take in a text message. One holds 160 letters of the alphabet that telephones agreed on
/// (GSM 03.38), or only 70 as soon as it has any other letter.
package enum TextLength {
  private static let single = Set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
      .unicodeScalars)
  /// These take two places.
  private static let double = Set("^{}\\[~]|€".unicodeScalars)

  /// Letters of 160; nil where a letter is not of the alphabet.
  package static func count(_ words: String) -> Int? {
    var count = 0
    for scalar in words.unicodeScalars {
      if single.contains(scalar) {
        count += 1
      } else if double.contains(scalar) {
        count += 2
      } else {
        return nil
      }
    }
    return count
  }

  package static let most = 160

  /// The same words in the alphabet: accents that it lacks are left off, what cannot be written at all becomes a
  /// question mark.
  package static func plain(_ words: String) -> String {
    var out = ""
    for character in words.precomposedStringWithCanonicalMapping {
      let text = String(character)
      if count(text) != nil {
        out += text
      } else {
        out += replacements[text] ?? bare(text)
      }
    }
    return out
  }

  private static let replacements = [
    "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "…": "...", "\u{A0}": " ",
  ]

  private static func bare(_ text: String) -> String {
    guard let base = text.decomposedStringWithCanonicalMapping.unicodeScalars.first,
      count(String(base)) != nil
    else { return "?" }
    return String(base)
  }
}
