import Hummingbird
import Kernel
import Practice
import Scheduling

/// What patients are to be told, waiting to be sent or said on the phone.
enum Messages {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let waiting = try await web.scheduling.messages(at: ask.place.id, by: web.who)
    let view = MessagesView(
      back: ask.url("/schedule/flow"),
      lines: waiting.map { messageLine($0, ask, web.who) })
    return .page(messagesPage(view, in: try await web.chrome(at: ask.place)))
  }

  static func told(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.told(try web.id("message"), by: web.who)
    return .seeOther(back(web)).saying("Noted: the patient knows.")
  }

  static func withdraw(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.withdraw(try web.id("message"), by: web.who)
    return .seeOther(back(web)).saying("The message is withdrawn.")
  }

  private static func back(_ web: WebRequest) -> String {
    web.cameFrom.hasPrefix("/schedule") ? web.cameFrom : "/schedule/messages"
  }
}

private func messageLine(_ m: VisitMessage, _ ask: DayAsk, _ who: Who) -> MessagesView.Line {
  let slot = m.board.visit.slot
  return MessagesView.Line(
    kind: m.kind.words, patient: m.board.patient.full, url: ask.url(day: slot.day, visit: m.board.visit.id),
    phone: m.board.phone?.description ?? "", words: m.words,
    written: "\(m.writtenBy) · \(stamp(m.writtenAt, ask.place.zone, today: ask.today))",
    at: who.may(.runDay) ? "/messages/\(m.id)" : nil)
}

struct MessagesView: Sendable {
  var back: String
  var lines: [Line]

  struct Line: Sendable {
    var kind: String
    var patient: String
    var url: String
    var phone: String
    var words: String
    var written: String
    var at: String?
  }
}

func messagesPage(_ v: MessagesView, in chrome: Chrome) -> HTML {
  let list: HTML =
    v.lines.isEmpty
    ? panel("Nothing waits") {
      emptyState(
        .mail, "What patients should be told stands here: who runs late, what was moved or cancelled.")
    }
    : #"<section class="card">\#(rows(v.lines.map { messageRow($0, chrome.keys) }))</section>"#
  return layout(
    Page(
      "Messages", here: .checkIn,
      head(
        "Messages to patients",
        beside: v.lines.isEmpty ? .empty : chip(v.lines.count == 1 ? "1 waits" : "\(v.lines.count) wait"),
        buttons: linkButton("Check-in", to: v.back, icon: .left)) + list),
    in: chrome)
}

private func messageRow(_ m: MessagesView.Line, _ keys: FormKeys) -> ListRow {
  let phone: HTML = m.phone.isEmpty ? "no phone known" : #"<a href="tel:\#(m.phone)">\#(m.phone)</a>"#
  let told: HTML? = m.at.map { action("Told on the phone", to: "\($0)/told", keys, icon: .phone) }
  let off: HTML? = m.at.map { action("Withdraw", to: "\($0)/withdrawal", keys, .quiet) }
  return ListRow(
    mark: icon(.mail), .info,
    what:
      #"<a class="strong" href="\#(m.url)">\#(m.patient)</a> \#(chip(m.kind)) \#(phone)<p class="small">\#(m.words)</p>"#,
    why: "\(m.written)", actions: #"\#(told)\#(off)"#)
}
