import Kernel

/// Forms that create something carry a key, so that a double click or a retry after a lost answer creates it once:
/// the verb looks for the key first, and remembers its answer under it in the commit of the thing created.
extension Transaction {
  /// What was answered when this form was sent before, if it was.
  package func answer(forSubmission key: String, by whom: String) throws -> String? {
    try value("SELECT answer FROM submission WHERE key = \(key) AND by_whom = \(whom)")
  }

  /// Keeps the answer in this commit. Two sendings at the same moment: the second breaks the key and rolls back.
  package func remember(submission key: String, by whom: String, answer: String, at moment: Instant) throws {
    try run(
      """
      INSERT INTO submission (key, by_whom, answer, at) VALUES (\(key), \(whom), \(answer), \(moment))
      """)
  }

  /// Forgets keys older than a moment: nobody sends a form again after days.
  package func forgetSubmissions(before moment: Instant) throws {
    try run("DELETE FROM submission WHERE at < \(moment)")
  }
}
