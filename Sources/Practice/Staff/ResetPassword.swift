import Kernel
import Store

extension Practice {
  /// Gives somebody a new first password, which they have to change. Their sessions end, and what was guessed
  /// wrongly before is forgotten.
  package func resetPassword(of staff: ID<Staff>, by who: Who) async throws -> String {
    try await giveNewPassword(to: staff, removingFactor: false, by: who)
  }

  func giveNewPassword(to id: ID<Staff>, removingFactor: Bool, by who: Who) async throws -> String {
    try who.require(.manageStaff)
    try who.requireSomebodyElse(id)
    let password = randomPassword()
    let hash = try await passwords.hash(password)
    let moment = now()
    try await store.write { tx in
      guard let staff = try tx.staff(id) else { throw NotFound("account") }
      try who.requireManaging(staff.roles, at: staff.locations)
      try tx.setPassword(
        hash, characters: PasswordRules.characters(password), of: id, givenBy: who.name, at: moment)
      try tx.endSessions(of: id)
      try tx.forgetAttempts(login: staff.login)
      try tx.audit("password.reset", by: who, subject: "staff:\(id)", at: moment)
      if removingFactor {
        try tx.removeFactor(of: id)
        try tx.audit("second_factor.removed", by: who, subject: "staff:\(id)", at: moment)
      }
    }
    return password
  }
}
