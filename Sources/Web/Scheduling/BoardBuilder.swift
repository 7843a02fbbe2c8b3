import Kernel
import Practice
import Scheduling

/// Places a day on the board: rows of five minutes from the first hour to the last.
struct BoardBuilder {
  let day: DayViewBuilder

  /// Nil when nobody works and nothing is booked.
  func view() -> BoardView? {
    guard let hours = range else { return nil }
    let columns = day.columns.map { column($0, hours) } + shared(hours)
    let shortest = day.columns.flatMap(\.visits).map(\.visit.slot.minutes).min() ?? 15
    let now = day.minuteOfNow.flatMap { hours.contains($0) ? row($0, hours) : nil }
    return BoardView(
      grain: shortest < 10 ? .five : shortest < 15 ? .ten : .quarter, rows: hours.count / 5,
      starts: hours.lowerBound,
      hours: stride(from: hours.lowerBound, to: hours.upperBound, by: 60).map {
        BoardView.Hour(row: row($0, hours), words: clockTime($0))
      },
      columns: columns, now: now)
  }

  /// Whole hours around all that is open or booked.
  private var range: Range<Int>? {
    let open = day.columns.flatMap(\.hours.open)
    let booked = day.columns.flatMap(\.visits).map { span($0.visit.slot) } + day.board.holds.map(\.slot.span)
    let all = open + booked
    guard let first = all.map(\.lowerBound).min(), let last = all.map(\.upperBound).max() else { return nil }
    return first / 60 * 60..<min(1440, (last + 59) / 60 * 60)
  }

  private func column(_ c: DayBoard.Column, _ hours: Range<Int>) -> BoardView.Column {
    let open = c.openMinutes
    let full = open > 0 && c.bookedMinutes >= open
    return BoardView.Column(
      id: c.provider.id.rawValue, isProvider: true, name: c.provider.title, detail: c.provider.specialty,
      load: open == 0 ? "" : "\(c.bookedMinutes) of \(open) min",
      percent: open == 0 ? 0 : c.bookedMinutes * 100 / open, full: full,
      late: day.board.late[c.provider.id].flatMap { $0.delay >= 5 ? "\($0.delay) min late" : nil },
      off: off(c.hours, hours), kept: kept(c.hours, hours), visits: placed(c.visits, hours),
      free: free(c, hours),
      held: day.board.holds.filter { $0.slot.provider == c.provider.id }.map { held($0, hours) })
  }

  private func held(_ hold: Hold, _ hours: Range<Int>) -> BoardView.Held {
    let until = day.board.location.zone.wall(hold.expires).time
    let isOwn = hold.madeBy == day.who.staff
    let patient = hold.patient.map { "&patient=\($0)" } ?? ""
    return BoardView.Held(
      row: row(hold.slot.time.minutes, hours), span: max(1, hold.slot.minutes / 5),
      words: "Held by \(isOwn ? "you" : hold.madeByName) until \(until)",
      url: isOwn ? "/appointments/new?type=\(hold.visitType)&hold=\(hold.id)\(patient)" : nil)
  }

  private func shared(_ hours: Range<Int>) -> [BoardView.Column] {
    day.board.shared.filter { !$0.visits.isEmpty || day.ask.provider == nil }.map { shared in
      let booked = shared.visits.reduce(0) { $0 + $1.visit.slot.minutes }
      return BoardView.Column(
        id: shared.resource.id.rawValue, isProvider: false, name: shared.resource.name,
        detail: "Shared \(shared.resource.kind.words.lowercased())", load: "\(booked) min booked",
        percent: min(100, booked * 100 / max(1, hours.count)), full: false,
        visits: placed(shared.visits, hours))
    }
  }

  /// Everything that is not open, cut where a break has a name.
  private func off(_ h: DayHours, _ hours: Range<Int>) -> [BoardView.Off] {
    var closed: [Range<Int>] = []
    var place = hours.lowerBound
    for open in h.open where open.upperBound > place {
      if open.lowerBound > place { closed.append(place..<open.lowerBound) }
      place = max(place, open.upperBound)
    }
    if place < hours.upperBound { closed.append(place..<hours.upperBound) }
    return closed.flatMap { stretch -> [BoardView.Off] in
      let named = h.pauses.filter { $0.span.overlaps(stretch) }.sorted {
        $0.span.lowerBound < $1.span.lowerBound
      }
      let edges = Set([stretch.lowerBound, stretch.upperBound])
        .union(named.flatMap { [$0.span.lowerBound, $0.span.upperBound] }.filter(stretch.contains)).sorted()
      return zip(edges, edges.dropFirst()).map { from, to in
        let pause = named.first { $0.span.contains(from) }
        return BoardView.Off(row: row(from, hours), span: max(1, (to - from) / 5), words: pause?.label ?? "")
      }
    }
  }

  private func kept(_ h: DayHours, _ hours: Range<Int>) -> [BoardView.Off] {
    day.keptBlocks(h).map { block in
      BoardView.Off(
        row: row(block.span.lowerBound, hours), span: max(1, block.span.count / 5), words: block.label)
    }
  }

  /// Open times in pieces of half an hour, so that the one that is meant can be pressed; planned starts as they are.
  private func free(_ c: DayBoard.Column, _ hours: Range<Int>) -> [BoardView.Free] {
    guard day.who.may(.bookVisits), !day.isPast else { return [] }
    let from = ((day.minuteOfNow ?? 0) + 4) / 5 * 5
    // Five minutes are a breath between two visits, not a time to book.
    let ahead = c.free.filter { $0.upperBound > from }.map { max($0.lowerBound, from)..<$0.upperBound }
    let planned = ahead.flatMap(c.hours.plannedPieces).map { piece(c, $0, to: $0.upperBound, hours) }
    return planned
      + ahead.flatMap(c.hours.unplannedPieces).filter { $0.count > 5 }.flatMap { gap -> [BoardView.Free] in
        let (start, end) = (gap.lowerBound, gap.upperBound)
        let cuts = [start] + stride(from: (start / 30 + 1) * 30, to: end, by: 30) + [end]
        return zip(cuts, cuts.dropFirst()).filter { $1 - $0 > 5 }.map { piece(c, $0..<$1, to: end, hours) }
      }
  }

  private func piece(
    _ c: DayBoard.Column, _ time: Range<Int>, to end: Int, _ hours: Range<Int>
  ) -> BoardView.Free {
    BoardView.Free(
      row: row(time.lowerBound, hours), span: time.count / 5, url: bookURL(c.provider.id, time.lowerBound),
      words: "\(clockTime(time.lowerBound)) · \(end - time.lowerBound) min")
  }

  private func bookURL(_ provider: ID<Provider>, _ minute: Int) -> String {
    "/appointments/new?location=\(day.board.location.id)&provider=\(provider)&from=\(day.board.day)&time=\(clockTime(minute))"
  }

  /// Visits that overlap stand beside each other.
  private func placed(_ visits: [BoardVisit], _ hours: Range<Int>) -> [BoardView.Visit] {
    var placed: [BoardView.Visit] = []
    var group: [(visit: BoardVisit, track: Int)] = []
    var end = 0
    func close() {
      let tracks = min(4, (group.map(\.track).max() ?? 0) + 1)
      placed += group.map { visit($0.visit, min($0.track, tracks - 1) + 1, tracks, hours) }
      group = []
    }
    var groups: Set<ID<GroupSession>> = []
    for v in visits.sorted(by: { $0.visit.slot.time < $1.visit.slot.time }) {
      // A group is one block, however many are in it.
      if let session = v.visit.session, !groups.insert(session).inserted { continue }
      let span = span(v.visit.slot)
      if span.lowerBound >= end { close() }
      let taken = Set(group.filter { self.span($0.visit.visit.slot).overlaps(span) }.map(\.track))
      group.append((v, (0...).first { !taken.contains($0) } ?? 0))
      end = max(end, span.upperBound)
    }
    close()
    return placed
  }

  private func visit(_ v: BoardVisit, _ track: Int, _ tracks: Int, _ hours: Range<Int>) -> BoardView.Visit {
    let slot = v.visit.slot
    if let group = v.visit.session.flatMap({ day.board.groups[$0] }) {
      return BoardView.Visit(
        id: v.visit.id.rawValue, url: "/groups/\(group.id)", row: row(slot.time.minutes, hours),
        span: max(1, slot.minutes / 5), track: track, tracks: tracks, patient: v.typeName,
        type: "\(group.taken) of \(group.capacity)", times: clockRange(slot.time.minutes, slot.minutes),
        minutes: slot.minutes, mark: VisitMark(v.visit.status), colour: v.colour.rawValue,
        chosen: visits(of: group.id).contains { $0.visit.id == day.ask.visit })
    }
    return BoardView.Visit(
      id: v.visit.id.rawValue, url: day.ask.url(visit: v.visit.id), row: row(slot.time.minutes, hours),
      span: max(1, slot.minutes / 5), track: track, tracks: tracks, patient: v.patient.full, type: v.typeName,
      more: more(v), boxes: v.openBoxes, times: clockRange(slot.time.minutes, slot.minutes),
      minutes: slot.minutes,
      mark: VisitMark(v.visit.status), colour: v.colour.rawValue, overbooked: !v.visit.overbooked.isEmpty,
      overWords: overWords(v.passed),
      alert: !v.alerts.isEmpty, chosen: v.visit.id == day.ask.visit,
      move: v.mover(for: day.who))
  }

  private func visits(of group: ID<GroupSession>) -> [BoardVisit] {
    day.columns.flatMap(\.visits).filter { $0.visit.session == group }
  }

  private func more(_ v: BoardVisit) -> String {
    switch v.visit.status {
    case .arrived where day.minuteOfNow != nil: "waiting \(day.now.minutes(since: v.since)) min"
    case .roomed, .started: v.room ?? ""
    default: ""
    }
  }

  private func row(_ minute: Int, _ hours: Range<Int>) -> Int { (minute - hours.lowerBound) / 5 + 1 }
  private func span(_ slot: Slot) -> Range<Int> { slot.time.minutes..<slot.time.minutes + slot.minutes }
}
