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

  /// What the fields are called and what they hold.
  static let fields: [(name: String, kind: ProviderHours.Kind)] = [
    ("work", .work), ("break", .pause), ("admin", .admin),
  ]

  /// The fields `work-1`…`work-7`, `break-1`…`break-7` and `admin-1`…`admin-7`, Monday first.
  static func week(_ form: Form, of provider: ID<Provider>, at location: ID<Location>) throws
    -> [ProviderHours]
  {
    try Weekday.allCases.flatMap { day in
      try fields.flatMap { prefix, kind in
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
          label: label.isEmpty ? kind.usualLabel : kind == .work ? "" : label))
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

extension ProviderHours.Kind {
  /// What a stretch is called where nobody says more.
  fileprivate var usualLabel: String {
    switch self {
    case .work: ""
    case .pause: "Break"
    case .admin: "Paperwork"
    }
  }
}

/// A provider's week as the form shows it: for each day when they work, when not, and when not for patients.
struct WeekText: Sendable {
  /// By the fields' names, such as `work-1`.
  private var texts: [String: String] = [:]

  init(_ hours: [ProviderHours]) {
    for day in Weekday.allCases {
      for field in HoursText.fields {
        texts["\(field.name)-\(day.rawValue)"] = HoursText.write(
          hours.filter { $0.weekday == day && $0.kind == field.kind })
      }
    }
  }

  /// What was typed, after a refusal.
  init(_ form: Form) {
    for day in Weekday.allCases {
      for field in HoursText.fields {
        let name = "\(field.name)-\(day.rawValue)"
        texts[name] = form[name]
      }
    }
  }

  /// The lines of the form.
  func table(at place: String, _ problems: FormProblems) -> HTML {
    Web.table(
      "The week at \(place)", head: ["Day", "Works", "Breaks", "Not for patients"],
      Weekday.allCases.map { day in
        ["\(day.name)"]
          + zip(HoursText.fields, ["Works", "Breaks", "Not for patients"]).map { field, words in
            cell("\(field.name)-\(day.rawValue)", "\(words) on \(day.name), \(place)", problems)
          }
      })
  }

  private func cell(_ name: String, _ label: String, _ problems: FormProblems) -> HTML {
    let wrong: HTML = problems[name] == nil ? .empty : #" aria-invalid="true""#
    return #"""
      <input class="bare-input" name="\#(name)" value="\#(texts[name] ?? "")" aria-label="\#(label)" autocomplete="off" \#
      maxlength="200"\#(wrong)>
      """#
  }
}
