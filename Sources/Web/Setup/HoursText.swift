import Kernel
import Practice
import Scheduling

/// Hours as people write them: `8:00-12:00, 13:00-17:00`, and breaks with their names: `12:00-13:00 Lunch`.
enum HoursText {
  static func write(_ hours: [ProviderHours]) -> String {
    hours.sorted { $0.starts < $1.starts }.map { stretch in
      "\(stretch.starts)–\(stretch.ends)" + (stretch.label.isEmpty ? "" : " \(stretch.label)")
    }.joined(separator: ", ")
  }

  /// The fields `work-1`…`work-7` and `break-1`…`break-7`, Monday first.
  static func week(_ form: Form, of provider: ID<Provider>, at location: ID<Location>) throws
    -> [ProviderHours]
  {
    try Weekday.allCases.flatMap { day in
      try [("work", ProviderHours.Kind.work), ("break", .pause)].flatMap { prefix, kind in
        let name = "\(prefix)-\(day.rawValue)"
        let text = try form.optionalText(name, max: 200, called: "the hours on \(day.name)") ?? ""
        return try read(text, field: name, of: provider, at: location, on: day, kind: kind)
      }
    }
  }

  /// Reads one field of one weekday; empty is nothing.
  private static func read(
    _ text: String, field: String, of provider: ID<Provider>, at location: ID<Location>, on day: Weekday,
    kind: ProviderHours.Kind
  ) throws(InvalidInput) -> [ProviderHours] {
    var hours: [ProviderHours] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) where !part.allSatisfy(\.isWhitespace)
    {
      guard let (starts, ends, label) = stretch(part) else {
        throw InvalidInput(
          field,
          "“\(String(part).trimmed)” on \(day.name) is not a stretch of time. Write it like 8:00-12:00.")
      }
      guard starts < ends else {
        throw InvalidInput(field, "\(starts)–\(ends) on \(day.name) ends before it starts.")
      }
      hours.append(
        ProviderHours(
          provider: provider, location: location, weekday: day, starts: starts, ends: ends, kind: kind,
          label: kind == .pause ? (label.isEmpty ? "Break" : label) : ""))
    }
    return hours
  }

  private static func stretch(_ part: Substring) -> (WallTime, WallTime, String)? {
    let sides = part.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "–" || $0 == "—" })
    guard sides.count == 2, let starts = WallTime(sides[0]) else { return nil }
    // The end is the longest beginning of what follows that reads as a time; the rest is the name.
    let words = sides[1].split(separator: " ")
    for count in stride(from: min(2, words.count), through: 1, by: -1) {
      if let ends = WallTime(words.prefix(count).joined()) {
        return (starts, ends, words.dropFirst(count).joined(separator: " "))
      }
    }
    return nil
  }
}
