import Kernel
import Practice
import Scheduling
import Store

/// A weekly pattern as its form holds it: words as typed, read into a draft all at once.
struct TemplateForm: Sendable {
  var name = ""
  var location = ""
  var first = ""
  var last = ""
  var every = "1"
  var anchor = ""
  var week: WeekText
  var blocks: [BlockRow]
  /// The weekdays with planned starts, each to be kept or taken away.
  var starts: [StartsRow]
  private let typed: Form

  init(today: LocalDay) {
    week = WeekText([])
    anchor = today.monday.description
    first = today.description
    (blocks, starts) = ([], [])
    typed = Form()
  }

  init(_ template: Template, keepingDays: Bool) {
    name = template.name
    location = template.location.rawValue
    let always = Template.always
    if keepingDays {
      first = template.first == always.lowerBound ? "" : template.first.description
      last = template.last == always.upperBound ? "" : template.last.description
    }
    every = "\(template.every)"
    anchor = template.anchor.description
    week = WeekText(template.stretches)
    blocks = BlockRow.rows(template.blocks)
    starts = StartsRow.rows(template.starts)
    typed = Form()
  }

  init(_ form: Form) {
    (name, location, first, last) = (form["name"], form["location"], form["first"], form["last"])
    (every, anchor) = (form["every"], form["anchor"])
    week = WeekText(form)
    blocks = BlockRow.rows(form)
    starts = StartsRow.rows(form)
    typed = form
  }

  func draft(of provider: ID<Provider>) throws -> TemplateDraft {
    let (place, every, first, last, anchor) = try typed.all(
      { try $0.id("location") as ID<Location> },
      { try $0.int("every", 1...12, called: "every how many weeks") },
      { try $0.optionalDay("first", called: "the first day") },
      { try $0.optionalDay("last", called: "the last day") },
      { try $0.optionalDay("anchor", called: "a week in which it holds") })
    let days = (first ?? Template.always.lowerBound, last ?? Template.always.upperBound)
    guard days.0 <= days.1 else { throw InvalidInput("last", TemplateRefused.endsBeforeItBegins.sentence) }
    return TemplateDraft(
      location: place, name: try typed.optionalText("name", max: 80, called: "the name") ?? "",
      days: days.0...days.1, every: every, anchor: anchor ?? first ?? LocalDay(daysSince1970: 4),
      stretches: try HoursText.week(typed, of: provider, at: place),
      blocks: try blocks.filter { !$0.isEmpty }.flatMap { try $0.blocks() },
      starts: starts.filter(\.isKept).flatMap(\.starts))
  }
}

/// One block of a pattern as the form shows it: on several weekdays, each of which is a block of its own.
struct BlockRow: Sendable {
  let place: Int
  var days: Set<Int> = []
  var from = ""
  var until = ""
  var label = ""
  /// What it is kept for: `category:new_patient`, `type:<id>`.
  var kinds: [String] = []
  /// `100 %`, `50 %`, `4 x 20 min`
  var keeps = "100 %"
  var daysBefore = ""
  var opensAt = ""
  var link = ""

  /// As many as the form has room for: those there are, and some more.
  static let most = 0..<12

  init(place: Int) { self.place = place }

  var isEmpty: Bool { label.isEmpty && from.isEmpty && until.isEmpty }

  static func rows(_ form: Form) -> [BlockRow] {
    most.filter { form.has("block-\($0)-label") }.map { place in
      func text(_ name: String) -> String { form["block-\(place)-\(name)"] }
      var row = BlockRow(place: place)
      row.days = Set(form.values("block-\(place)-day").compactMap { Int($0) })
      (row.from, row.until, row.label) = (text("from"), text("until"), text("label"))
      row.kinds = form.values("block-\(place)-for").filter { !$0.isEmpty }
      (row.keeps, row.daysBefore, row.opensAt, row.link) = (
        text("keeps"), text("days_before"), text("opens_at"), text("link")
      )
      return row
    }
  }

  /// Blocks that are alike but for their weekday are one row.
  static func rows(_ blocks: [Template.Block]) -> [BlockRow] {
    var rows: [(block: Template.Block, days: Set<Int>)] = []
    for block in blocks {
      if let same = rows.firstIndex(where: { $0.block.isAlike(block) }) {
        rows[same].days.insert(block.weekday.rawValue)
      } else {
        rows.append((block, [block.weekday.rawValue]))
      }
    }
    return rows.prefix(most.count).enumerated().map { place, one in
      var row = BlockRow(place: place)
      let block = one.block
      row.days = one.days
      (row.from, row.until, row.label) = (block.starts.padded, block.ends.padded, block.label)
      row.kinds = block.allows.compactMap(\.text).sorted()
      row.keeps = block.share.words
      row.daysBefore = block.release.map { "\($0.daysBefore)" } ?? ""
      row.opensAt = block.release?.at.padded ?? ""
      row.link = block.link
      return row
    }
  }

  func blocks() throws -> [Template.Block] {
    let name = "block-\(place)-"
    guard let starts = WallTime(from), let ends = WallTime(until) else {
      throw InvalidInput(name + "from", "Say from when until when “\(label)” is kept.")
    }
    if days.isEmpty { throw InvalidInput(name + "label", "Say on which days “\(label)” is kept.") }
    guard let share = Template.Share(words: keeps) else {
      throw InvalidInput(name + "keeps", "Write what “\(label)” keeps like 100 %, 50 % or 4 x 20.")
    }
    var release: Template.Release?
    if !daysBefore.isEmpty {
      guard let days = Int(daysBefore), (0...365).contains(days) else {
        throw InvalidInput(name + "days_before", "“\(label)” is opened 0 to 365 days before.")
      }
      release = Template.Release(daysBefore: days, at: WallTime(opensAt) ?? .midnight)
    }
    let allows = Set(kinds.compactMap(Template.Allowed.init(text:)))
    return days.sorted().compactMap(Weekday.init(rawValue:)).map { day in
      Template.Block(
        id: ID(), weekday: day, starts: starts, ends: ends, label: label, allows: allows, share: share,
        release: release, link: link)
    }
  }
}

extension Template.Block {
  fileprivate func isAlike(_ other: Template.Block) -> Bool {
    starts == other.starts && ends == other.ends && label == other.label && allows == other.allows
      && share == other.share && release == other.release && link == other.link
  }
}

extension Template.Allowed {
  fileprivate init?(text: String) { self.init(sqlValue: .text(text)) }

  fileprivate var text: String? {
    if case .text(let text) = sqlValue { text } else { nil }
  }
}

extension Template.Share {
  /// `50 %`, `4 x 20 min`
  var words: String {
    switch self {
    case .percent(let percent): "\(percent) %"
    case .visits(let count, let minutes): "\(count) x \(minutes) min"
    }
  }

  /// Reads what people write; nil for anything else.
  init?(words: String) {
    let plain = words.lowercased().replacing("min", with: "").replacing("×", with: "x").filter {
      !$0.isWhitespace
    }
    if let percent = Int(plain.hasSuffix("%") ? String(plain.dropLast()) : plain) {
      self = .percent(percent)
      return
    }
    let sides = plain.split(separator: "x").map(String.init)
    guard sides.count == 2, let count = Int(sides[0]), let minutes = Int(sides[1]) else { return nil }
    self = .visits(count, minutes: minutes)
  }
}
