import Store

/// What SQLite does in its own way: trigrams through FTS5.
extension Transaction {
  /// Words of the vocabulary that share letters in threes with a typed one, most first. The words are kept with
  /// two spaces before and one behind, as pg_trgm does it, so that a beginning counts.
  ///
  /// Counted in FTS5's own list of trigrams: ranking the matches of a query costs ten times as much.
  func similarWordsOnSQLite(_ word: String, limit: Int) throws -> [String] {
    let padded = Array("  \(word) ".unicodeScalars)
    let grams = Set(
      (0..<(padded.count - 2)).map { String(String.UnicodeScalarView(padded[$0..<($0 + 3)])) })
    return try rows(
      """
      SELECT w.word FROM (
        SELECT doc, COUNT(*) AS shared FROM finding_word_gram WHERE term IN (\(each: grams.sorted()))
        GROUP BY doc HAVING COUNT(*) >= \(max(1, (3 * grams.count + 9) / 10)) ORDER BY shared DESC, doc LIMIT \(limit)
      ) g JOIN finding_word w ON w.id = g.doc
      """
    ).map { try $0("word") }
  }

  /// Patients with these digits anywhere in a phone number.
  func numbersOnSQLite(phoneContaining digits: String, limit: Int) throws -> [Int] {
    try rows(
      """
      SELECT rowid AS number FROM finding_phone_grams
      WHERE finding_phone_grams MATCH \("\"\(digits)\"") ORDER BY rowid LIMIT \(limit)
      """
    ).map { try $0("number") }
  }
}
