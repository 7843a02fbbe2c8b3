import Kernel

/// What somebody typed into the search, taken apart: the beginnings of names, and clues of other kinds.
struct TypedQuery: Equatable {
  enum Clue: Equatable {
    /// A date, in every way it can be read.
    case born([LocalDay])
    /// Bare digits: of a phone, a record number, an identifier, a year, or a date without signs.
    case digits(String, days: [LocalDay])
    case email(String)
    /// Letters and digits together: an identifier, or a name after all.
    case code(String)
  }

  private(set) var words: [String] = []
  private(set) var clues: [Clue] = []

  var isEmpty: Bool { words.isEmpty && clues.isEmpty }

  /// Nobody needs more, and each part costs.
  private static let mostWords = 6
  private static let mostClues = 3
  /// Said before a number, and no name then.
  private static let labels: Set<String> = ["mrn", "dob", "born", "tel", "phone", "ph", "id"]

  init(_ text: String, today: LocalDay) {
    let chunks = text.prefix(200).split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    var place = 0
    while place < chunks.count {
      place += take(chunks[place...], today: today)
    }
    words = Array(unique(words).prefix(Self.mostWords))
    clues = Array(clues.prefix(Self.mostClues))
    if !clues.isEmpty { words.removeAll(where: Self.labels.contains) }
  }

  /// Reads what stands at the beginning and says how many chunks it took.
  private mutating func take(_ chunks: ArraySlice<String>, today: LocalDay) -> Int {
    for length in [3, 2, 1] where chunks.count >= length {
      let joined = chunks.prefix(length).joined(separator: " ")
      guard let days = date(joined, today), length == 1 || days.isSpelledOut else { continue }
      clues.append(days.isPacked ? .digits(joined, days: days.days) : .born(days.days))
      return length
    }
    let chunk = chunks[chunks.startIndex]
    if chunk.contains("@") {
      if chunk.count >= 3 { clues.append(.email(chunk.lowercased())) }
      return 1
    }
    let numbers = chunks.prefix(while: isNumeric)
    if !numbers.isEmpty {
      if isUnfinishedDate(chunk) { return 1 }
      let run = numbers.prefix { !isUnfinishedDate($0) }
      let digits = run.joined().filter(\.isNumber)
      if !digits.isEmpty { clues.append(.digits(String(digits.prefix(30)), days: [])) }
      return run.count
    }
    if chunk.contains(where: { $0.isASCII && $0.isNumber }), chunk.contains(where: \.isLetter) {
      let code = FindingRow.identifier(chunk.drop { $0 == "#" })
      clues.append(.code(code))
    } else {
      words += NameWords.typed(chunk)
    }
    return 1
  }

  private func date(_ text: String, _ today: LocalDay) -> (
    days: [LocalDay], isPacked: Bool, isSpelledOut: Bool
  )? {
    let atoms = DateReading.Atom.split(text)
    guard let (reading, length) = DateReading.reading(atoms[...], today: today), length == atoms.count,
      text.first?.isLetter == true || text.first?.isNumber == true
    else { return nil }
    let past = reading.days.filter { $0 <= today }
    return past.isEmpty ? nil : (past, atoms.count == 1, atoms.count == 3)
  }
}

/// Digits and the signs that stand between them in phone and record numbers.
private func isNumeric(_ chunk: String) -> Bool {
  chunk.contains { $0.isASCII && $0.isNumber }
    && chunk.allSatisfy { ($0.isASCII && $0.isNumber) || "()+-./#\u{2011}\u{2013}".contains($0) }
}

/// `3/11`, `3/11/19`, `1970-03`: a date on its way; nothing is looked for until it is whole.
private func isUnfinishedDate(_ chunk: String) -> Bool {
  if chunk.contains("/") { return true }
  let parts = chunk.split { $0 == "." || $0 == "-" }
  let hasSign = chunk.contains(".") || chunk.contains("-")
  guard hasSign, chunk.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }), let first = parts.first
  else { return false }
  let isYear = first.count == 4 && (first.hasPrefix("19") || first.hasPrefix("20"))
  return (first.count <= 2 || isYear) && parts.dropFirst().allSatisfy { $0.count <= 2 }
}

private func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}
