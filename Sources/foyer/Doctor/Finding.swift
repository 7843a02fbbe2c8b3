/// One thing the doctor looked at.
struct Finding: Encodable, Equatable, Sendable {
  enum Health: String, Encodable, Sendable {
    case well, notice, trouble
  }

  /// What was looked at, in a word or two.
  let subject: String
  let health: Health
  /// What was found.
  let found: String
  /// What to do about it.
  var todo: String?

  static func well(_ subject: String, _ found: String) -> Finding {
    Finding(subject: subject, health: .well, found: found)
  }

  static func notice(_ subject: String, _ found: String, todo: String) -> Finding {
    Finding(subject: subject, health: .notice, found: found, todo: todo)
  }

  static func trouble(_ subject: String, _ found: String, todo: String) -> Finding {
    Finding(subject: subject, health: .trouble, found: found, todo: todo)
  }
}
