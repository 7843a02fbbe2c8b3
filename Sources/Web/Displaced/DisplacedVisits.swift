import Hummingbird
import Kernel
import Practice
import Scheduling

/// The visits that need another time because hours, places or devices changed: each moved, cancelled or kept by one
/// press.
enum DisplacedVisits {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func move(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<Appointment> = try web.id("visit")
      let minutes = try await web.scheduling.visit(id, by: web.who).visit.slot.minutes
      let slot = try SlotCode(web.form).slot(minutes: minutes)
      let seen = try web.form.optionalInt("seen", 1...100_000)
      let visit = try await web.scheduling.move(id, to: slot, seen: seen, by: web.who)
      return .seeOther("/displaced").saying(
        "Moved to \(shortDay(slot.day)), \(clockTime(slot.time.minutes)).",
        undo: web.who.may(.undoSteps) ? undoURL(id, visit.steps) : nil)
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func cancel(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<Appointment> = try web.id("visit")
      let seen = try web.form.optionalInt("seen", 1...100_000)
      let visit = try await web.scheduling.cancel(id, because: .practice, seen: seen, by: web.who)
      return .seeOther("/displaced").saying(
        "Cancelled.", undo: web.who.may(.undoSteps) ? undoURL(id, visit.steps) : nil)
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func keep(_ web: WebRequest) async throws -> Response {
    try await web.practice.finishWork(try web.id("work"), outcome: "Kept as it is", by: web.who)
    return .seeOther("/displaced").saying("It stays where it is.")
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let (items, total) = try await web.scheduling.displacedVisits(by: web.who)
    let practice = try await web.practice.profile()?.name ?? ""
    let mayBook = web.who.may(.bookVisits)
    let moments = try await web.moments()
    let lines = items.map { item in
      DisplacedView.Line(
        item, message: DisplacedMessage(item, practice: practice).text(in: item.language),
        due: stamp(item.work.due, item.location.zone, today: moments.today))
    }
    let notices = problems.all.map { Notice($0.sentence, .warn) }
    return try await web.page(
      displacedPage(DisplacedView(lines: lines, more: total - items.count, mayBook: mayBook), web.keys),
      notices: notices)
  }
}

struct DisplacedView: Sendable {
  var lines: [Line]
  /// How many there are beyond those that are shown.
  var more: Int
  var mayBook: Bool

  struct Line: Sendable {
    var visit: String
    var work: String
    var patient: String
    var patientURL: String
    var reason: String
    var due: String
    var tone: Tone
    var seen: Int
    var times: [TimeChoice]
    var other: String
    var language: String
    var message: String

    init(_ item: DisplacedItem, message: String, due: String) {
      let visit = item.board.visit
      self.visit = visit.id.rawValue
      work = item.work.id.rawValue
      patient = item.board.patient.full
      patientURL = "/patients/\(visit.patient)"
      reason = item.work.reason
      self.due = due
      tone =
        switch item.work.urgency {
        case .urgent: .urgent
        case .soon: .warn
        case .ordinary: .plain
        }
      seen = visit.steps
      times = item.offers.map { TimeChoice($0) }
      other = "/appointments/\(visit.id)/move"
      language = item.language.lowercased().hasPrefix("es") ? "es" : "en"
      self.message = message
    }
  }
}

func displacedPage(_ view: DisplacedView, _ keys: FormKeys) -> Page {
  let list: HTML =
    view.lines.isEmpty
    ? panel("Nothing to do") {
      emptyState(.done, "Every booked visit has its hours, its provider and its room.")
    }
    : HTML.each(view.lines.enumerated().map { ($0, $1) }) {
      displacedCard($1, isFirst: $0 == 0, view.mayBook, keys)
    }
  let more: HTML =
    view.more > 0 ? #"<p class="quiet">\#(view.more) more follow when these are done.</p>"# : .empty
  let hint: HTML =
    view.lines.isEmpty || !view.mayBook
    ? .empty
    : #"<p class="quiet no-print">For the first on the list: <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> move it, <kbd>x</kbd> cancels it, <kbd>k</kbd> keeps it.</p>"#
  return Page(
    "Visits that need another time", here: nil, head("Visits that need another time") + hint + list + more)
}

private func displacedCard(
  _ line: DisplacedView.Line, isFirst: Bool, _ mayBook: Bool, _ keys: FormKeys
) -> HTML {
  let url = "/displaced/\(line.visit)"
  let seen = [("seen", "\(line.seen)")]
  let times = HTML.each(line.times.enumerated().map { ($0, $1) }) { place, time -> HTML in
    action(
      "\(time.words) · \(time.who)", to: "\(url)/move", keys, isFirst && place == 0 ? .primary : .plain,
      icon: .move, key: isFirst ? "\(place + 1)" : nil, sending: seen + [("slot", time.value)])
  }
  let none: HTML = line.times.isEmpty ? #"<p class="quiet small">Nothing is open near that day.</p>"# : .empty
  let acts: HTML =
    mayBook
    ? #"""
    <div class="steps">\#(times)\#(linkButton("Another time", to: line.other, icon: .findTime))\#
    \#(action("Keep it", to: "/displaced/work/\(line.work)/end", keys, .quiet, key: isFirst ? "k" : nil))\#
    \#(action("Cancel visit", to: "\(url)/cancellation", keys, .danger, key: isFirst ? "x" : nil, sending: seen))</div>
    """# : .empty
  return #"""
    <section class="card panel displaced"><div class="panel-head"><h2><a href="\#(line.patientURL)">\#(line.patient)</a></h2>\#
    \#(chip("until \(line.due)", line.tone, .clock))</div><p>\#(line.reason)</p>\#(none)\#(acts)\#
    <details class="more"><summary>What to write to them</summary><p class="message" lang="\#(line.language)">\#(line.message)</p>\#
    </details></section>
    """#
}
