import Kernel
import Scheduling

/// The planned starts of one weekday, as a pattern's form carries them.
struct StartsRow: Sendable {
  let weekday: Weekday
  var starts: [Template.Start]
  var isKept = true

  static func rows(_ starts: [Template.Start]) -> [StartsRow] {
    Dictionary(grouping: starts, by: \.weekday).sorted { $0.key.rawValue < $1.key.rawValue }.map {
      StartsRow(weekday: $0, starts: $1.sorted { $0.at < $1.at })
    }
  }

  /// What a form sends: every start there was, and the weekdays that stay ticked.
  static func rows(_ form: Form) -> [StartsRow] {
    let kept = Set(form.values("starts"))
    return rows(form.values("start").compactMap(StartCode.start)).map { row in
      var row = row
      row.isKept = kept.contains("\(row.weekday.rawValue)")
      return row
    }
  }

  /// `8:00, 8:20 (15 min), 8:35`
  var words: String {
    starts.map { clockTime($0.at.minutes) + ($0.minutes.map { " (\($0) min)" } ?? "") }.joined(
      separator: ", ")
  }
}

/// A planned start as a form sends it: weekday, minute of the day, length, kind of visit.
enum StartCode {
  static func text(_ start: Template.Start) -> String {
    "\(start.weekday.rawValue)~\(start.at.minutes)~\(start.minutes.map(String.init) ?? "")~\(start.visitType?.rawValue ?? "")"
  }

  static func start(_ text: String) -> Template.Start? {
    let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let weekday = Int(parts[0]).flatMap(Weekday.init), let minute = Int(parts[1]),
      let at = WallTime(minutes: minute), parts[2].isEmpty || Int(parts[2]) != nil,
      parts[3].isEmpty || ID<VisitType>(parts[3]) != nil
    else { return nil }
    return Template.Start(weekday, at, minutes: Int(parts[2]), visitType: ID(parts[3]))
  }
}

/// Planned starts of a pattern: one tick for each weekday that has any.
func startsFields(_ rows: [StartsRow]) -> HTML {
  if rows.isEmpty { return .empty }
  let ticks = HTML.each(rows) { row in
    HTML.each(row.starts) { hidden("start", StartCode.text($0)) }
      + checkbox(
        "starts", "\(row.weekday.name): \(row.words)", checked: row.isKept, value: "\(row.weekday.rawValue)")
  }
  return #"""
    <fieldset class="radios"><legend>Planned starts</legend>\#
    <p class="hint">In these stretches only these times are offered. Take a tick away to offer every time again.</p>\#
    \#(ticks)</fieldset>
    """#
}
