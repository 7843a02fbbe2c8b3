import Kernel
import Practice
import Scheduling

/// A visit for the panel and for its own page: only the steps that are possible now, for this person.
func visitView(_ details: VisitDetails, _ who: Who, at now: Instant) -> VisitView {
  let (board, zone) = (details.board, details.location.zone)
  let (visit, today) = (details.visit, zone.day(of: now))
  let mayBook = who.may(.bookVisits) && !details.isClosed
  return VisitView(
    id: visit.id.rawValue, url: "/appointments/\(visit.id)", patient: board.patient.full,
    patientURL: "/patients/\(visit.patient)", born: patientLine(board, today: today),
    phone: board.phone?.description ?? "", alerts: board.alerts, mark: VisitMark(visit.status),
    since: visit.status == .booked ? "" : stamp(board.since, zone, today: today),
    facts: visitFacts(details, today: today), note: visit.note,
    overbooked: visit.overbooked.isEmpty ? nil : visit.overbooked,
    marks: factMarks(
      visit, settled: Set(details.facts.filter { $0.undone == nil }.map(\.kind)), who,
      isClosed: details.isClosed),
    boxes: boxViews(details, who, zone, today: today),
    steps: details.isClosed ? [] : steps(for: visit, who, now: now), isClosed: details.isClosed,
    undo: undoStep(details, who),
    move: mayBook && visit.status.isMovable ? "/appointments/\(visit.id)/move" : nil,
    cancel: mayBook && visit.status.next.contains(.cancelled)
      ? "/appointments/\(visit.id)/cancellation" : nil,
    overWords: overWords(board.passed), passed: board.passed.map(\.words),
    pin: mayBook && visit.status.isMovable ? "/appointments/\(visit.id)/pin" : nil,
    sooner: mayBook && (visit.status == .booked || visit.status == .confirmed) && visit.start > now
      ? "/wait-list/new?visit=\(visit.id)" : nil,
    sameDay: mayBook ? "/times?patient=\(visit.patient)&same_day=\(visit.id)" : nil,
    happened: whatHappened(details, zone, today: today))
}

extension WebRequest {
  /// A visit with where it stands in its series, and ways to those it belongs with.
  func visitView(_ details: VisitDetails) async throws -> VisitView {
    var view = Web.visitView(details, who, at: now)
    let visit = details.visit
    if let place = try await scheduling.placeInSeries(visit, by: who) {
      view.belongs.append(Choice("/series/\(visit.series?.rawValue ?? "")", "Series: \(place)"))
    }
    if let chain = visit.chain { view.belongs.append(Choice("/chains/\(chain)", "Visits that go with it")) }
    if let group = visit.session { view.belongs.append(Choice("/groups/\(group)", "The group")) }
    return view
  }
}

/// `Goes by Ruthie · born 4 Mar 1951, 75 · 100234`
func patientLine(_ board: BoardVisit, today: LocalDay) -> String {
  let called = board.calledName.isEmpty ? "" : "Goes by \(board.calledName)"
  let born = board.born == nil ? "" : "Born \(bornAndAge(board.born, today: today))"
  return [called, born, String(board.recordNumber)].filter { !$0.isEmpty }.joined(separator: " · ")
}

private func visitFacts(_ details: VisitDetails, today: LocalDay) -> [Choice] {
  let (board, slot) = (details.board, details.visit.slot)
  let places = [details.location.name] + board.resources.map(\.name)
  return [
    Choice("When", "\(namedDay(slot.day, today: today)), \(clockRange(slot.time.minutes, slot.minutes))"),
    Choice("Visit", "\(board.typeName) · \(slot.minutes) min"), Choice("With", board.providerName),
    Choice("Where", places.joined(separator: " · ")),
  ]
}

private func steps(for visit: Appointment, _ who: Who, now: Instant) -> [StepView] {
  let usual = visit.status.usual
  let possible = visit.status.next.filter { next in
    switch next {
    case .cancelled, .booked: false
    case .confirmed: who.may(.bookVisits)
    case .noShow: who.may(.runDay) && visit.start <= now
    default: who.may(.runDay)
    }
  }
  // What usually comes next comes first.
  return (possible.filter { $0 == usual } + possible.filter { $0 != usual }).map { next in
    StepView(
      label: VisitMark(next).word, url: "/appointments/\(visit.id)/\(next.step.noun)",
      icon: VisitMark(next).icon, key: next.step.key, weight: next == usual ? .primary : .plain,
      fields: [Choice("seen", String(visit.steps))])
  }
}

private func undoStep(_ details: VisitDetails, _ who: Who) -> StepView? {
  guard who.may(.undoSteps), !details.isClosed, let last = details.undoable else { return nil }
  return StepView(
    label: "Undo “\(last.kind.words)”", url: undoURL(details.visit.id, last.number), icon: .undo, key: "u",
    weight: .quiet)
}

func undoURL(_ visit: ID<Appointment>, _ step: Int) -> String { "/appointments/\(visit)/undo?step=\(step)" }

/// What a mark on the board says of a visit that stands past a rule.
func overWords(_ passed: [RuleOverride]) -> String {
  passed.isEmpty || passed.contains(where: \.isHard) ? "Overbooked" : "Booked past a rule"
}

extension VisitStep.Kind {
  var words: String {
    switch self {
    case .booked: "Booked"
    case .moved: "Moved"
    case .confirmed: "Confirmed"
    case .arrived: "Arrived"
    case .roomed: "In room"
    case .started: "With clinician"
    case .checkout: "Checkout"
    case .done: "Done"
    case .noShow: "Did not come"
    case .cancelled: "Cancelled"
    }
  }

  var icon: Icon {
    switch self {
    case .booked: .booked
    case .moved: .move
    case .confirmed: .confirmed
    case .arrived: .arrived
    case .roomed: .inRoom
    case .started: .withClinician
    case .checkout: .checkout
    case .done: .done
    case .noShow: .noShow
    case .cancelled: .cancelled
    }
  }
}
