import Store

/// What PostgreSQL does in its own way: trigrams through pg_trgm.
extension Transaction {
  /// Words of the vocabulary that share letters in threes with a typed one, most first.
  func similarWordsOnPostgres(_ word: String, limit: Int) throws -> [String] {
    try rows(
      """
      SELECT word FROM finding_word WHERE word % CAST(\(word) AS TEXT)
      ORDER BY similarity(word, CAST(\(word) AS TEXT)) DESC, word LIMIT \(limit)
      """
    ).map { try $0("word") }
  }

  /// Patients with these digits anywhere in a phone number.
  func numbersOnPostgres(phoneContaining digits: String, limit: Int) throws -> [Int] {
    try rows(
      """
      SELECT number FROM (SELECT number FROM finding WHERE phones LIKE \("%\(digits)%")) AS borne
      ORDER BY number LIMIT \(limit)
      """
    ).map { try $0("number") }
  }
}
