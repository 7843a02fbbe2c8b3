/// A person's name as they spell it. Nothing is assumed about its script, its parts or its length.
package struct PersonName: Hashable, Sendable, Codable {
  package var family: String
  /// Given and middle names, in their order, separated by spaces.
  package var given: String
  package var prefix: String
  package var suffix: String

  package init(family: String, given: String, prefix: String = "", suffix: String = "") {
    self.family = family
    self.given = given
    self.prefix = prefix
    self.suffix = suffix
  }

  /// `Ruth Cohen`
  package var full: String { [prefix, given, family, suffix].filter { !$0.isEmpty }.joined(separator: " ") }

  /// `Cohen, Ruth`
  package var filed: String {
    let first = [given, suffix].filter { !$0.isEmpty }.joined(separator: " ")
    return family.isEmpty ? first : first.isEmpty ? family : "\(family), \(first)"
  }
}
