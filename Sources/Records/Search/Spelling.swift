/// How many slips of the finger lie between two words: a letter too many, missing, wrong, or two swapped
/// (Damerau and Levenshtein, adjacent transpositions).
struct Spelling {
  let word: String
  let sounds: String
  private let letters: [UInt32]

  init(_ word: String) {
    self.word = word
    sounds = sound(of: word)
    letters = word.unicodeScalars.map(\.value)
  }

  /// Slips that are forgiven in a word of this length.
  var tolerance: Int { letters.count <= 3 ? 0 : letters.count <= 5 ? 1 : letters.count <= 9 ? 2 : 3 }

  /// How like another word is, 0 to 100; nil for one that nobody would mean.
  ///
  /// The same sound counts more than the same letters: people write what they hear.
  func likeness(to other: String) -> Int? {
    if other == word { return 100 }
    if other.hasPrefix(word) { return max(80, 90 - (other.utf8.count - word.utf8.count)) }
    let distance = slips(to: other)
    if sound(of: other) == sounds, distance.whole <= max(2, max(word.utf8.count, other.utf8.count) / 2) {
      return 70 - 8 * min(distance.whole, 4)
    }
    if distance.whole <= tolerance { return 58 - 10 * distance.whole }
    if letters.count >= 4, distance.beginning <= min(tolerance, 2) { return 44 - 10 * distance.beginning }
    return nil
  }

  /// To the whole of another word, and to that beginning of it which comes nearest, for words not typed to the end.
  func slips(to other: String) -> (whole: Int, beginning: Int) {
    let theirs = other.unicodeScalars.map(\.value)
    let width = theirs.count + 1
    var table = [Int](repeating: 0, count: (letters.count + 1) * width)
    for column in 0..<width { table[column] = column }
    for (i, letter) in letters.enumerated() {
      let row = (i + 1) * width
      table[row] = i + 1
      for (j, their) in theirs.enumerated() {
        var best = min(table[row - width + j + 1], table[row + j]) + 1
        best = min(best, table[row - width + j] + (letter == their ? 0 : 1))
        if i > 0, j > 0, letter == theirs[j - 1], letters[i - 1] == their {
          best = min(best, table[row - 2 * width + j - 1] + 1)
        }
        table[row + j + 1] = best
      }
    }
    let last = table[(letters.count * width)...]
    return (last.last ?? 0, last.min() ?? 0)
  }

  /// Whether enough groups of three letters are shared, as pg_trgm counts them: three in ten of all that either has.
  func sharesLetters(with other: String) -> Bool {
    let (ours, theirs) = (Self.grams(word), Self.grams(other))
    let common = ours.intersection(theirs).count
    return 10 * common >= 3 * (ours.count + theirs.count - common)
  }

  private static func grams(_ word: String) -> Set<[UInt32]> {
    let padded = [32, 32] + word.unicodeScalars.map(\.value) + [32]
    return Set((0..<(padded.count - 2)).map { Array(padded[$0..<($0 + 3)]) })
  }
}
