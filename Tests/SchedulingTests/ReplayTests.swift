import Kernel
import Practice
import Records
import Testing

@testable import Scheduling

@Suite struct `Replaying a month` {
  let cast = ReplayCast()

  @Test func `gives everybody the time they had where nothing is changed`() {
    let figures = cast.replay(cast.full)
    #expect(figures.answers.asks == 4 && figures.answers.asAsked == 4 && figures.answers.refused == 0)
    #expect(figures.whole.fill == 1 && figures.whole.visits == 4 && figures.whole.weighted == 120)
    #expect(figures.answers.daysAhead == 28 && figures.answers.because.isEmpty)
  }

  @Test func `a block for new patients turns follow-ups away to the next free day`() {
    let block = ScheduleDraft.Change.addBlock(
      .init(
        provider: nil, weekdays: [.monday], from: cast.time(9), until: cast.time(10), label: "New patients",
        categories: [.newPatient]))
    let figures = cast.replay(cast.full, [block])
    #expect(figures.answers.asAsked == 2 && figures.answers.sameProvider == 2)
    #expect(figures.answers.daysLater == 14 && figures.answers.because[.block]?.moved == 2)
    #expect(figures.whole.fill == 0.5 && figures.whole.visits == 2)
  }

  @Test func `half of a block is half as much in the way`() {
    let block = ScheduleDraft.Change.addBlock(
      .init(
        provider: nil, weekdays: [.monday], from: cast.time(9), until: cast.time(10), label: "New patients",
        categories: [.newPatient], percent: 50))
    #expect(cast.replay(cast.full, [block]).answers.asAsked == 3)
  }

  @Test func `a released block is in nobody's way`() {
    let block = ScheduleDraft.Change.addBlock(
      .init(
        provider: nil, weekdays: [.monday], from: cast.time(9), until: cast.time(10), label: "New patients",
        categories: [.newPatient], releaseDays: 7))
    #expect(cast.replay(cast.full, [block]).answers.asAsked == 4)
  }

  @Test func `a longer visit pushes those behind it back, and the last one off the day`() {
    let run = cast.run(cast.full, [.type(cast.followUp.id, .init(minutes: 40))])
    #expect(
      run.answers.map(\.outcome) == [
        .asAsked, .sameProvider(daysLater: 0), .sameProvider(daysLater: 0), .sameProvider(daysLater: 7),
      ])
    #expect(run.answers.map(\.rule) == [nil, .providerTaken, .providerTaken, .hours])
    #expect((0..<4).map { run.book.places[$0]?.asked.start } == [480, 520, 560, 560])
    #expect(run.book.places[3]?.asked.minutes == 40)
  }

  @Test func `a visit of a length of its own keeps it`() {
    let run = cast.run(
      [cast.visit(cast.slot(8, minutes: 45))], [.type(cast.followUp.id, .init(minutes: 20))])
    #expect(run.book.places[0]?.asked.minutes == 45)
  }

  @Test func `somebody else who does such visits is asked once the own provider has nothing`() {
    var cast = cast
    cast.alsoLindqvist = true
    let gone = ScheduleDraft.Change.hours(
      cast.okafor.id, [.monday], from: cast.time(8), until: cast.time(8))
    let run = cast.run([cast.visit(cast.slot(8, 30))], [gone])
    #expect(run.answers.map(\.outcome) == [.another(daysLater: 0)])
    #expect(run.book.places[0]?.asked.provider == 1 && run.book.places[0]?.asked.start == 510)
  }

  @Test func `refuses where nobody has anything within the days that are looked at`() {
    let gone = ScheduleDraft.Change.hours(
      cast.okafor.id, [.monday], from: cast.time(8), until: cast.time(8))
    let figures = cast.replay(cast.full, [gone])
    #expect(figures.answers.refused == 4 && figures.answers.because[.hours]?.refused == 4)
    #expect(figures.whole.visits == 0 && figures.whole.open == 0)
  }

  @Test func `who comes without a time waits that day, and is turned away rather than sent to another`() {
    let walkIn = { (asked: Instant) in
      cast.visit(cast.slot(9), asked: asked, isWalkIn: true)
    }
    let taken = [cast.visit(cast.slot(9)), cast.visit(cast.slot(8))]
    let early = cast.run(taken + [walkIn(cast.moment(0, 8, 55))])
    #expect(early.book.places[2]?.asked.start == 570)
    let late = cast.run(taken + [cast.visit(cast.slot(9, 30)), walkIn(cast.moment(0, 8, 55))])
    #expect(late.answers.last?.outcome == .refused)
  }

  @Test func `a time that is given back goes to whoever asks next`() {
    let given = cast.visit(cast.slot(9), then: [.init(at: cast.moment(-3), deed: .cancel)])
    let before = cast.visit(cast.slot(9), asked: cast.moment(-4))
    let after = cast.visit(cast.slot(9), asked: cast.moment(-2))
    #expect(cast.run([given, before]).answers.map(\.outcome) == [.asAsked, .sameProvider(daysLater: 0)])
    #expect(cast.run([given, after]).answers.map(\.outcome) == [.asAsked, .asAsked])
  }

  @Test func `who misses a visit is not seen, and frees it only once it is known`() {
    let missed = cast.visit(cast.slot(8), then: [.init(at: cast.moment(0, 8, 20), deed: .miss)])
    let walkIn = cast.visit(cast.slot(8, minutes: 60), asked: cast.moment(0, 8, 25), isWalkIn: true)
    let run = cast.run([missed, walkIn])
    #expect(run.answers.last?.rule == nil && run.missed == [0])
    #expect(cast.replay([missed]).whole.visits == 0)
  }

  @Test func `a move that cannot be had leaves the visit where it was`() {
    let moved = cast.visit(
      cast.slot(8), then: [.init(at: cast.moment(-6), deed: .ask(cast.slot(8, days: 1), past: []))])
    let gone = cast.run([moved])
    #expect(gone.answers.map(\.outcome) == [.asAsked, .sameProvider(daysLater: 6)])
    var others = (0..<4).flatMap { week in
      [480, 510, 540, 570].map { cast.visit(cast.slot($0 / 60, $0 % 60, days: 7 * week)) }
    }
    others[0] = moved
    let full = cast.run(others)
    #expect(full.answers.last?.outcome == .refused && full.answers.last?.isMove == true)
    #expect(full.book.places[0]?.asked.day == 0)
  }

  @Test func `who got a time past a rule gets it again, and only past that rule`() {
    let beside = cast.visit(cast.slot(8), asked: cast.moment(-2), past: [.providerTaken])
    let run = cast.run([cast.visit(cast.slot(8)), beside])
    #expect(run.answers.map(\.outcome) == [.asAsked, .asAsked])
    let late = cast.visit(cast.slot(10), past: [.providerTaken])
    #expect(cast.run([late]).answers.map(\.rule) == [.hours])
  }

  @Test func `a record of a time that was given twice counts from when it was free`() {
    let given = cast.visit(cast.slot(9), then: [.init(at: cast.moment(-2), deed: .cancel)])
    let missed = cast.visit(cast.slot(8), then: [.init(at: cast.moment(0, 8, 20), deed: .miss)])
    let report = ReplayReport(
      [given, missed, cast.visit(cast.slot(9)), cast.visit(cast.slot(8)), cast.visit(cast.slot(8))],
      cast.rules,
      draft: nil, cast.days)
    #expect(report.known.settled == 3 && report.known.pastRules == 0)
    // Two stand there to the end, which no order of things explains.
    #expect(report.before.answers.asAsked == 4 && report.before.answers.because[.providerTaken]?.refused == 0)
    #expect(report.before.answers.sameProvider == 1)
  }

  @Test func `a cap sends away what is too much, weighed as the draft has it`() {
    let cap = ScheduleDraft.Change.cap(cast.okafor.id, .day, minutes: 90)
    let figures = cast.replay(cast.full, [cap])
    #expect(figures.answers.because[.caseload]?.moved == 1 && figures.whole.heaviest == 90)
  }

  @Test func `does not mind visits elsewhere but for whom they take`() {
    let ruth: ID<Patient> = "ruth"
    var elsewhere = cast.slot(8)
    elsewhere.location = "harbor"
    let run = cast.run([cast.visit(elsewhere, patient: ruth), cast.visit(cast.slot(8))])
    #expect(run.answers.map(\.rule) == [.providerTaken])
    elsewhere.provider = cast.lindqvist.id
    let other = cast.run([
      cast.visit(elsewhere, patient: ruth), cast.visit(cast.slot(8, minutes: 60), patient: ruth),
    ])
    #expect(other.answers.map(\.rule) == [.patientElsewhere])
  }
}

@Suite struct `The third next available time` {
  let cast = ReplayCast(weekdays: [.monday, .tuesday, .wednesday, .thursday, .friday])

  @Test func `is the third that could be booked, counted in days`() {
    let grid = ReplayGrid(cast.rules, cast.days.replayed)
    var book = ReplayBook(grid)
    let now = Int(cast.moment(0, 8).milliseconds)
    #expect(book.thirdNext(0, 0, from: 0, now: now) == .days(0))
    func take(_ start: Int, day: Int = 0, visit: Int) {
      book.place(
        .init(
          visit: visit, patient: visit, kind: 0, needs: [], provider: 0, day: day, start: start, minutes: 30,
          weighted: 30, now: now))
    }
    take(480, visit: 1)
    #expect(book.thirdNext(0, 0, from: 0, now: now) == .days(0))
    take(540, visit: 2)
    #expect(book.thirdNext(0, 0, from: 0, now: now) == .days(1))
    // Two gaps of less than half an hour are no time.
    take(500, day: 1, visit: 3)
    take(545, day: 1, visit: 4)
    take(575, day: 1, visit: 5)
    #expect(book.thirdNext(0, 0, from: 0, now: now) == .days(2))
  }

  @Test func `is further away than can be seen where there is nothing`() {
    let book = ReplayBook(ReplayGrid(cast.rules, cast.days.replayed))
    #expect(book.thirdNext(1, 0, from: 0, now: 0) == .moreThan(34))
  }

  @Test func `is looked at as the office opens, before what happens that day`() {
    let early = cast.visit(cast.slot(8), asked: cast.moment(-1))
    let later = (0..<3).map { cast.visit(cast.slot(8, 30 + 0, days: $0 + 1), asked: cast.moment(0, 8, 1)) }
    let figures = cast.replay([early] + later)
    #expect(figures.thirdNextByDay.map(\.day) == (0..<5).map { cast.monday.advanced(by: $0) })
    #expect(figures.thirdNextByDay[0].days == 0 && figures.thirdNext.map(\.isLeast) == [false])
  }
}

@Suite struct `A day as it goes` {
  @Test func `keeps those waiting whose turn comes late, and the clinician after hours`() {
    let turns = [(480, 30), (500, 20), (540, 20)].map { LivedDay.Turn(start: $0, minutes: $1) }
    let day = LivedDay(turns, open: [480..<550])
    #expect(day.waits == [0, 10, 0] && day.overtime == 10)
    #expect(LivedDay([], open: [480..<550]).overtime == 0)
  }

  @Test func `a group is seen together and waits together`() {
    let day = LivedDay(
      [.init(start: 480, minutes: 40), .init(start: 500, minutes: 60, people: 3)], open: [480..<600])
    #expect(day.waits == [0, 20, 20, 20] && day.overtime == 0)
  }

  @Test func `lengths nobody measured are drawn from the measured ones, the same each time`() {
    let cast = ReplayCast()
    let known = (0..<10).map { cast.visit(cast.slot(8, days: -$0), took: 20 + $0) }
    let unknown = cast.visit(cast.slot(9))
    let lengths = LivedLengths(known + [unknown], seed: 1)
    #expect(lengths.measured == 10 && lengths.drawn == 1 && (20..<30).contains(lengths.minutes[10]))
    #expect(LivedLengths(known + [unknown], seed: 1).minutes == lengths.minutes)
    #expect(LivedLengths(Array(known.prefix(9)) + [unknown], seed: 1).minutes.last == 30)
  }
}
