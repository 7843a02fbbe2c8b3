import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

extension Cast {
  /// A week in which everything happens that can happen to a visit, told by the verbs themselves; then it is over.
  fileprivate func liveThroughAWeek() async throws {
    try await scheduling.book(ask(ruth, slot(9)), by: ortega)
    try await scheduling.book(ask(omar, slot(10, minutes: 60), physical), by: ortega)
    try await scheduling.book(ask(grace, slot(10, with: lindqvist), scan), by: ortega)
    let moved = try await scheduling.book(ask(ruth, slot(14)), by: ortega)
    clock.advance(minutes: 1)
    try await scheduling.move(moved.id, to: slot(9, 30, days: 1), seen: 1, by: ortega)
    let given = try await scheduling.book(ask(omar, slot(14)), by: ortega)
    clock.advance(minutes: 1)
    try await scheduling.cancel(given.id, because: .patient, by: ortega)
    clock.advance(minutes: 1)
    try await scheduling.book(ask(grace, slot(14)), by: ortega)
    // Beside somebody, after hours and into lunch, each with a reason.
    try await scheduling.book(ask(grace, slot(9), overrule: "in pain"), by: mills)
    try await scheduling.book(ask(omar, slot(12, 30), overrule: "asked for it"), by: mills)
    let missed = try await scheduling.book(ask(ruth, slot(8, 30, days: 2)), by: ortega)
    let undone = try await scheduling.book(ask(omar, slot(8, 30, days: 3)), by: ortega)
    try await scheduling.cancel(undone.id, because: .mistake, by: ortega)
    try await scheduling.undo(undone.id, by: mills)
    clock.set(riverside.zone.instant(today.advanced(by: 2), WallTime(9, 0) ?? .midnight))
    try await scheduling.advance(missed.id, to: .noShow, by: ortega)
    let walkIn = try await scheduling.book(ask(grace, slot(9, 5, days: 2)), by: ortega)
    clock.advance(minutes: 4)
    try await scheduling.advance(walkIn.id, to: .arrived, by: ortega)
    try await scheduling.advance(walkIn.id, to: .started, by: ortega)
    clock.advance(minutes: 25)
    try await scheduling.advance(walkIn.id, to: .done, by: ortega)
    clock.set(riverside.zone.instant(today.advanced(by: 7), WallTime(8, 0) ?? .midnight))
  }

  fileprivate var week: ReplayWish {
    ReplayWish(location: riverside.id, days: today...today.advanced(by: 4))
  }
}

@Suite struct `A month as it happened` {
  @Test(arguments: EngineKind.underTest)
  func `comes out as it was where no rule is changed`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.liveThroughAWeek()
      let report = try await cast.scheduling.replay(cast.week, by: cast.mills)
      let answers = report.before.answers
      #expect(answers.asks == 12 && answers.asAsked == 12 && answers.refused == 0)
      #expect(answers.because.isEmpty && report.after == nil)
      #expect(report.known.cancelled == 1 && report.known.missed == 1 && report.known.walkIns == 1)
      #expect(report.known.pastRules == 2 && report.known.measured == 1)
      // Monday 9:00 twice, 10:00–11:00, lunch at 12:30 and 14:00; Tuesday 9:30; Wednesday 9:05; Thursday 8:30.
      let okafor = try #require(report.before.providers.first { $0.provider == cast.okafor.id })
      #expect(okafor.visits == 8 && okafor.filled == 30 + 60 + 30 + 30 + 30 + 30)
      #expect(okafor.open == 5 * 480 && okafor.days == 5 && okafor.weighted == 270)
      let lindqvist = try #require(report.before.providers.first { $0.provider == cast.lindqvist.id })
      #expect(lindqvist.visits == 1 && lindqvist.filled == 30)
      #expect(report.before.thirdNextByDay.count == 5)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is tried with a draft, which leaves the schedule as it is`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.liveThroughAWeek()
      let draft = try await cast.scheduling.beginDraft("Late Mondays", at: cast.riverside.id, by: cast.mills)
      try await cast.scheduling.addChange(
        .hours(
          cast.okafor.id, [.monday], from: WallTime(9, 30) ?? .midnight, until: WallTime(17, 30) ?? .midnight),
        to: draft.id, by: cast.mills)
      var wish = cast.week
      wish.draft = draft.id
      let report = try await cast.scheduling.replay(wish, by: cast.mills)
      let after = try #require(report.after)
      #expect(after.answers.because[.hours]?.moved == 2 && after.answers.asAsked == 10)
      #expect(after.whole.open == report.before.whole.open - 60)
      let hours = try await cast.store.read { tx in
        try tx.templates(cast.today...cast.today, providers: [cast.okafor.id])
      }
      #expect(hours.first?.stretches.first { $0.kind == .work }?.starts == WallTime(8, 0))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is of days that are over, not too many, on which somebody asked`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      func replay(_ days: ClosedRange<LocalDay>, by who: Who) async throws {
        _ = try await cast.scheduling.replay(ReplayWish(location: cast.riverside.id, days: days), by: who)
      }
      let yesterday = cast.today.advanced(by: -1)
      await #expect(throws: ReplayRefused.notOver) {
        try await replay(yesterday...cast.today, by: cast.mills)
      }
      await #expect(throws: ReplayRefused.tooLong) {
        try await replay(yesterday.advanced(by: -35)...yesterday, by: cast.mills)
      }
      await #expect(throws: ReplayRefused.nothing) { try await replay(yesterday...yesterday, by: cast.mills) }
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await replay(yesterday...yesterday, by: cast.ortega)
      }
      let harbors = Who(staff: ID(), name: "Ida Frost", roles: [.manager], locations: [cast.harbor.id])
      await #expect(throws: Forbidden.location) { try await replay(yesterday...yesterday, by: harbors) }
    }
  }
}

@Suite struct `Drafts of a schedule` {
  @Test(arguments: EngineKind.underTest)
  func `are kept by name, change by change, with a trace of who did it`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let draft = try await desk.beginDraft(" Fridays  off ", at: cast.riverside.id, by: cast.mills)
      #expect(draft.name == "Fridays off")
      let time = { (hour: Int) in WallTime(hour, 0) ?? .midnight }
      let changes: [ScheduleDraft.Change] = [
        .hours(cast.okafor.id, [.friday], from: time(8), until: time(8)),
        .addBlock(
          .init(
            provider: nil, weekdays: [.monday], from: time(9), until: time(11), label: "New patients",
            categories: [.newPatient], percent: 50, releaseDays: 2)),
        .removeBlock(cast.okafor.id, label: "Procedures"),
        .type(cast.followUp.id, .init(minutes: 20, leadMinutes: 60)),
        .cap(cast.okafor.id, .day, minutes: 300),
      ]
      for change in changes { try await desk.addChange(change, to: draft.id, by: cast.mills) }
      #expect(try await desk.scheduleDraft(draft.id, by: cast.mills).changes == changes)
      try await desk.removeChange(changes[1], from: draft.id, by: cast.mills)
      try await desk.removeChange(changes[1], from: draft.id, by: cast.mills)
      #expect(try await desk.scheduleDrafts(by: cast.mills).map(\.changes.count) == [4])
      try await desk.removeDraft(draft.id, by: cast.mills)
      #expect(try await desk.scheduleDrafts(by: cast.mills).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuse what the schedule could not keep, and whom they do not concern`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let draft = try await desk.beginDraft("Shorter", at: cast.riverside.id, by: cast.mills)
      await #expect(throws: InvalidInput.self) {
        try await desk.beginDraft("Shorter", at: cast.riverside.id, by: cast.mills)
      }
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await desk.beginDraft("Mine", at: cast.riverside.id, by: cast.ortega)
      }
      let harbors = Who(staff: ID(), name: "Ida Frost", roles: [.manager], locations: [cast.harbor.id])
      await #expect(throws: NotFound("draft")) { try await desk.scheduleDraft(draft.id, by: harbors) }
      let time = { (hour: Int) in WallTime(hour, 0) ?? .midnight }
      func kept(_ label: String, _ kinds: [VisitType.Category], percent: Int = 100, release: Int? = nil)
        -> ScheduleDraft.Change
      {
        .addBlock(
          .init(
            provider: nil, weekdays: [.monday], from: time(9), until: time(11), label: label,
            categories: kinds,
            percent: percent, releaseDays: release))
      }
      let nonsense: [(ScheduleDraft.Change, String)] = [
        (.hours(cast.okafor.id, [], from: time(8), until: time(9)), "weekday"),
        (.hours(cast.okafor.id, [.monday], from: time(9), until: time(8)), "until"),
        (.hours(cast.okafor.id, [.monday], from: WallTime(8, 2) ?? .midnight, until: time(9)), "from"),
        (kept(" ", [.procedure]), "label"), (kept("New", []), "category"),
        (kept("New", [.procedure], percent: 0), "percent"),
        (kept("New", [.procedure], release: 366), "release"),
        (.removeBlock(nil, label: ""), "label"), (.type(cast.followUp.id, .init()), "minutes"),
        (.type(cast.followUp.id, .init(minutes: 7)), "minutes"),
        (.type(cast.followUp.id, .init(before: 3)), "before"),
        (.type(cast.followUp.id, .init(capacity: 61)), "capacity"),
        (.type(cast.followUp.id, .init(leadMinutes: -1)), "lead"),
        (.cap(cast.okafor.id, .week, minutes: 10_081), "minutes"),
      ]
      for (change, field) in nonsense {
        let said = await #expect(throws: InvalidInput.self) {
          try await desk.addChange(change, to: draft.id, by: cast.mills)
        }
        #expect(said?.field == field)
      }
      for _ in 0..<ScheduleDraft.mostChanges {
        try await desk.addChange(.removeBlock(nil, label: "Old"), to: draft.id, by: cast.mills)
      }
      await #expect(throws: InvalidInput.self) {
        try await desk.addChange(.removeBlock(nil, label: "Old"), to: draft.id, by: cast.mills)
      }
    }
  }
}
