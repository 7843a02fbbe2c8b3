import Foundation
import Kernel

/// One line of text as a person typed it: trimmed, in one spelling (NFC), without control characters. Any script
/// and any sign is welcome otherwise; what would break a page or a file is no name's business to prevent.
///
/// `field` is the form's field, and `what` is how the sentence calls it: "The name".
package func cleanLine(
  _ text: String, _ field: String, _ what: String, atMost limit: Int = 200, mayBeEmpty: Bool = false
) throws(InvalidInput) -> String {
  let clean = text.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
  if clean.isEmpty, !mayBeEmpty { throw InvalidInput(field, "\(what) is missing.") }
  if clean.count > limit || clean.utf8.count > limit * 16 {
    throw InvalidInput(field, "\(what) is longer than \(limit) characters. Please shorten it.")
  }
  if clean.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
    throw InvalidInput(field, "\(what) contains a line break, a tab or another invisible control character.")
  }
  return clean
}
