import Store

/// What a person is in the practice. A person may have several roles; permissions add up.
package enum Role: String, CaseIterable, Sendable, Stored {
  case frontDesk = "front_desk"
  case biller, clinician, nurse, manager, administrator, auditor, trainee

  /// How the role is named on the screen.
  package var words: String {
    self == .frontDesk ? "Front desk" : rawValue.prefix(1).uppercased() + rawValue.dropFirst()
  }

  /// The whole table of who may do what: this is the one place that says so.
  package var permissions: Set<Permission> {
    switch self {
    case .frontDesk:
      [
        .seeSchedule, .bookVisits, .runDay, .undoSteps, .closeDay, .seePatients, .editPatients, .ownAccount,
      ]
    case .biller:
      [.seeSchedule, .seePatients, .editPatients, .ownAccount]
    case .clinician:
      [
        .seeSchedule, .bookVisits, .overbook, .overrideRules, .runDay, .undoSteps, .seePatients,
        .editPatients,
        .seeClinical, .ownAccount,
      ]
    case .nurse:
      [
        .seeSchedule, .bookVisits, .runDay, .undoSteps, .seePatients, .editPatients, .seeClinical,
        .ownAccount,
      ]
    case .manager:
      [
        .seeSchedule, .bookVisits, .overbook, .overrideRules, .runDay, .undoSteps, .closeDay, .reopenDay,
        .seePatients, .editPatients, .manageSchedule, .managePlaces, .seeStaff, .manageStaff, .seeAudit,
        .seeOperations, .exportData, .makeKeys, .ownAccount,
      ]
    case .administrator: Set(Permission.allCases)
    case .auditor: [.seeAudit, .seeStaff, .ownAccount]
    case .trainee: [.seeSchedule, .seePatients, .ownAccount]
    }
  }

  /// Whether only an administrator gives or takes this role. An auditor watches the managers too.
  package var isGuarded: Bool { self == .administrator || self == .auditor }
}

extension Set<Role> {
  package var permissions: Set<Permission> { reduce(into: []) { $0.formUnion($1.permissions) } }

  /// `clinician front_desk`: as the database keeps it.
  var text: String { map(\.rawValue).sorted().joined(separator: " ") }

  init(text: String) { self = Set(text.split(separator: " ").compactMap { Role(rawValue: String($0)) }) }
}
