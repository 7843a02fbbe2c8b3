import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

/// When somebody is due, as a rule by itself.
@Suite struct `Being due` {
  private let born = LocalDay(daysSince1970: 20_000)

  private func rule(_ kind: RecallDraft.Kind, _ change: (inout RecallDraft) -> Void = { _ in }) -> RecallRule
  {
    var draft = RecallDraft(name: "Rule", visitType: "type", kind: kind, ages: RecallAge.wellChild, ahead: 0)
    change(&draft)
    return RecallRule(id: "rule", draft: draft, isActive: true)
  }

  @Test func `comes so many months after the last visit that counts, or after the last of any kind`() throws {
    let last = try #require(LocalDay(2025, 8, 31))
    let yearly = rule(.every)
    let day = try #require(LocalDay(2026, 8, 31))
    #expect(yearly.due(RecallPast(lastCounted: last), today: day) == day)
    #expect(yearly.due(RecallPast(lastCounted: last), today: day.advanced(by: -1)) == nil)
    #expect(yearly.due(RecallPast(lastVisit: last), today: day) == day)
    #expect(yearly.due(RecallPast(), today: day) == nil)
    // Six months after the last of August is the last of February.
    let half = rule(.every) { $0.months = 6 }
    #expect(half.due(RecallPast(lastCounted: last), today: day) == LocalDay(2026, 2, 28))
  }

  @Test func `follows the ages of the well-child schedule and makes up for none that has passed`() {
    let child = rule(.ages)
    func due(_ days: Int, last: Int? = nil) -> Int? {
      let past = RecallPast(born: born, lastCounted: last.map { born.advanced(by: $0) })
      return child.due(past, today: born.advanced(by: days))?.days(since: born)
    }
    #expect(due(2) == nil)
    #expect(due(3) == 3)
    #expect(due(20, last: 4) == nil)
    let twoMonths = RecallAge(2, .months).day(bornOn: born).days(since: born)
    let fourMonths = RecallAge(4, .months).day(bornOn: born).days(since: born)
    #expect(due(twoMonths + 5, last: 4) == twoMonths)
    // A visit a week before two months is the visit of two months.
    #expect(due(twoMonths + 5, last: twoMonths - 7) == nil)
    #expect(due(fourMonths, last: 4) == fourMonths)
    #expect(RecallAge.wellChild.count == 30)
    #expect(RecallAge.wellChild.last == RecallAge(21, .years))
  }

  @Test func `keeps to the ages of the rule, and needs a condition where the rule does`() {
    let today = born.advanced(by: 365 * 40)
    let grown = rule(.every) { ($0.fromAge, $0.toAge) = (18, 39) }
    #expect(grown.due(RecallPast(born: born, lastVisit: born), today: today.advanced(by: -800)) != nil)
    #expect(grown.due(RecallPast(born: born, lastVisit: born), today: today.advanced(by: 400)) == nil)
    #expect(grown.due(RecallPast(lastVisit: born), today: today) == nil)
    let chronic = rule(.condition) { $0.months = 3 }
    #expect(chronic.due(RecallPast(lastCounted: born), today: today) == nil)
    #expect(chronic.due(RecallPast(lastCounted: born, since: born), today: today) == months(3, after: born))
  }

  @Test func `stands aside until the next attempt, and for a round when somebody does not want it`() {
    let (due, today) = (born, born.advanced(by: 20))
    func attempt(_ day: Int, _ outcome: Outreach.Outcome, next: Int? = nil) -> Outreach {
      Outreach(
        at: Instant(milliseconds: 0), day: born.advanced(by: day), by: "Maria", outcome: outcome, note: "",
        next: next.map { born.advanced(by: $0) })
    }
    func stage(_ attempts: [Outreach]) -> RecallStage { stageOf(attempts, due: due, ahead: 14, today: today) }
    #expect(stage([]) == .due)
    #expect(stage([attempt(1, .leftMessage)]) == .due)
    #expect(stage([attempt(1, .leftMessage, next: 25)]) == .later)
    #expect(stage([attempt(1, .leftMessage, next: 20)]) == .due)
    #expect(stage([attempt(1, .declined)]) == .declined)
    #expect(stage([attempt(1, .declined, next: 19)]) == .due)
    #expect(stage([attempt(-300, .declined)]) == .due)
  }
}

@Suite struct `The recall list` {
  private func yearly(_ cast: Cast) async throws -> RecallRule {
    try await cast.scheduling.addRecallRule(
      RecallDraft(name: "Annual physical", visitType: cast.physical.id), by: cast.mills)
  }

  /// A visit that took place so many days ago.
  private func done(
    _ cast: Cast, _ patient: Patient, _ type: VisitType, daysAgo: Int, at location: Location? = nil
  ) async throws {
    let slot = cast.slot(9, days: -daysAgo, minutes: type.minutes, at: location)
    let id: ID<Appointment> = ID()
    let zone = cast.riverside.zone
    let time = try #require(slot.time(in: zone))
    let moment = cast.clock.now
    let steps = [VisitStep.Kind.booked, .done].enumerated().map { place, kind in
      VisitStep(kind, number: place + 1, of: id, at: moment, by: cast.ortega)
    }
    let visit = RecordedVisit(
      id: id, patient: patient.id, visitType: type.id, slot: slot, time: time, zone: zone, resources: [],
      steps: steps)
    try await cast.store.write { try $0.record([visit]) }
  }

  private func due(_ cast: Cast, _ rule: RecallRule, _ stage: RecallStage = .due) async throws -> [String] {
    try await cast.scheduling.recall(rule.id, stage, today: cast.today, by: cast.ortega).lines
      .map(\.patient.name.given)
  }

  @Test(arguments: EngineKind.underTest)
  func `names who is due, longest first, and lets go of whoever books`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let rule = try await yearly(cast)
      try await done(cast, cast.ruth, cast.physical, daysAgo: 400)
      try await done(cast, cast.omar, cast.physical, daysAgo: 500)
      try await done(cast, cast.grace, cast.physical, daysAgo: 100)
      #expect(try await due(cast, rule) == ["Omar", "Ruth"])
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, days: 3, minutes: 60), cast.physical), by: cast.ortega)
      #expect(try await due(cast, rule) == ["Ruth"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `never names the dead`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let rule = try await yearly(cast)
      try await done(cast, cast.ruth, cast.physical, daysAgo: 400)
      var draft = PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female)
      draft.hasDied = true
      _ = try await cast.records.edit(cast.ruth.id, seen: 1, draft, by: cast.ortega)
      #expect(try await due(cast, rule).isEmpty)
      await #expect(throws: BookingRefused.deceased) {
        try await cast.scheduling.noteOutreach(.recall(rule.id), to: cast.ruth.id, .called, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `remembers each attempt, and who it was`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let rule = try await yearly(cast)
      try await done(cast, cast.ruth, cast.physical, daysAgo: 400)
      try await cast.scheduling.noteOutreach(
        .recall(rule.id), to: cast.ruth.id, .leftMessage, note: "With her son",
        next: cast.today.advanced(by: 3), by: cast.ortega)
      #expect(try await due(cast, rule).isEmpty)
      let later = try await cast.scheduling.recall(rule.id, .later, today: cast.today, by: cast.ortega)
      #expect(later.counts == [.later: 1])
      let attempt = try #require(later.lines.first?.attempts.first)
      #expect(
        attempt.outcome == .leftMessage && attempt.by == "Maria Ortega" && attempt.note == "With her son")
      let soon = try await cast.scheduling.recall(
        rule.id, today: cast.today.advanced(by: 3), by: cast.ortega)
      #expect(soon.lines.count == 1)
      await #expect(throws: RecallRefused.nextInThePast) {
        try await cast.scheduling.noteOutreach(
          .recall(rule.id), to: cast.ruth.id, .called, next: cast.today.advanced(by: -2), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes people by hand where the rule is for a condition`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let chronic = try await cast.scheduling.addRecallRule(
        RecallDraft(name: "Diabetes", visitType: cast.followUp.id, kind: .condition, months: 3),
        by: cast.mills)
      try await done(cast, cast.ruth, cast.followUp, daysAgo: 100)
      try await cast.scheduling.putUnderRecall(cast.ruth.id, chronic.id, by: cast.ortega)
      #expect(try await due(cast, chronic) == ["Ruth"])
      let rule = try await yearly(cast)
      await #expect(throws: RecallRefused.notByHand) {
        try await cast.scheduling.putUnderRecall(cast.ruth.id, rule.id, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keeps its rules, by name and only for those who may`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var rule = try await yearly(cast)
      await #expect(throws: InvalidInput.self) { _ = try await yearly(cast) }
      await #expect(throws: Forbidden.self) {
        try await cast.scheduling.addRecallRule(
          RecallDraft(name: "Mine", visitType: cast.physical.id), by: cast.ortega)
      }
      for draft in [
        RecallDraft(name: "", visitType: cast.physical.id),
        RecallDraft(name: "No months", visitType: cast.physical.id, months: 0),
        RecallDraft(name: "No ages", visitType: cast.physical.id, kind: .ages),
        RecallDraft(name: "Backwards", visitType: cast.physical.id, fromAge: 9, toAge: 3),
        RecallDraft(name: "Codes", visitType: cast.physical.id, codes: ["naïve"]),
      ] {
        await #expect(throws: InvalidInput.self) {
          try await cast.scheduling.addRecallRule(draft, by: cast.mills)
        }
      }
      rule.draft.ages = RecallAge.wellChild
      rule.draft.kind = .ages
      rule.draft.counts = [cast.followUp.id]
      try await cast.scheduling.editRecallRule(rule.id, rule.draft, by: cast.mills)
      #expect(try await cast.scheduling.recallRules(by: cast.ortega) == [rule])
      try await cast.scheduling.retireRecallRule(rule.id, by: cast.mills)
      await #expect(throws: NotFound("recall rule")) { _ = try await due(cast, rule) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lists the visits that were cancelled or missed until they are booked anew`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      func list(_ stage: RecallStage = .due) async throws -> [UnscheduledLine] {
        try await cast.scheduling.unscheduled(stage, today: cast.today, by: cast.ortega).lines
      }
      for days in [3, 4] {
        let visit = try await cast.scheduling.book(
          cast.ask(cast.ruth, cast.slot(9, days: days)), by: cast.ortega)
        try await cast.scheduling.cancel(visit.id, because: .patient, by: cast.ortega)
      }
      let mistake = try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, days: 7)), by: cast.ortega)
      try await cast.scheduling.cancel(mistake.id, because: .mistake, by: cast.ortega)
      let line = try #require(try await list().first)
      #expect(try await list().count == 1)
      #expect(line.patient.name.given == "Ruth" && line.broken == 2 && line.reason == "The patient asked")
      #expect(line.visit.slot == cast.slot(9, days: 4))
      try await cast.scheduling.noteOutreach(
        .visit(line.visit.id), to: cast.ruth.id, .wrongNumber, by: cast.ortega)
      #expect(try await list().first?.attempts.last?.outcome == .wrongNumber)
      try await cast.scheduling.noteOutreach(
        .visit(line.visit.id), to: cast.ruth.id, .declined, by: cast.ortega)
      #expect(try await list().isEmpty)
      #expect(try await list(.declined).count == 1)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 9)), by: cast.ortega)
      #expect(try await list(.declined).isEmpty)
      await #expect(throws: NotFound("visit")) {
        try await cast.scheduling.noteOutreach(
          .visit(line.visit.id), to: cast.omar.id, .called, by: cast.ortega)
      }
    }
  }
}
