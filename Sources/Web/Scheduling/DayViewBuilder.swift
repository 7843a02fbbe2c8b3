import Kernel
import Practice
import Scheduling

/// Turns a board of facts into one of finished words and places.
struct DayViewBuilder {
  let board: DayBoard
  let ask: DayAsk
  let who: Who
  let now: Instant

  private var isToday: Bool { board.day == ask.today }
  private var shown: [DayBoard.Column] {
    board.columns.filter { ask.provider == nil || $0.provider.id == ask.provider }
  }
  private var visits: [BoardVisit] { shown.flatMap(\.visits).sorted { $0.visit.start < $1.visit.start } }

  func view(chosen: VisitView?, drawn: DrawnBoards = DrawnBoards()) -> DayView {
    DayView(
      title: longDay(board.day, today: ask.today), day: board.day.description, isToday: isToday,
      before: ask.url(day: board.day.advanced(by: -1)), today: ask.url(day: ask.today),
      after: ask.url(day: board.day.advanced(by: 1)), week: ask.url("/schedule/week"),
      print: ask.url("/schedule/print"),
      find: "/times?location=\(board.location.id)&from=\(max(board.day, ask.today))",
      several: who.may(.bookVisits) ? ask.url("/schedule/several") : nil,
      location: board.location.id.rawValue, locations: ask.places.map { Choice($0.id.rawValue, $0.name) },
      provider: ask.provider?.rawValue ?? "", providers: providers,
      closed: board.closed.map { "Closed: \($0)" }, outOfService: board.outOfService.map(away),
      rooms: who.may(.runDay) ? "/rooms?location=\(board.location.id)" : nil,
      summary: summary,
      board: drawn.board(drawingKey) { BoardBuilder(day: self).view().map(Web.board) }, chosen: chosen,
      flow: isToday ? flow : [],
      cancelled: gone, live: Scheduling.topic(board.location.id, board.day))
  }

  private func away(_ away: DayBoard.Away) -> String {
    let until =
      away.time.until == OutOfService.forever
      ? "" : " until \(stamp(away.time.until, board.location.zone, today: ask.today))"
    return "\(away.name) is out of service\(until): \(away.time.reason)"
  }

  var columns: [DayBoard.Column] { shown }
  var minuteOfNow: Int? { isToday ? board.location.zone.wall(now).time.minutes : nil }
  var isPast: Bool { board.day < ask.today }

  private var providers: [Choice] {
    [Choice("", "Everybody")] + board.columns.map { Choice($0.provider.id.rawValue, $0.provider.title) }
  }

  private var summary: [DayView.Summary] {
    let open = shown.reduce(0) { $0 + $1.openMinutes }
    let booked = shown.reduce(0) { $0 + $1.bookedMinutes }
    var list: [DayView.Summary] = []
    if open > 0 {
      list.append(.init(words: "\(booked * 100 / open) % booked", tone: booked >= open ? .warn : .ok))
    }
    let waiting = isToday ? shown.flatMap(\.visits).count { $0.visit.status == .arrived } : 0
    if waiting > 0 {
      list.append(.init(words: "\(waiting) waiting", tone: .violet, icon: .arrived))
    }
    return list
  }

  private var flow: [FlowGroup] {
    let waiting = visits.filter { $0.visit.status == .arrived }.sorted { $0.since < $1.since }
    let inside = visits.filter { [.roomed, .started, .checkout].contains($0.visit.status) }
    let coming = visits.filter { $0.visit.status == .booked || $0.visit.status == .confirmed }
    return [
      FlowGroup(name: "Waiting", lines: waiting.map { line($0, "\(now.minutes(since: $0.since)) min") }),
      FlowGroup(
        name: "With us", lines: inside.map { line($0, $0.room ?? clockTime($0.visit.slot.time.minutes)) }),
      FlowGroup(name: "Next to come", lines: coming.prefix(6).map { line($0, due($0)) }),
    ]
  }

  /// `11:30`, or `11:30, 12 min late`.
  private func due(_ v: BoardVisit) -> String {
    let late = now.minutes(since: v.visit.start)
    return clockTime(v.visit.slot.time.minutes) + (late >= 5 ? ", \(late) min late" : "")
  }

  private func line(_ v: BoardVisit, _ when: String) -> FlowLine {
    FlowLine(
      mark: VisitMark(v.visit.status), patient: v.patient.full, url: ask.url(visit: v.visit.id),
      why: "\(when) · \(v.providerName)", next: who.may(.runDay) ? next(v.visit) : nil)
  }

  private func next(_ visit: Appointment) -> StepView? {
    visit.status.usual.map {
      StepView(
        label: VisitMark($0).word, url: "/appointments/\(visit.id)/\($0.step.noun)", icon: VisitMark($0).icon,
        fields: [Choice("seen", String(visit.steps))])
    }
  }

  private var gone: [FlowLine] {
    board.gone.filter { ask.provider == nil || $0.visit.slot.provider == ask.provider }.map {
      FlowLine(
        mark: VisitMark($0.visit.status), patient: $0.patient.full, url: ask.url(visit: $0.visit.id),
        why:
          "\(clockTime($0.visit.slot.time.minutes)) · \($0.providerName) · \(VisitMark($0.visit.status).word)"
      )
    }
  }
}

extension BoardVisit {
  /// The room it is in.
  var room: String? { resources.first { $0.kind == .room }?.name }
}
