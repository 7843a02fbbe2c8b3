import Kernel

/// A person who works here and signs in.
package struct Staff: Sendable, Equatable {
  package let id: ID<Staff>
  /// What they type to sign in; lower case, unique.
  package var login: String
  package var name: String
  package var roles: Set<Role>
  /// The locations they are kept to; nil is everywhere.
  package var locations: Set<ID<Location>>?
  package var hiredAt: Instant
  /// Since when they cannot sign in, by whom and why; nil is the ordinary case.
  package var disabled: Disabling?
  package var hasSecondFactor: Bool
  /// When they last came, in a session that is still open; nil for nobody here.
  package var lastSeen: Instant?

  package struct Disabling: Sendable, Equatable {
    package let at: Instant
    package let by: String
    package let reason: String
  }

  /// As an actor, for seeds and tests.
  package var who: Who { Who(staff: id, name: name, roles: roles, locations: locations) }
}
