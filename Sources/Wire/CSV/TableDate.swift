import Kernel

/// In which order a table writes its dates when it writes them in numbers.
package enum DateOrder: String, CaseIterable, Sendable {
  /// `11/23/1979`
  case monthFirst = "mdy"
  /// `23/11/1979`
  case dayFirst = "dmy"
}

/// Reads the dates of spreadsheets: `1979-11-23`, `11/23/1979`, `23.11.1979`, `23 Nov 1979`, `Nov 23, 1979`,
/// `19791123`, each also with a time behind, which is passed over.
///
/// Nil for anything else: also for years of two digits, since a birth date off by a hundred years is worse than
/// none. With points, the day comes first, as everywhere that writes points.
package func tableDate(_ text: String, order: DateOrder) -> LocalDay? {
  var words = text.split(whereSeparator: { " ,T\t".contains($0) }).map(String.init)
  if words.count > 1, words[0].contains(where: { "/.-".contains($0) }) { words = [words[0]] }
  if words.count >= 3, words[1].contains(":") { words = [words[0]] }
  switch words.count {
  case 1:
    let word = words[0]
    if word.count == 8, let number = Int(word), number > 0 {
      return LocalDay(number / 10_000, number / 100 % 100, number % 100)
    }
    for mark: Character in ["-", "/", "."] {
      let parts = word.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 3 { return day(parts, mark == "." ? .dayFirst : order) }
    }
    return nil
  case 3...:
    if let month = month(words[0]) { return LocalDay(year(words[2]) ?? 0, month, Int(words[1]) ?? 0) }
    if let month = month(words[1]) { return LocalDay(year(words[2]) ?? 0, month, Int(words[0]) ?? 0) }
    return nil
  default: return nil
  }
}

private func day(_ parts: [String], _ order: DateOrder) -> LocalDay? {
  if let month = month(parts[1]), let day = Int(parts[0]) { return LocalDay(year(parts[2]) ?? 0, month, day) }
  let numbers = parts.map { Int($0) ?? 0 }
  if let year = year(parts[0]) { return LocalDay(year, numbers[1], numbers[2]) }
  guard let year = year(parts[2]) else { return nil }
  return order == .monthFirst
    ? LocalDay(year, numbers[0], numbers[1]) : LocalDay(year, numbers[1], numbers[0])
}

private func year(_ text: String) -> Int? { text.count == 4 ? Int(text) : nil }

private func month(_ text: String) -> Int? {
  let wanted = text.lowercased()
  guard wanted.count >= 3 else { return nil }
  return LocalDay.monthNames.firstIndex { $0.lowercased().hasPrefix(wanted) }.map { $0 + 1 }
}
