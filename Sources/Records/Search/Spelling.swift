/// How many slips of the finger lie between two words: a letter too many, missing, wrong, or two swapped
/// (Damerau and Levenshtein, adjacent transpositions).
struct Spelling {
  private let letters: [UInt32]

  init(_ word: String) { letters = word.unicodeScalars.map(\.value) }

  /// Slips that are forgiven in a word of this length.
  var tolerance: Int { letters.count <= 3 ? 0 : letters.count <= 5 ? 1 : letters.count <= 9 ? 2 : 3 }

  /// Nil where there are more than `limit`.
  func slips(to other: String, limit: Int) -> Int? {
    let b = other.unicodeScalars.map(\.value)
    guard abs(letters.count - b.count) <= limit else { return nil }
    let found = table(b).last?.last ?? 0
    return found <= limit ? found : nil
  }

  /// As ``slips(to:limit:)``, to the beginning of `other` that comes nearest: for words not typed to their end.
  func slips(toBeginningOf other: String, limit: Int) -> Int? {
    let b = Array(other.unicodeScalars.map(\.value).prefix(letters.count + limit))
    guard letters.count - b.count <= limit, let last = table(b).last else { return nil }
    let found = last.min() ?? 0
    return found <= limit ? found : nil
  }

  /// Row i, column j: slips between the first i of ours and the first j of theirs.
  private func table(_ b: [UInt32]) -> [[Int]] {
    var rows = [Array(0...b.count)]
    for i in letters.indices {
      var row = [i + 1]
      for j in b.indices {
        let same = letters[i] == b[j]
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (same ? 0 : 1))
        if i > 0, j > 0, letters[i] == b[j - 1], letters[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows
  }
}
