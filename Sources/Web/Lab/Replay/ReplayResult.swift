import Kernel
import Practice
import Scheduling

/// A replayed month as the page shows it: sentences, rows and the numbers of the pictures.
struct ReplayResult: Sendable {
  let title: String
  /// What the draft is called; nil where the month is only replayed as it is.
  let draft: String?
  let sentences: [String]
  let figures: [[String]]
  let providers: [Line]
  let pairRows: [[String]]
  let days: [Day]
  let waits: [Share]
  let reasonRows: [[String]]
  let notes: [String]

  struct Line: Sendable {
    let name: String
    let before: ReplayFigures.OfProvider
    let after: ReplayFigures.OfProvider?
  }

  struct Day: Sendable {
    let day: LocalDay
    let before: Double
    let after: Double?
  }

  struct Share: Sendable {
    let words: String
    let before: Double
    let after: Double?
  }

  func head(_ first: String) -> [String] {
    [first, "As it is"] + (draft.map { [$0, "Change"] } ?? [])
  }

  init(_ report: ReplayReport, title: String, draft: ScheduleDraft?) {
    let (before, after) = (report.before, report.after)
    self.title = title
    self.draft = after == nil ? nil : draft?.name ?? "Draft"
    sentences = ReplayWords(before, after, draft?.name ?? "").all
    figures = Self.figures(before, after)
    let names = (before.providers + (after?.providers ?? [])).reduce(into: [(ID<Provider>, String)]()) {
      list, one in
      if !list.contains(where: { $0.0 == one.provider }) { list.append((one.provider, one.name)) }
    }
    providers = names.map { id, name in
      Line(
        name: name, before: before.of(id, name), after: after?.of(id, name))
    }
    pairRows = Self.pairs(report, Dictionary(names, uniquingKeysWith: { first, _ in first }))
    let later = Dictionary(
      (after?.thirdNextByDay ?? []).map { ($0.day, $0.days) }, uniquingKeysWith: { a, _ in a })
    days = before.thirdNextByDay.map { Day(day: $0.day, before: $0.days, after: later[$0.day]) }
    waits = Self.classes.map { words, range in
      Share(words: words, before: before.share(range), after: after?.share(range))
    }
    reasonRows = Self.reasons(before.answers, after?.answers)
    notes = ReplayWords.notes(report)
  }

  static let classes: [(String, ClosedRange<Int>)] = [
    ("On time", 0...0), ("1–10 min", 1...10), ("11–20 min", 11...20), ("21–30 min", 21...30),
    ("Over 30 min", 31...10_000),
  ]

  /// A row of what is counted: as it is, and as it would be with the difference.
  static func row(
    _ name: String, _ before: Double, _ after: Double?, _ words: (Double) -> String = { wholeText($0) }
  ) -> [String] {
    guard let after else { return [name, words(before)] }
    let change = after - before
    let sign = change < 0 ? "−" : "+"
    let said = words(abs(change))
    return [name, words(before), words(after), said == words(0) ? "±0" : sign + said]
  }

  /// A row of shares, whose difference is in points.
  static func share(_ name: String, _ before: Double, _ after: Double?) -> [String] {
    var cells = row(name, before, after, percentText)
    if cells.count > 2, cells[3] != "±0" {
      let points = cells[3].replacing(" %", with: "")
      cells[3] = points.hasSuffix("1") && points.count == 2 ? "\(points) point" : "\(points) points"
    }
    return cells
  }

  private static func figures(_ before: ReplayFigures, _ after: ReplayFigures?) -> [[String]] {
    let (a, b) = (before.whole, after?.whole)
    func count(_ name: String, _ of: (ReplayFigures) -> Int) -> [String] {
      row(name, Double(of(before)), after.map { Double(of($0)) })
    }
    var rows = [
      share("Of the hours filled", a.fill, b?.fill),
      count("Visits") { $0.whole.visits },
      row("Hours in which patients can be booked", Double(a.open), b.map { Double($0.open) }, hoursText),
      count("Asked for a visit, or a move") { $0.answers.asks },
      count("Got what they asked for") { $0.answers.asAsked },
      count("Another time with the same provider") { $0.answers.sameProvider },
      count("Somebody else") { $0.answers.another },
      count("Refused") { $0.answers.refused },
      count("Of them, who came without a time") { $0.answers.walkInsRefused },
      row("From asking to the visit", before.daysAhead, after?.daysAhead, daysText),
    ]
    if let third = before.thirdNextMean {
      rows.append(row("To the third next free time", third, after?.thirdNextMean, daysText))
    }
    rows.append(row("Seen after the agreed time, mean", before.meanWait, after?.meanWait, minutesText))
    rows.append(row("Nine of ten are seen within", before.wait(90), after?.wait(90), minutesText))
    rows.append(row("Overtime", Double(a.overtime), b.map { Double($0.overtime) }, hoursText))
    return rows
  }

  var providerRows: [[String]] {
    providers.flatMap { one -> [[String]] in
      let (a, b) = (one.before, one.after)
      return [
        Self.share("\(one.name): hours filled", a.fill, b?.fill),
        Self.row("\(one.name): visits", Double(a.visits), b.map { Double($0.visits) }),
        Self.row("\(one.name): weighted minutes a day", a.load, b?.load),
        Self.row("\(one.name): heaviest day", Double(a.heaviest), b.map { Double($0.heaviest) }),
        Self.row("\(one.name): mean wait", a.meanWait, b?.meanWait, minutesText),
        Self.row("\(one.name): overtime", Double(a.overtime), b.map { Double($0.overtime) }, hoursText),
      ]
    }
  }

  private static func pairs(_ report: ReplayReport, _ names: [ID<Provider>: String]) -> [[String]] {
    report.before.thirdNext.map { pair in
      let after = report.after?.thirdNext.first { $0.provider == pair.provider && $0.type == pair.type }
      let name = "\(report.types[pair.type] ?? "") · \(names[pair.provider] ?? "")"
      var cells = row(name, pair.days, report.after == nil ? nil : after?.days ?? pair.days, daysText)
      if pair.isLeast { cells[1] = "at least " + cells[1] }
      if cells.count > 2, after?.isLeast ?? false { cells[2] = "at least " + cells[2] }
      return cells
    }
  }

  var waitRows: [[String]] { waits.map { Self.share($0.words, $0.before, $0.after) } }

  private static func reasons(
    _ before: ReplayFigures.Answers, _ after: ReplayFigures.Answers?
  ) -> [[String]] {
    let none = ReplayFigures.Answers.Because()
    return ReplayRule.allCases.flatMap { rule -> [[String]] in
      let (a, b) = (before.because[rule] ?? none, after?.because[rule] ?? none)
      func line(_ words: String, _ a: Int, _ b: Int) -> [String]? {
        a + b == 0 ? nil : row("\(rule.words): \(words)", Double(a), after == nil ? nil : Double(b))
      }
      return [line("another time", a.moved, b.moved), line("refused", a.refused, b.refused)].compactMap(
        \.self)
    }
  }
}
