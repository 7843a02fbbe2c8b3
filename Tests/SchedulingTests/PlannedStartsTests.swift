import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

/// Dr. Okafor's Mondays: follow-ups at 8:00 for 15 minutes, at 8:20 and at 9:00, anybody for at most 30 minutes at 9:30.
@Suite struct `Planned starts` {
  private func starts(_ cast: Cast) throws -> [Template.Start] {
    let follow = cast.followUp.id
    return try [
      Template.Start(.monday, #require(WallTime(8, 0)), minutes: 15, visitType: follow),
      Template.Start(.monday, #require(WallTime(8, 20)), visitType: follow),
      Template.Start(.monday, #require(WallTime(9, 0)), visitType: follow),
      Template.Start(.monday, #require(WallTime(9, 30)), minutes: 30),
    ]
  }

  private func week(_ cast: Cast) async throws -> Template {
    try #require(try await cast.scheduling.templates(of: cast.okafor.id, by: cast.mills).first)
  }

  private func plan(_ cast: Cast, _ choices: DisplacedChoices = DisplacedChoices()) async throws {
    try await cast.scheduling.planStarts(
      starts(cast), on: .monday, of: week(cast).id, choices, by: cast.mills)
  }

  private func wanted(_ cast: Cast, _ type: VisitType? = nil, days: Int = 7) -> TimesWanted {
    let day = cast.today.advanced(by: days)
    return TimesWanted(
      visitType: (type ?? cast.followUp).id, provider: cast.okafor.id, first: day, last: day)
  }

  @Test(arguments: EngineKind.underTest)
  func `are what a search offers in their stretch, each with its own length, and can be booked`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await plan(cast)
      let times = try await cast.scheduling.findTimes(wanted(cast), by: cast.ortega).map(\.slot)
      #expect(
        times.prefix(5)
          == [
            cast.slot(8, days: 7, minutes: 15), cast.slot(8, 20, days: 7), cast.slot(9, days: 7),
            cast.slot(9, 30, days: 7), cast.slot(13, days: 7),
          ])
      for (patient, slot) in zip([cast.ruth, cast.omar, cast.grace], times) {
        try await cast.scheduling.book(cast.ask(patient, slot), by: cast.ortega)
      }
      let left = try await cast.scheduling.findTimes(wanted(cast), by: cast.ortega).map(\.slot)
      #expect(left.first == cast.slot(9, 30, days: 7))
      // Another weekday, and another doctor, are as before.
      let tuesday = try await cast.scheduling.findTimes(wanted(cast, days: 8), by: cast.ortega)
      #expect(tuesday.prefix(2).map(\.slot.time.minutes) == [480, 510])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are no rule: another time within the hours can still be booked, and the search says what keeps it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await plan(cast)
      // A physical of an hour has no planned start in the morning.
      let physical = try await cast.scheduling.findTimes(wanted(cast, cast.physical), by: cast.ortega)
      #expect(physical.first?.slot.time == WallTime(13, 0))
      let why = try await cast.scheduling.whyNot(wanted(cast, cast.physical), by: cast.ortega)
      #expect(why.causes.contains { $0.reason == .plannedStarts && $0.times > 0 })
      let slot = cast.slot(10, days: 7, minutes: 60)
      #expect(
        try await cast.scheduling.book(cast.ask(cast.ruth, slot, cast.physical), by: cast.ortega).slot == slot
      )
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `let services in a row begin where they are planned`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await plan(cast)
      var row = wanted(cast)
      row.links = [TimesWanted.Link(visitType: cast.followUp.id, providers: [cast.lindqvist.id], gap: 0...5)]
      let first = try #require(try await cast.scheduling.findTimes(row, by: cast.ortega).first)
      #expect(
        first.visits.map(\.slot)
          == [
            cast.slot(8, days: 7, minutes: 15), cast.slot(8, 15, with: cast.lindqvist, days: 7),
          ])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `say which booked visits start at other times, and move or keep them as was chosen, nothing by itself`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 7)), by: cast.ortega)
      let moved = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 7)), by: cast.ortega)
      let kept = try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(11, days: 7)), by: cast.ortega)
      let old = try await week(cast)
      let new = try old.planning(starts(cast), on: .monday)
      let change = ScheduleChange.templates(of: cast.okafor.id, without: [old.id], with: [new])
      let displaced = try await cast.scheduling.displaced(by: change, by: cast.mills)
      #expect(displaced.map(\.visit.id) == [moved.id, kept.id])
      #expect(displaced.map(\.why) == [.planned, .planned])
      #expect(try await week(cast) == old)
      try await plan(
        cast,
        DisplacedChoices(
          moves: [VisitMove(moved.id, to: cast.slot(8, 20, days: 7))], kept: [kept.id]))
      #expect(
        try await cast.scheduling.visit(moved.id, by: cast.ortega).visit.slot == cast.slot(8, 20, days: 7))
      #expect(try await cast.scheduling.visit(kept.id, by: cast.ortega).visit.slot == kept.slot)
      #expect(try await cast.displacedTitles() == [])
      let trail: Int? = try await cast.store.read {
        try $0.value("SELECT COUNT(*) FROM audit_entry WHERE action = 'template.starts_planned'")
      }
      #expect(trail == 1)
      // A visit between the starts that loses its hours, too, is not forgotten.
      _ = try await cast.scheduling.addException(
        provider: cast.okafor.id, location: cast.riverside.id, day: kept.slot.day,
        starts: try #require(WallTime(11, 0)), ends: try #require(WallTime(12, 0)), kind: .away,
        reason: "Course", by: cast.mills)
      #expect(try await cast.displacedTitles() == ["Find another time for Grace Lin"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stay when the week's hours change around them, and go when they are taken away`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await plan(cast)
      let planned = try starts(cast)
      #expect(try await week(cast).starts == planned)
      try await cast.scheduling.keepWeek(
        of: cast.okafor.id, at: cast.riverside.id, cast.hours(cast.okafor, 9, 17), by: cast.mills)
      #expect(try await week(cast).starts == planned.suffix(2))
      try await cast.scheduling.planStarts([], on: .monday, of: week(cast).id, by: cast.mills)
      #expect(try await week(cast).starts == [])
      let first = try await cast.scheduling.findTimes(wanted(cast), by: cast.ortega).first
      #expect(first?.slot == cast.slot(9, days: 7))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `come out of a session's plan, and never stand in each other's way`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let wish = SessionWish(
        provider: cast.okafor.id, location: cast.riverside.id,
        visits: .listed(
          Array(repeating: cast.followUp.id, count: 6), from: try #require(WallTime(8, 0))),
        favours: .clinician)
      let proposal = try #require(try await cast.scheduling.proposeSession(wish, by: cast.mills))
      let planned = proposal.starts(on: .monday)
      #expect(planned.map(\.at.minutes) == proposal.visits.map(\.proposed))
      #expect(planned.contains { ($0.minutes ?? 30) < 30 })
      try await cast.scheduling.planStarts(planned, on: .monday, of: week(cast).id, by: cast.mills)
      let times = try await cast.scheduling.findTimes(wanted(cast), by: cast.ortega)
      #expect(times.prefix(6).map(\.slot.time) == planned.map(\.at))
      for time in times.prefix(6) {
        let patient = try await cast.records.register(
          PatientDraft(family: "Row", given: "Nr \(time.slot.time)", birthDate: "1970-01-01", sex: .female),
          by: .system("test"), submission: "\(time.slot.time)")
        try await cast.scheduling.book(cast.ask(patient, time.slot), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are the manager's, and lie within the hours, each once, on steps of five minutes`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let id = try await week(cast).id
      func refuse(_ starts: [Template.Start], _ refused: TemplateRefused) async {
        await #expect(throws: refused) {
          try await cast.scheduling.planStarts(starts, on: .monday, of: id, by: cast.mills)
        }
      }
      func time(_ minutes: Int) -> WallTime { WallTime(minutes: minutes) ?? .midnight }
      func start(_ minutes: Int, _ length: Int? = nil) -> Template.Start {
        Template.Start(.monday, time(minutes), minutes: length)
      }
      await refuse([start(420)], .startOutside(.monday, time(420)))
      await refuse([start(720)], .startOutside(.monday, time(720)))
      await refuse([start(480), start(480)], .sameStart(.monday, time(480)))
      await refuse([start(482)], .unevenStart(.monday, time(482)))
      await refuse([start(480, 7)], .unevenStart(.monday, time(480)))
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await cast.scheduling.planStarts([], on: .monday, of: id, by: cast.ortega)
      }
    }
  }
}
