import Kernel

/// The person who acts: handed to every verb, which asks it for what the deed needs.
package struct Who: Sendable, Equatable {
  package let staff: ID<Staff>
  package let name: String
  package let roles: Set<Role>
  package let permissions: Set<Permission>
  /// The locations this person works at; nil is everywhere.
  package let locations: Set<ID<Location>>?
  /// The network address they act from; empty for the command line.
  package var address: String
  /// The number of the request they act in, which the log and the audit trail share.
  package var request: String

  package init(
    staff: ID<Staff>, name: String, roles: Set<Role>, locations: Set<ID<Location>>? = nil,
    address: String = "", request: String = ""
  ) {
    self.init(staff, name, roles, roles.permissions, locations, address, request)
  }

  private init(
    _ staff: ID<Staff>, _ name: String, _ roles: Set<Role>, _ permissions: Set<Permission>,
    _ locations: Set<ID<Location>>?, _ address: String, _ request: String
  ) {
    self.staff = staff
    self.name = name
    self.roles = roles
    self.permissions = permissions
    self.locations = locations
    self.address = address
    self.request = request
  }

  /// Nobody at a desk: the command line, a job, an import. May do everything.
  package static func system(_ name: String) -> Who {
    Who("system", name, [], Set(Permission.allCases), nil, "", "")
  }

  /// The same person, allowed no more than this.
  package func keptTo(_ few: Set<Permission>) -> Who {
    Who(staff, name, roles, permissions.intersection(few), locations, address, request)
  }

  package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

  package func may(at location: ID<Location>) -> Bool { locations?.contains(location) ?? true }

  package func require(_ permission: Permission) throws(Forbidden) {
    if !may(permission) { throw .permission(permission) }
  }

  package func require(_ location: ID<Location>) throws(Forbidden) {
    if !may(at: location) { throw .location }
  }
}

package enum Forbidden: Refusal, Equatable {
  case permission(Permission)
  case location
  /// Only an administrator gives, takes or touches this role.
  case guardedRole(Role)
  /// Nobody changes their own roles or disables themselves.
  case oneself

  package var kind: RefusalKind { .forbidden }

  package var sentence: String {
    switch self {
    case .permission(let permission):
      "Your account may not \(permission.words). Ask a manager if you need to."
    case .location: "Your account does not work at this location. Ask a manager if it should."
    case .guardedRole(let role):
      "Only an administrator may change somebody who is \(role == .auditor ? "an auditor" : "an administrator")."
    case .oneself: "Nobody may change their own roles or disable themselves. Ask somebody else to do it."
    }
  }
}
