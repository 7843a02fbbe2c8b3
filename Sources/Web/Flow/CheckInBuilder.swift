import Kernel
import Practice
import Scheduling

/// Turns who is where into lanes of finished words.
struct CheckInBuilder {
  let board: CheckInBoard
  let ask: DayAsk
  let who: Who
  let now: Instant

  private typealias Visit = CheckInBoard.Visit

  private var visits: [Visit] {
    board.visits.filter { ask.provider == nil || $0.board.visit.slot.provider == ask.provider }
  }

  func view(drawn: DrawnBoards = DrawnBoards()) -> CheckInView {
    CheckInView(
      title: "Check-in, \(longDay(board.day, today: ask.today))", day: board.day.description,
      location: board.location.id.rawValue, locations: ask.places.map { Choice($0.id.rawValue, $0.name) },
      provider: ask.provider?.rawValue ?? "", providers: providers, summary: summary, late: late,
      board: drawn.board(drawingKey) { checkInLanes(lanes) },
      live: Scheduling.topic(board.location.id, board.day), links: links,
      closed: board.isClosed ? "This day is closed: nothing of it changes any more." : nil)
  }

  private var providers: [Choice] {
    let all = Dictionary(
      board.visits.map { ($0.board.visit.slot.provider, $0.board.providerName) },
      uniquingKeysWith: { one, _ in one })
    return [Choice("", "Everybody")]
      + all.sorted { $0.value < $1.value }.map { Choice($0.key.rawValue, $0.value) }
  }

  private var links: [CheckInView.Link] {
    let place = "location=\(board.location.id)&day=\(board.day)"
    var links = [CheckInView.Link(label: "The day", url: ask.url(), icon: .calendar)]
    links.append(.init(label: "Messages", url: "/schedule/messages?\(place)", icon: .mail))
    links.append(
      .init(label: "Still open", url: "/schedule/checklist?location=\(board.location.id)", icon: .list))
    links.append(.init(label: "Who may not come", url: "/schedule/outlook?\(place)", icon: .phone))
    if who.may(.manageSchedule) {
      links.append(.init(label: "Waiting and delays", url: "/schedule/rules", icon: .clock))
      links.append(.init(label: "Reminders", url: "/reminders", icon: .mail))
    }
    if who.may(.closeDay) {
      links.append(.init(label: "Close the day", url: "/schedule/close?\(place)", icon: .lock))
    }
    return links
  }

  private var summary: [DayView.Summary] {
    let waiting = visits.filter { $0.board.visit.status == .arrived }
    let long = waiting.count { board.rules.wait(of: waited($0)) != .fine }
    var list: [DayView.Summary] = []
    if !waiting.isEmpty {
      list.append(.init(words: "\(waiting.count) waiting", tone: .violet, icon: .arrived))
    }
    if long > 0 { list.append(.init(words: "\(long) for long", tone: .warn, icon: .clock)) }
    return list
  }

  private var late: [CheckInView.Late] {
    board.late.values.filter { $0.delay >= 5 && (ask.provider == nil || $0.provider == ask.provider) }
      .sorted { $0.delay > $1.delay }.map { one in
        let told = one.late(from: board.rules.warnFrom).count
        let name = board.visits.first { $0.board.visit.slot.provider == one.provider }?.board.providerName
        return CheckInView.Late(
          provider: name ?? "", words: "about \(one.delay) min late",
          why: one.because + (told > 0 ? " \(told) to tell." : ""),
          url: scheduleURL("/schedule/late", board.location.id, board.day, one.provider))
      }
  }

  var lanes: [CheckInView.Lane] {
    let stages: [(VisitMark, String, Set<VisitStatus>)] = [
      (.booked, "Expected", [.booked, .confirmed]), (.arrived, "Waiting", [.arrived]),
      (.inRoom, "In room", [.roomed]), (.withClinician, "With clinician", [.started]),
      (.checkout, "Checkout", [.checkout]), (.done, "Done", [.done]),
    ]
    return stages.map { mark, name, statuses in
      let here = visits.filter { statuses.contains($0.board.visit.status) }
      // Expected by the clock; inside, whoever has waited longest comes first.
      let sorted = mark == .booked || mark == .done ? here : here.sorted { $0.board.since < $1.board.since }
      return CheckInView.Lane(
        id: mark.icon.rawValue, name: name, mark: mark, cards: sorted.map(card), isFolded: mark == .done)
    }
  }

  private func card(_ v: Visit) -> CheckInView.Card {
    let (b, visit) = (v.board, v.board.visit)
    let places = [clockTime(visit.slot.time.minutes), b.providerName] + [b.room].compactMap(\.self)
    return CheckInView.Card(
      id: visit.id.rawValue, patient: b.patient.full, url: ask.url(visit: visit.id),
      line: places.joined(separator: " · "), mark: VisitMark(visit.status), alert: !b.alerts.isEmpty,
      wait: board.day == ask.today ? wait(v) : nil, boxes: b.openBoxes, facts: facts(v), steps: steps(visit))
  }

  /// Minutes of waiting past the booked time: nobody who comes early has waited for us.
  private func waited(_ v: Visit) -> Int { now.minutes(since: max(v.board.since, v.board.visit.start)) }

  private func wait(_ v: Visit) -> CheckInView.Wait? {
    let (rules, visit) = (board.rules, v.board.visit)
    let here = now.minutes(since: v.board.since)
    func since(_ what: String, _ long: Int, _ tooLong: Int) -> CheckInView.Wait {
      .init(what: what, minutes: here, long: long, tooLong: tooLong)
    }
    switch visit.status {
    case .booked, .confirmed:
      let late = now.minutes(since: visit.start)
      return late < 5 ? nil : .init(what: "not here,", minutes: late, long: 5, tooLong: rules.longWait)
    case .arrived, .roomed:
      var wait = since(visit.status == .arrived ? "waiting" : "in room", rules.longWait, rules.tooLongWait)
      wait.early = max(0, visit.start.minutes(since: v.board.since))
      return wait
    case .started: return since("with them", visit.slot.minutes, visit.slot.minutes + rules.longWait)
    case .checkout: return since("at checkout", rules.longWait, rules.tooLongWait)
    case .done, .noShow, .cancelled: return nil
    }
  }

  private func facts(_ v: Visit) -> [CheckInView.Fact] {
    factMarks(v.board.visit, settled: v.facts, who, isClosed: board.isClosed)
  }

  private func steps(_ visit: Appointment) -> [StepView] {
    guard who.may(.runDay), !board.isClosed, let usual = visit.status.usual else { return [] }
    let missed = visit.status.next.contains(.noShow) && visit.start <= now
    return ([usual] + (missed ? [.noShow] : [])).map { next in
      StepView(
        label: VisitMark(next).word, url: "/appointments/\(visit.id)/\(next.step.noun)",
        icon: VisitMark(next).icon, key: next.step.key, weight: next == usual ? .plain : .quiet,
        fields: [Choice("seen", String(visit.steps))])
    }
  }
}

/// The facts beside a visit, each with the address that settles it or takes it back.
func factMarks(
  _ visit: Appointment, settled: Set<VisitFact.Kind>, _ who: Who, isClosed: Bool
) -> [CheckInView.Fact] {
  VisitFact.Kind.allCases.enumerated().filter { $1.fits(visit.status) }.map { place, kind in
    let isSettled = settled.contains(kind)
    let may = who.may(isSettled ? .undoSteps : .runDay) && !isClosed
    let url = "/appointments/\(visit.id)/facts/\(kind.rawValue)" + (isSettled ? "/undo" : "")
    return CheckInView.Fact(
      words: kind.short, isSettled: isSettled, url: may ? url : nil, key: String(place + 1))
  }
}

extension VisitFact.Kind {
  var short: String {
    switch self {
    case .forms: "Forms"
    case .vitals: "Vitals"
    case .nextVisit: "Next visit"
    }
  }
}
