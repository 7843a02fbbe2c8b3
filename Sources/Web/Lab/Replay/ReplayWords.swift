import Kernel
import Practice
import Scheduling

/// What changed, in sentences that can be said aloud.
struct ReplayWords {
  let before: ReplayFigures
  let after: ReplayFigures?
  let draft: String

  init(_ before: ReplayFigures, _ after: ReplayFigures?, _ draft: String) {
    (self.before, self.after, self.draft) = (before, after, draft)
  }

  var all: [String] {
    guard let after else { return asItIs }
    return [fill(after), answers(after), thirdNext(after), waits(after)].compactMap(\.self) + providers(after)
  }

  private var asItIs: [String] {
    let answers = before.answers
    return [
      "\(percentText(before.whole.fill)) of the hours are filled, by \(counted(before.whole.visits, "visit")).",
      answers.asAsked == answers.asks
        ? "All \(answers.asks) who asked get the very time they asked for."
        : """
        \(answers.asAsked) of \(answers.asks) who asked get the very time they asked for; \
        \(counted(answers.asks - answers.asAsked, "other")) asked for what today’s rules, or a visit that stood \
        there, do not allow.
        """,
    ] + (before.thirdNextMean.map { ["The third next free time is \(daysText($0)) away."] } ?? [])
  }

  private func fill(_ after: ReplayFigures) -> String {
    let (a, b) = (percentText(before.whole.fill), percentText(after.whole.fill))
    return a == b
      ? "With “\(draft)” the hours would be as full as they are: \(a)."
      : "With “\(draft)” \(b) of the hours would be filled, not \(a)."
  }

  private func answers(_ after: ReplayFigures) -> String {
    let (a, b) = (before.answers, after.answers)
    let moved = (b.sameProvider + b.another) - (a.sameProvider + a.another)
    let elsewhere =
      moved == 0
      ? "" : ", and \(abs(moved)) \(moved > 0 ? "more" : "fewer") would get another time than they asked for"
    return b.refused == a.refused
      ? "As many would be refused as now, \(b.refused) of \(b.asks)\(elsewhere)."
      : "\(b.refused) of \(b.asks) who ask would be refused, not \(a.refused)\(elsewhere)."
  }

  private func thirdNext(_ after: ReplayFigures) -> String? {
    guard let a = before.thirdNextMean, let b = after.thirdNextMean else { return nil }
    return daysText(a) == daysText(b)
      ? "The third next free time would be as far away as now: \(daysText(a))."
      : "The third next free time would be \(daysText(b)) away, not \(daysText(a))."
  }

  private func waits(_ after: ReplayFigures) -> String? {
    let (a, b) = (minutesText(before.meanWait), minutesText(after.meanWait))
    let over = after.whole.overtime - before.whole.overtime
    let overtime =
      over == 0 ? "" : ", with \(hoursText(Double(abs(over)))) \(over > 0 ? "more" : "less") overtime"
    if a == b, over == 0 { return nil }
    return a == b
      ? "Patients would wait as long as now, \(a)\(overtime)."
      : "Patients would be seen \(b) after their time, not \(a)\(overtime)."
  }

  /// Those for whom it makes a difference, the greatest first.
  private func providers(_ after: ReplayFigures) -> [String] {
    typealias Pair = (before: ReplayFigures.OfProvider, after: ReplayFigures.OfProvider)
    let pairs: [Pair] = after.providers.map { (before.of($0.provider, $0.name), $0) }
    let changed = pairs.filter {
      percentText($0.before.fill) != percentText($0.after.fill) || $0.before.visits != $0.after.visits
    }
    func visits(_ pair: Pair) -> Int { pair.after.visits - pair.before.visits }
    return changed.sorted { abs(visits($0)) > abs(visits($1)) }.prefix(5).map { pair in
      let more = visits(pair)
      let words = more == 0 ? "" : ", \(counted(abs(more), "visit")) \(more > 0 ? "more" : "fewer")"
      let (now, then) = (percentText(pair.before.fill), percentText(pair.after.fill))
      return "\(pair.after.name): \(then) filled\(now == then ? ", as now" : ", not \(now)")\(words)."
    }
  }

  /// What the figures stand on and what they cannot know.
  static func notes(_ report: ReplayReport) -> [String] {
    var notes = basis(report)
    let (known, answers) = (report.known, report.before.answers)
    if known.pastRules > 0 {
      notes.append(
        "\(counted(known.pastRules, "time")) given past a rule are given past the same rule again.")
    }
    if known.settled > 0 {
      notes.append(
        """
        \(counted(known.settled, "visit")) recorded as booked while somebody else still had the time, as another \
        system may, count as asked for when it was given up.
        """)
    }
    if answers.asAsked < answers.asks {
      notes.append(
        """
        “As it is” means today’s rules: \(answers.asks - answers.asAsked) of \(answers.asks) do not get what they \
        had, because hours or rules have changed since, or what was recorded was not possible.
        """)
    }
    return notes + [
      """
      Who cannot have what they asked for gets the nearest time of the same provider within \(report.policy.days) \
      days, then of anybody who does such visits; otherwise they are refused. In fact people choose for themselves.
      """,
      "Who hung up, or never called because there was nothing, is not known.",
    ]
  }

  private static func basis(_ report: ReplayReport) -> [String] {
    let (known, all, own) = (report.known, report.days.replayed, report.days.counted)
    return [
      """
      \(counted(known.visits, "visit")) asked for from \(all.lowerBound.short) to \(all.upperBound.short) are gone \
      through; the figures are of \(own.lowerBound.short) to \(own.upperBound.short).
      """,
      """
      \(counted(known.cancelled, "visit")) given up, \(known.missed) missed and \(known.walkIns) without a time are \
      taken as they happened.
      """,
      """
      How long a visit takes is measured for \(known.measured), drawn from the like for \(known.drawn), and as \
      planned for \(known.planned). A draft does not make anybody faster.
      """,
    ]
  }
}

extension ReplayRule {
  var words: String {
    switch self {
    case .visitType: "Does not do such visits"
    case .hours: "Not there, or a break"
    case .groupFull: "The group is full"
    case .providerTaken: "Provider taken"
    case .patientElsewhere: "Patient has another visit"
    case .roomTaken: "No room or device"
    case .leadTime: "Too little notice"
    case .block: "Kept for something else"
    case .caseload: "Caseload reached"
    }
  }
}

extension ReplayFigures {
  func of(_ provider: ID<Provider>, _ name: String) -> OfProvider {
    providers.first { $0.provider == provider } ?? OfProvider(provider, name)
  }

  var daysAhead: Double { answers.placed == 0 ? 0 : Double(answers.daysAhead) / Double(answers.placed) }

  var meanWait: Double { waits.isEmpty ? 0 : Double(waits.reduce(0, +)) / Double(waits.count) }

  /// The wait that so many of a hundred do not exceed.
  func wait(_ percent: Int) -> Double {
    waits.isEmpty ? 0 : Double(waits[min(waits.count - 1, waits.count * percent / 100)])
  }

  func share(_ range: ClosedRange<Int>) -> Double {
    waits.isEmpty ? 0 : Double(waits.count(where: range.contains)) / Double(waits.count)
  }
}

extension ReplayFigures.OfProvider {
  /// Weighted minutes on a day with hours.
  var load: Double { days == 0 ? 0 : Double(weighted) / Double(days) }

  var meanWait: Double { waits.isEmpty ? 0 : Double(waits.reduce(0, +)) / Double(waits.count) }
}

/// `81 %`
func percentText(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

func wholeText(_ value: Double) -> String { "\(Int(value.rounded()))" }

/// `3.4 days`, `1 day`
func daysText(_ value: Double) -> String {
  let text = oneDecimal(value)
  return text == "1" ? "1 day" : "\(text) days"
}

/// `12 h 5 min`, `40 min`
func hoursText(_ minutes: Double) -> String {
  let whole = Int(minutes.rounded())
  return whole < 60
    ? "\(whole) min" : whole % 60 == 0 ? "\(whole / 60) h" : "\(whole / 60) h \(whole % 60) min"
}
