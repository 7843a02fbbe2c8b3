import Kernel
import Store

/// How the database brings candidates up: always along an index, never more than a few hundred.
extension Transaction {
  /// Patients each of whose names begins with one of the typed words, or has it whole.
  ///
  /// Walks the words that are rarest, and tests the others in the very rows of that walk.
  func candidates(named words: [String], whole: Bool, and more: SQL = "", limit: Int) throws -> [Candidate] {
    guard let driver = try rarest(words.map { (whole ? .one($0) : .beginning($0)) as WordSet }) else {
      return []
    }
    let others = words.enumerated().filter { $0.offset != driver }
      .map {
        (whole ? "AND words LIKE \("% \($0.element) %")" : "AND words LIKE \("% \($0.element)%")") as SQL
      }
    let first: WordSet = whole ? .one(words[driver]) : .beginning(words[driver])
    return try candidates(
      """
      SELECT n.number, n.words, n.birth, '' AS phones FROM finding_name n
      WHERE \(first.condition) \(SQL.joined(others, by: " ")) \(more) ORDER BY word, number LIMIT \(limit)
      """)
  }

  /// As above, where a typed word may also stand for others, the likeliest first.
  func candidates(meaning sets: [(typed: String, meant: [String])], limit: Int) throws -> [Candidate] {
    let counts = try sets.map {
      try count(.beginning($0.typed)) + ($0.meant.isEmpty ? 0 : count(.any($0.meant)))
    }
    guard let least = counts.min(), least > 0, let driver = counts.firstIndex(of: least) else { return [] }
    let others = sets.enumerated().filter { $0.offset != driver }.map { other -> SQL in
      let (typed, meant) = other.element
      let tests = ["words LIKE \("% \(typed)%")"] + meant.prefix(8).map { "words LIKE \("% \($0) %")" as SQL }
      return "AND (\(SQL.joined(tests, by: " OR ")))"
    }
    // One word alone was looked for as it stands already.
    let walks =
      (others.isEmpty ? [] : [WordSet.beginning(sets[driver].typed)]) + sets[driver].meant.map { .one($0) }
    var found: [Candidate] = []
    for walk in walks where found.count < limit {
      found += try candidates(
        """
        SELECT n.number, n.words, n.birth, '' AS phones FROM finding_name n
        WHERE \(walk.condition) \(SQL.joined(others, by: " ")) ORDER BY word, number LIMIT \(limit - found.count)
        """)
    }
    return found
  }

  func candidates(born days: [LocalDay], limit: Int) throws -> [Candidate] {
    try days.prefix(6).flatMap { day in
      try candidates(
        """
        SELECT number, words, birth, phones FROM finding
        WHERE birth = \(day.description) ORDER BY number LIMIT \(limit)
        """)
    }
  }

  func candidates(numbered numbers: [Int]) throws -> [Candidate] {
    guard !numbers.isEmpty else { return [] }
    return try stride(from: 0, to: numbers.count, by: 100).flatMap { start in
      // The last one is repeated, so that there is one statement to prepare and not a hundred.
      let some = numbers[start..<min(start + 100, numbers.count)]
      let filled = some + Array(repeating: some[some.endIndex - 1], count: 100 - some.count)
      return try candidates(
        "SELECT number, words, birth, phones FROM finding WHERE number IN (\(each: filled))")
    }
  }

  /// Record numbers that are or begin with the digits.
  func recordNumbers(beginning digits: String, limit: Int) throws -> [Int] {
    guard digits.count < 10, let typed = Int(digits), typed > 0, !digits.hasPrefix("0") else { return [] }
    var (found, low, width) = ([Int](), typed, 1)
    while low < 1_000_000_000, found.count < limit {
      found += try rows(
        """
        SELECT number FROM finding WHERE number >= \(low) AND number < \(low + width)
        ORDER BY number LIMIT \(limit - found.count)
        """
      ).map { try $0("number") }
      low *= 10
      width *= 10
    }
    return found
  }

  func numbers(_ kind: FindingRow.Code.Kind, beginning code: String, limit: Int) throws -> [Int] {
    try rows(
      """
      SELECT number FROM finding_code
      WHERE kind = \(kind) AND code >= \(code) AND code < \(code + beyond) ORDER BY code, number LIMIT \(limit)
      """
    ).map { try $0("number") }
  }

  /// Words of the vocabulary that sound like a typed one, or begin so.
  func words(sounding key: String) throws -> [String] {
    let same = try rows("SELECT word FROM finding_word WHERE sound = \(key) ORDER BY word LIMIT 200")
    guard key.utf8.count >= 3 else { return try same.map { try $0("word") } }
    let longer = try rows(
      """
      SELECT word FROM finding_word WHERE sound > \(key) AND sound < \(key + beyond)
      ORDER BY sound, word LIMIT 100
      """)
    return try (same + longer).map { try $0("word") }
  }

  /// The place of the word that fewest rows have; nil where one has none.
  private func rarest(_ sets: [WordSet]) throws -> Int? {
    guard sets.count > 1 else { return sets.isEmpty ? nil : 0 }
    let counts = try sets.map(count)
    guard let least = counts.min(), least > 0 else { return nil }
    return counts.firstIndex(of: least)
  }

  /// Up to five thousand: beyond, it does not matter which is walked.
  private func count(_ set: WordSet) throws -> Int {
    try value(
      "SELECT COUNT(*) FROM (SELECT word FROM finding_name WHERE \(set.condition) LIMIT 5000) AS walked") ?? 0
  }

  private func candidates(_ sql: SQL) throws -> [Candidate] {
    try rows(sql).map { row in
      Candidate(
        number: try row("number"), words: try row("words"), birth: try row("birth"),
        phones: try row("phones"))
    }
  }
}

/// Words to walk along the index.
private enum WordSet {
  case one(String)
  case beginning(String)
  case any([String])

  var condition: SQL {
    switch self {
    case .one(let word): "word = \(word)"
    case .beginning(let word): "word >= \(word) AND word < \(word + beyond)"
    case .any(let words): "word IN (\(each: words))"
    }
  }
}

/// Sorts behind everything that begins with what stands before it.
private let beyond = "\u{10FFFF}"
