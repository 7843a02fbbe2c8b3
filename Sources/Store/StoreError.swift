/// What a database said no to. `constraint` names the rule that held, where the engine tells.
package struct StoreError: Error, Sendable, CustomStringConvertible {
  package enum Kind: Sendable {
    case unique, overlap, foreignKey, check, notNull
    /// Another writer held the database or a lock too long.
    case busy
    /// PostgreSQL asks for the transaction to be run again (40001, 40P01).
    case serialization
    /// The database cannot be reached now; nothing was stored.
    case unavailable
    /// No room left on the disk; nothing was stored.
    case full
    case other
  }

  package let kind: Kind
  /// The engine's code and words. Never shown to a person; values are not part of it.
  package let detail: String

  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  package var description: String { "\(kind): \(detail)" }

  /// Whether this is a broken uniqueness or overlap rule whose name contains `name`.
  package func broke(_ name: String) -> Bool { detail.contains(name) }
}

/// A programmer's error in talking to the database.
package struct StoreFault: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
