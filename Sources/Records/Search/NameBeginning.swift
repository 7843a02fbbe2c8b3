import Kernel

/// The first letters of a last name as somebody typed them, read as the search reads names: small letters, no accents,
/// with or without the apostrophe.
package struct NameBeginning: Sendable {
  private let letters: String

  /// Nil where fewer than two letters are left; one is enough in scripts that write a name with one sign.
  package init?(_ typed: String) {
    letters = NameWords.typed(typed).joined()
    let isShort = letters.count < 2 && letters.utf8.count < 3
    if isShort { return nil }
  }

  /// Whether the last name, or a part of it, begins so. Who has no last name is known by the given one.
  package func fits(_ name: PersonName) -> Bool {
    let parts = NameWords.typed(name.family.isEmpty ? name.given : name.family)
    return parts.joined().hasPrefix(letters) || parts.contains { $0.hasPrefix(letters) }
  }
}
