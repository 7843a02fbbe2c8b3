import Kernel
import Store

/// What is said about somebody when they are hired or their entry is changed.
package struct StaffDraft: Sendable, Equatable {
  package var login: String
  package var name: String
  package var roles: Set<Role>
  /// The locations they are kept to; nil is everywhere.
  package var locations: Set<ID<Location>>?

  package init(login: String, name: String, roles: Set<Role>, locations: Set<ID<Location>>? = nil) {
    self.login = login
    self.name = name
    self.roles = roles
    self.locations = locations
  }

  func cleaned() throws(InvalidInput) -> StaffDraft {
    if roles.isEmpty { throw InvalidInput("roles", "Please choose at least one role.") }
    if locations?.isEmpty == true {
      throw InvalidInput("locations", "Please choose at least one location, or allow all of them.")
    }
    return try StaffDraft(
      login: Login.valid(login), name: cleanLine(name, "name", "The name"), roles: roles, locations: locations
    )
  }
}

package enum StaffRefused: Refusal, Equatable {
  case loginTaken(String)
  case alreadyDisabled
  case notDisabled

  package var kind: RefusalKind {
    if case .loginTaken = self { .invalid } else { .conflict }
  }

  package var sentence: String {
    switch self {
    case .loginTaken(let login): "Somebody signs in as \(login) already. Please choose another login."
    case .alreadyDisabled: "This account is disabled already."
    case .notDisabled: "This account is not disabled."
    }
  }
}

extension Who {
  private var mayGuard: Bool { roles.contains(.administrator) || staff == "system" }

  /// Whether this person may change somebody with these roles at these locations.
  func requireManaging(_ roles: Set<Role>, at locations: Set<ID<Location>>?) throws(Forbidden) {
    try require(.manageStaff)
    if !mayGuard, let role = roles.filter(\.isGuarded).min(by: { $0.rawValue < $1.rawValue }) {
      throw .guardedRole(role)
    }
    guard let own = self.locations else { return }
    guard let locations, locations.isSubset(of: own) else { throw .location }
  }

  func requireSomebodyElse(_ other: ID<Staff>) throws(Forbidden) {
    if other == staff { throw .oneself }
  }
}
