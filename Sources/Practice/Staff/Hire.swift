import Kernel
import Store

/// Somebody new, and the password to hand to them.
package struct Hired: Sendable, Equatable {
  package let staff: Staff
  package let password: String
}

extension Practice {
  /// Gives somebody an account. Without a password a random one is made; `mustChange` says whether they have to
  /// choose their own when they first sign in.
  package func hire(
    _ draft: StaffDraft, password: String? = nil, mustChange: Bool = true, by who: Who
  ) async throws -> Hired {
    try who.require(.manageStaff)
    let draft = try draft.cleaned()
    try who.requireManaging(draft.roles, at: draft.locations)
    if let password {
      try await passwordRules(login: draft.login, name: draft.name, hasSecondFactor: false).admit(password)
    }
    let first = password ?? randomPassword()
    let hash = try await passwords.hash(first)
    let (id, moment) = (id(Staff.self), now())
    let staff = try await store.write { tx in
      try tx.requireLocations(draft.locations)
      try tx.insert(draft, id: id, by: who, at: moment)
      try tx.setPassword(
        hash, characters: PasswordRules.characters(first), of: id, givenBy: mustChange ? who.name : nil,
        at: moment)
      try tx.audit(
        "staff.hired", by: who, subject: "staff:\(id)", detail: "\(draft.login): \(draft.roles.text)",
        at: moment)
      return try tx.staff(id)
    }
    guard let staff else { throw NotFound("account") }
    return Hired(staff: staff, password: first)
  }
}

/// Eighty random bits that can be read out: `abcd-efgh-ijkl-mnop`.
func randomPassword() -> String { RecoveryCode.text(RandomBytes.make(RecoveryCode.length)).lowercased() }
