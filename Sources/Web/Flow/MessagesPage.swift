import Kernel

struct MessagesView: Sendable {
  var back: String
  var rules: String?
  var lines: [Line]
  var sent: [Sent]
  var answers: [Answer]
  var isSending: Bool

  struct Line: Sendable {
    var kind: String
    var patient: String
    var url: String
    var phone: String
    var words: String
    var written: String
    /// How it goes from here, or why somebody has to say it.
    var goes: String
    var needsCall: Bool
    var at: String?
  }

  struct Sent: Sendable {
    var what: String
    var patient: String
    var url: String
    var how: String
  }

  struct Answer: Sendable {
    var who: String
    var url: String?
    var phone: String
    var words: String
    var at: String
  }
}

func messagesPage(_ v: MessagesView, in chrome: Chrome) -> HTML {
  let rules: HTML = v.rules.map { linkButton("Reminders", to: $0, icon: .list) } ?? .empty
  return layout(
    Page(
      "Messages", here: .checkIn,
      head(
        "Messages to patients",
        beside: v.lines.isEmpty ? .empty : chip(v.lines.count == 1 ? "1 waits" : "\(v.lines.count) wait"),
        buttons: linkButton("Check-in", to: v.back, icon: .left) + rules)
        + answers(v.answers) + waiting(v, chrome.keys) + sent(v)),
    in: chrome)
}

private func waiting(_ v: MessagesView, _ keys: FormKeys) -> HTML {
  guard !v.lines.isEmpty else {
    return panel("Nothing waits") {
      emptyState(
        .mail, "What patients should be told stands here: who runs late, what was moved or cancelled.")
    }
  }
  guard v.isSending else {
    return #"<section class="card">\#(rows(v.lines.map { messageRow($0, keys) }))</section>"#
  }
  let (calls, others) = (v.lines.filter(\.needsCall), v.lines.filter { !$0.needsCall })
  return part("Please call", calls, keys) + part("Sent by themselves", others, keys)
}

private func part(_ title: String, _ lines: [MessagesView.Line], _ keys: FormKeys) -> HTML {
  lines.isEmpty
    ? .empty
    : panel(title, beside: chip(String(lines.count))) { rows(lines.map { messageRow($0, keys) }) }
}

private func messageRow(_ m: MessagesView.Line, _ keys: FormKeys) -> ListRow {
  let phone: HTML = m.phone.isEmpty ? "no phone known" : #"<a href="tel:\#(m.phone)">\#(m.phone)</a>"#
  let told: HTML? = m.at.map { action("Told on the phone", to: "\($0)/told", keys, icon: .phone) }
  let off: HTML? = m.at.map { action("Withdraw", to: "\($0)/withdrawal", keys, .quiet) }
  let goes: HTML = m.goes.isEmpty ? .empty : #"<p class="small strong">\#(m.goes)</p>"#
  return ListRow(
    mark: icon(.mail), m.needsCall && !m.goes.isEmpty ? .warn : .info,
    what:
      #"<a class="strong" href="\#(m.url)">\#(m.patient)</a> \#(chip(m.kind)) \#(phone)<p class="small">\#(m.words)</p>\#(goes)"#,
    why: "\(m.written)", actions: #"\#(told)\#(off)"#)
}

private func answers(_ list: [MessagesView.Answer]) -> HTML {
  if list.isEmpty { return .empty }
  return panel("What patients answered", beside: chip(String(list.count)), id: "answers") {
    rows(
      list.map { answer in
        let who: HTML =
          answer.url.map { #"<a class="strong" href="\#($0)">\#(answer.who)</a>"# }
          ?? #"<strong>\#(answer.who)</strong> (no patient's number)"#
        return ListRow(
          mark: icon(.note), .info,
          what: #"\#(who) <a href="tel:\#(answer.phone)">\#(answer.phone)</a><p>\#(answer.words)</p>"#,
          why: "\(answer.at)")
      })
  }
}

private func sent(_ v: MessagesView) -> HTML {
  guard v.isSending, !v.sent.isEmpty else { return .empty }
  return panel("Sent today", beside: chip(String(v.sent.count))) {
    table(
      "Sent today", head: ["Patient", "Message", "How"],
      v.sent.map { [#"<a href="\#($0.url)">\#($0.patient)</a>"#, "\($0.what)", "\($0.how)"] })
  }
}
