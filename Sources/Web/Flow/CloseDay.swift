import Hummingbird
import Kernel
import Practice
import Scheduling

/// Ending a day: what is still open, and opening it again.
enum CloseDay {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, try await DayAsk(web)))
  }

  static func close(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    return try await web.attempt {
      try await web.scheduling.close(ask.day, at: ask.place.id, by: web.who)
      return .seeOther(ask.url("/schedule/close")).saying("The day is closed.")
    } refused: { problems in
      try await page(web, ask, problems)
    }
  }

  static func missed(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    return try await web.attempt {
      let done = try await web.scheduling.markMissed(on: ask.day, at: ask.place.id, by: web.who)
      let count = done.visits.count
      guard count > 0 else { return .seeOther(ask.url("/schedule/close")) }
      let undo =
        done.batch.isEmpty
        ? "/appointments/\(done.visits[0].id)/undo" : "/schedule/several/\(done.batch)/undo"
      return .seeOther(ask.url("/schedule/close")).saying(
        count == 1 ? "One patient did not come." : "\(count) patients did not come.",
        undo: web.who.may(.undoSteps) ? undo : nil)
    } refused: { problems in
      try await page(web, ask, problems)
    }
  }

  static func reopen(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    return try await web.attempt {
      try await web.scheduling.reopen(
        ask.day, at: ask.place.id, because: web.form["reason"], by: web.who)
      return .seeOther(ask.url("/schedule/close")).saying("The day is open again.")
    } refused: { problems in
      try await page(web, ask, problems)
    }
  }

  private static func page(_ web: WebRequest, _ ask: DayAsk, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let end = try await web.scheduling.end(of: ask.day, at: ask.place.id, by: web.who)
    return closeDayPage(
      closeDayView(end, ask, web.who, problems), in: try await web.chrome(at: ask.place))
  }
}

private func closeDayView(_ end: DayEnd, _ ask: DayAsk, _ who: Who, _ problems: FormProblems) -> CloseDayView
{
  func when(_ moment: Instant) -> String { stamp(moment, end.location.zone, today: ask.today) }
  return CloseDayView(
    title: longDay(end.day, today: ask.today), place: end.location.name, back: ask.url("/schedule/flow"),
    isClosed: end.isClosed, close: ask.url("/schedule/close"),
    reopen: who.may(.reopenDay) ? ask.url("/schedule/reopen") : nil,
    missed: who.may(.runDay) && end.overdue > 0
      ? Choice(
        ask.url("/schedule/close/missed"),
        end.overdue == 1 ? "Mark the one who did not come" : "Mark the \(end.overdue) who did not come")
      : nil,
    open: end.open.map { v in
      CloseDayView.Line(
        patient: v.patient.full, url: ask.url(visit: v.visit.id), mark: VisitMark(v.visit.status),
        line: "\(clockTime(v.visit.slot.time.minutes)) · \(v.providerName)")
    },
    happened: end.history.flatMap { one -> [HappenedView] in
      let closed = HappenedView(icon: .lock, what: "Closed", whoWhen: "\(one.by) · \(when(one.at))")
      let opened = one.reopened.map {
        HappenedView(icon: .undo, what: "Opened again", whoWhen: "\($0.by) · \(when($0.at))", why: $0.reason)
      }
      return [opened, closed].compactMap(\.self)
    }, problems: problems)
}

struct CloseDayView: Sendable {
  var title: String
  var place: String
  var back: String
  var isClosed: Bool
  var close: String
  var reopen: String?
  /// Where everybody whose time is over is marked as missed, in words.
  var missed: Choice?
  var open: [Line]
  var happened: [HappenedView]
  var problems = FormProblems.none

  struct Line: Sendable {
    var patient: String
    var url: String
    var mark: VisitMark
    var line: String
  }
}

func closeDayPage(_ v: CloseDayView, in chrome: Chrome) -> HTML {
  let wrong = HTML.each(v.problems.all) { notice(Notice($0.sentence, .warn)) }
  return layout(
    Page(
      "Close the day", here: .checkIn,
      head(
        "Close \(v.title)", beside: chip(v.place), buttons: linkButton("Check-in", to: v.back, icon: .left))
        + wrong
        + split(
          v.isClosed ? closedPanel(v, chrome.keys) : openPanel(v, chrome.keys),
          beside: whatHappened(v.happened))
    ), in: chrome)
}

private func openPanel(_ v: CloseDayView, _ keys: FormKeys) -> HTML {
  guard !v.open.isEmpty else {
    return panel("Everything is settled") {
      "<p>Every visit of this day is done, missed or cancelled. Once it is closed, its visits change no more.</p>"
        + action("Close the day", to: v.close, keys, .primary, icon: .lock)
    }
  }
  let title = v.open.count == 1 ? "1 visit is still open" : "\(v.open.count) visits are still open"
  return panel(title) {
    rows(
      v.open.map {
        ListRow(
          mark: icon($0.mark.icon, meaning: $0.mark.word), $0.mark.tone,
          what: #"<a class="strong" href="\#($0.url)">\#($0.patient)</a>"#,
          why: "\($0.line) · \($0.mark.word)")
      }) + (v.missed.map { action($0.words, to: $0.value, keys, icon: .noShow) } ?? .empty)
  }
}

private func closedPanel(_ v: CloseDayView, _ keys: FormKeys) -> HTML {
  panel("This day is closed", beside: icon(.lock)) {
    "<p>Its visits change no more, and no step of theirs is undone.</p>"
      + (v.reopen.map { url in
        form(to: url, keys) {
          field(
            Field(
              "reason", "Why it is opened again", hint: "Stands in the history of the day.", required: true,
              width: .full, limit: 200)) + buttons(button("Open the day again", icon: .undo))
        }
      } ?? #"<p class="quiet">A manager may open it again.</p>"#)
  }
}
