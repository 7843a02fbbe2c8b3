import Hummingbird
import Kernel
import Practice
import Scheduling

/// What to do when somebody runs late: who would wait how long, who is told, and moving the rest.
enum LateClinic {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, try await DayAsk(web)))
  }

  static func warn(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    return try await web.attempt {
      guard let provider = ask.provider else { throw InvalidInput("provider", "Choose who runs late.") }
      let count = try await web.scheduling.warn(of: provider, on: ask.day, at: ask.place.id, by: web.who)
      return .seeOther(ask.url("/schedule/messages")).saying(
        count == 1 ? "A message for one patient waits." : "Messages for \(count) patients wait.")
    } refused: { problems in
      try await page(web, ask, problems)
    }
  }

  private static func page(_ web: WebRequest, _ ask: DayAsk, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let board = try await web.scheduling.checkIn(ask.day, at: ask.place.id, by: web.who)
    return latePage(
      lateView(board, ask, web.who),
      in: try await web.chrome(at: ask.place, notices: problems.all.map { Notice($0.sentence, .warn) }))
  }
}

private func lateView(_ board: CheckInBoard, _ ask: DayAsk, _ who: Who) -> LateView {
  let visits = Dictionary(uniqueKeysWithValues: board.visits.map { ($0.board.visit.id, $0.board) })
  let zone = board.location.zone
  func clock(_ moment: Instant) -> String { "\(zone.wall(moment).time)" }
  let shown = board.late.values.filter { ask.provider == nil || $0.provider == ask.provider }
  return LateView(
    back: ask.url("/schedule/flow"),
    providers: shown.sorted { $0.delay > $1.delay }.map { one in
      let own = one.expected.compactMap { visits[$0.visit] }
      let told = one.expected.filter {
        $0.delay >= board.rules.warnFrom && visits[$0.visit]?.visit.status.isComing == true
      }
      let from = own.first { $0.visit.status.isComing }?.visit.slot.time.minutes
      return LateView.Provider(
        name: own.first?.providerName ?? "",
        delay: one.delay == 0 ? "On time" : "About \(one.delay) min late", why: one.because,
        isLate: one.delay >= 5,
        lines: one.expected.map { e in
          let v = visits[e.visit]
          return LateView.Line(
            planned: v.map { clockTime($0.visit.slot.time.minutes) } ?? "", expected: clock(e.start),
            delay: e.delay, patient: v?.patient.full ?? "", url: v.map { ask.url(visit: $0.visit.id) } ?? "",
            mark: VisitMark(v?.visit.status ?? .booked), isTold: told.contains(e))
        },
        warn: who.may(.runDay) && !told.isEmpty && !board.isClosed
          ? scheduleURL("/schedule/late/messages", board.location.id, board.day, one.provider) : nil,
        warnCount: told.count,
        shift: who.may(.bookVisits) && from != nil && !board.isClosed
          ? scheduleURL("/schedule/several", board.location.id, board.day, one.provider)
            + "&deed=shift&minutes=\(max(5, (one.delay + 4) / 5 * 5))&after=\(clockTime(from ?? 0))" : nil)
    })
}

/// Who runs how late, and whom that touches.
struct LateView: Sendable {
  var back: String
  var providers: [Provider]

  struct Provider: Sendable {
    var name: String
    var delay: String
    var why: String
    var isLate: Bool
    var lines: [Line]
    /// Where a POST writes the messages; nil where nobody is to be told.
    var warn: String?
    var warnCount: Int
    /// Where the rest of the day is moved.
    var shift: String?
  }

  struct Line: Sendable {
    var planned: String
    var expected: String
    var delay: Int
    var patient: String
    var url: String
    var mark: VisitMark
    var isTold: Bool
  }
}

func latePage(_ v: LateView, in chrome: Chrome) -> HTML {
  let all = HTML.each(v.providers) { latePanel($0, chrome.keys) }
  let none: HTML =
    v.providers.isEmpty ? emptyState(.clock, "Nobody has visits left today, so nobody is late.") : .empty
  return layout(
    Page(
      "Running late", here: .checkIn,
      head("Running late", buttons: linkButton("Check-in", to: v.back, icon: .left)) + none + all),
    in: chrome)
}

private func latePanel(_ p: LateView.Provider, _ keys: FormKeys) -> HTML {
  let lines = p.lines.map { line -> [HTML] in
    [
      "\(line.planned)", "<strong>\(line.expected)</strong>",
      line.delay < 5 ? "on time" : chip("\(line.delay) min late", line.isTold ? .warn : .plain, .clock),
      #"<a href="\#(line.url)">\#(line.patient)</a>"#, "\(line.mark.word)",
      line.isTold ? "to be told" : .empty,
    ]
  }
  let count = p.warnCount == 1 ? "1 message" : "\(p.warnCount) messages"
  let warn: HTML? = p.warn.map { action("Write \(count)", to: $0, keys, .primary, icon: .mail, key: "m") }
  let shift: HTML? = p.shift.map { linkButton("Move the rest of the day", to: $0, icon: .move, key: "e") }
  return panel(p.name, beside: chip(p.delay, p.isLate ? .warn : .ok, .clock)) {
    #"<p class="quiet">\#(p.why)</p>"#
      + table(
        "Expected times with \(p.name)", head: ["Booked", "Expected", "Delay", "Patient", "Now", "Message"],
        lines)
      + #"<p class="buttons">\#(warn)\#(shift)</p>"#
  }
}
