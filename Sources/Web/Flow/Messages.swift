import Hummingbird
import Kernel
import Practice
import Scheduling

/// What patients are to be told: what waits and why, what was sent, what they answered.
enum Messages {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let (desk, place, reach) = (web.scheduling, ask.place.id, try await web.reach())
    let waiting = try await desk.messages(at: place, reach: reach, by: web.who)
    let sent = reach.isEmpty ? [] : try await desk.sentMessages(on: ask.today, at: place, by: web.who)
    let answers = reach.isEmpty ? [] : try await desk.answers(at: place, by: web.who)
    let view = MessagesView(
      back: ask.url("/schedule/flow"), rules: web.who.may(.manageSchedule) ? "/reminders" : nil,
      lines: waiting.map { messageLine($0, ask, web.who, now: web.now) },
      sent: sent.map { sentLine($0, ask) },
      answers: answers.map { answerLine($0, ask) }, isSending: !reach.isEmpty)
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

private func messageLine(_ m: VisitMessage, _ ask: DayAsk, _ who: Who, now: Instant) -> MessagesView.Line {
  let slot = m.board.visit.slot
  return MessagesView.Line(
    kind: m.kind.words, patient: m.board.patient.full, url: ask.url(day: slot.day, visit: m.board.visit.id),
    phone: m.board.phone?.description ?? "", words: m.words,
    written: "\(m.writtenBy) · \(stamp(m.writtenAt, ask.place.zone, today: ask.today))",
    goes: goes(m.route, ask, now: now), needsCall: m.route.needsPerson,
    at: who.may(.runDay) ? "/messages/\(m.id)" : nil)
}

/// `Waits until tomorrow 8:00: nothing is sent at night`
private func goes(_ route: MessageRoute, _ ask: DayAsk, now: Instant) -> String {
  switch route {
  case .text: "Goes by text message in a moment."
  case .email: "Goes by e-mail in a moment."
  case .waits(let until, let reason):
    until > now ? "Waits until \(stamp(until, ask.place.zone, today: ask.today)): \(reason)" : "It \(reason)."
  case .desk(let reason): reason
  case .untrue: "No longer true. It goes away by itself."
  }
}

private func sentLine(_ m: SentMessage, _ ask: DayAsk) -> MessagesView.Sent {
  MessagesView.Sent(
    what: m.kind.words, patient: m.patient.full, url: "/appointments/\(m.visit)",
    how: "\(m.channel.words), \(stamp(m.at, ask.place.zone, today: ask.today))")
}

private func answerLine(_ t: ReceivedText, _ ask: DayAsk) -> MessagesView.Answer {
  MessagesView.Answer(
    who: t.name?.full ?? t.phone.description, url: t.patient.map { "/patients/\($0)" },
    phone: t.phone.description,
    words: t.words, at: stamp(t.at, ask.place.zone, today: ask.today))
}
