import Store

/// What SQLite does in its own way: trigrams through FTS5.
extension Transaction {
  /// Words of the vocabulary that share letters in threes with a typed one, most first. The words are kept with
  /// two spaces before and one behind, as pg_trgm does it, so that a beginning counts.
  func similarWordsOnSQLite(_ word: String, limit: Int) throws -> [String] {
    let padded = Array("  \(word) ".unicodeScalars)
    let grams = (0..<max(0, padded.count - 2)).map { place in
      "\"" + String(String.UnicodeScalarView(padded[place..<(place + 3)])) + "\""
    }
    return try rows(
      """
      SELECT w.word FROM finding_word_grams g JOIN finding_word w ON w.id = g.rowid
      WHERE finding_word_grams MATCH \(grams.joined(separator: " OR ")) ORDER BY g.rank LIMIT \(limit)
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
