import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Templates of a provider's weeks` {
  @Test(arguments: EngineKind.underTest)
  func `let a provider be at two places on one day, and every other week`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let nurse = try await cast.nursePractitioner()
      let morning = cast.draft(nurse, 8, 12)
      var afternoon = cast.draft(nurse, 13, 17, at: cast.harbor)
      afternoon.every = 2
      afternoon.anchor = cast.today
      try await cast.scheduling.addTemplate(morning, of: nurse.id, by: cast.mills)
      try await cast.scheduling.addTemplate(afternoon, of: nurse.id, by: cast.mills)
      let table = try await cast.store.read { try $0.timetable(cast.today...cast.today.advanced(by: 21)) }
      func minutes(_ place: Location, _ weeks: Int) -> Int {
        table.hours(of: nurse.id, at: place.id, on: cast.today.advanced(by: 7 * weeks)).minutes
      }
      #expect([0, 1, 2].map { minutes(cast.riverside, $0) } == [240, 240, 240])
      #expect([0, 1, 2].map { minutes(cast.harbor, $0) } == [240, 0, 240])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are refused where the provider is elsewhere at that time, and allowed in the other weeks`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let nurse = try await cast.nursePractitioner()
      var odd = cast.draft(nurse, 8, 12)
      (odd.every, odd.anchor, odd.name) = (2, cast.today, "Odd weeks")
      try await cast.scheduling.addTemplate(odd, of: nurse.id, by: cast.mills)
      var clash = cast.draft(nurse, 11, 15, at: cast.harbor)
      let refused = TemplateRefused.elsewhere(
        place: "Riverside", name: "Odd weeks", cast.today, try #require(WallTime(11, 0)))
      await #expect(throws: refused) {
        try await cast.scheduling.addTemplate(clash, of: nurse.id, by: cast.mills)
      }
      (clash.every, clash.anchor) = (2, cast.today.advanced(by: 7))
      try await cast.scheduling.addTemplate(clash, of: nurse.id, by: cast.mills)
      #expect(
        refused.sentence.hasPrefix(
          "On Monday, 23 November 2026, they are already at Riverside at 11:00 (“Odd weeks”)."))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `show beforehand which visits fall outside, and offer times that stay open`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let early = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, days: 7)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 7)), by: cast.ortega)
      let week = cast.hours(cast.okafor, 10, 17)
      let change = try await cast.scheduling.change(
        toWeek: week, of: cast.okafor.id, at: cast.riverside.id)
      let displaced = try await cast.scheduling.displaced(by: change, by: cast.mills)
      #expect(displaced.map(\.visit.id) == [early.id])
      #expect(displaced.map(\.why) == [.notThere])
      let offers = try await cast.scheduling.offers(
        for: displaced.map(\.visit), after: change, by: cast.mills)
      let times = try #require(offers[early.id])
      #expect(times.count == 3)
      #expect(
        times.allSatisfy {
          $0.slot.provider != cast.okafor.id || $0.slot.time >= WallTime(10, 0) ?? .midnight
        })
      // Nothing has changed by asking.
      #expect(try await cast.scheduling.visit(early.id, by: cast.ortega).visit == early)
      #expect(try await cast.displacedTitles() == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `move, keep or list each displaced visit in the commit of the change, as was chosen`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let moved = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, days: 7)), by: cast.ortega)
      let kept = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, days: 7)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9, 30, days: 7)), by: cast.ortega)
      let ordinary = try #require(
        try await cast.scheduling.templates(of: cast.okafor.id, by: cast.mills).first)
      let later = TemplateDraft(location: cast.riverside.id, stretches: cast.hours(cast.okafor, 10, 17))
      let to = cast.slot(14, days: 8)
      try await cast.scheduling.editTemplate(
        ordinary.id, later, DisplacedChoices(moves: [VisitMove(moved.id, to: to)], kept: [kept.id]),
        by: cast.mills)
      #expect(try await cast.scheduling.visit(moved.id, by: cast.ortega).visit.slot == to)
      #expect(try await cast.scheduling.visit(kept.id, by: cast.ortega).visit.slot == kept.slot)
      #expect(try await cast.displacedTitles() == ["Find another time for Grace Lin"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `change nothing at all where a chosen time was taken meanwhile`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let early = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, days: 7)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(14, days: 8)), by: cast.ortega)
      let ordinary = try #require(
        try await cast.scheduling.templates(of: cast.okafor.id, by: cast.mills).first)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.editTemplate(
          ordinary.id,
          TemplateDraft(location: cast.riverside.id, stretches: cast.hours(cast.okafor, 10, 17)),
          DisplacedChoices(moves: [VisitMove(early.id, to: cast.slot(14, days: 8))]), by: cast.mills)
      }
      #expect(try await cast.scheduling.template(ordinary.id, by: cast.mills) == ordinary)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `changed while a time is held: the held time is not theirs any more, and the sentence says so`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let slot = cast.slot(8, days: 7)
      let hold = try await cast.scheduling.hold(
        slot, for: cast.followUp.id, patient: cast.ruth.id, submission: "hold", by: cast.ortega)
      try await cast.scheduling.keepWeek(
        of: cast.okafor.id, at: cast.riverside.id, cast.hours(cast.okafor, 10, 17), by: cast.mills)
      var ask = cast.ask(cast.ruth, slot)
      ask.hold = hold.id
      await #expect(throws: BookingRefused.notThere) { try await cast.scheduling.book(ask, by: cast.ortega) }
      // Whoever may decide otherwise still has the held time to do it with.
      let manager = try await cast.scheduling.hold(
        cast.slot(9, days: 7, minutes: 30).other(cast.lindqvist.id), for: cast.followUp.id, submission: "two",
        by: cast.mills)
      try await cast.scheduling.keepWeek(
        of: cast.lindqvist.id, at: cast.riverside.id, cast.hours(cast.lindqvist, 10, 17), by: cast.mills)
      var past = cast.ask(cast.omar, manager.slot, overrule: "Promised on the telephone")
      past.hold = manager.id
      #expect(try await cast.scheduling.book(past, by: cast.mills).slot == manager.slot)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `displace a visit that a new block would not let in, and not one that it is kept for`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let other = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, days: 7)), by: cast.ortega)
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, days: 7, minutes: 60), cast.physical), by: cast.ortega)
      var draft = TemplateDraft(location: cast.riverside.id, stretches: cast.hours(cast.okafor, 8, 17))
      draft.blocks = [cast.block(8, 12, "Physicals", [.type(cast.physical.id)])]
      let ordinary = try #require(
        try await cast.scheduling.templates(of: cast.okafor.id, by: cast.mills).first)
      let change = try cast.scheduling.change(
        to: draft, of: cast.okafor.id, replacing: ordinary.id, by: cast.mills)
      let displaced = try await cast.scheduling.displaced(by: change, by: cast.mills)
      #expect(displaced.map(\.visit.id) == [other.id])
      #expect(displaced.map(\.why) == [.block("Physicals")])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `end with a day, and what stands after it becomes work`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, days: 1)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(8, days: 7)), by: cast.ortega)
      let ordinary = try #require(
        try await cast.scheduling.templates(of: cast.okafor.id, by: cast.mills).first)
      try await cast.scheduling.endTemplate(ordinary.id, after: cast.today.advanced(by: 4), by: cast.mills)
      #expect(try await cast.displacedTitles() == ["Find another time for Omar Haddad"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are the manager's to change`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await cast.scheduling.addTemplate(
          cast.draft(cast.okafor, 18, 20), of: cast.okafor.id, by: cast.ortega)
      }
    }
  }

  @Test func `refuse each slip with its own sentence`() throws {
    let (provider, place): (ID<Provider>, ID<Location>) = ("p", "l")
    func time(_ hour: Int) -> WallTime { WallTime(hour, 0) ?? .midnight }
    let work = ProviderHours(
      provider: provider, location: place, weekday: .monday, starts: time(8), ends: time(12))
    func block(
      _ from: Int, _ to: Int, _ label: String = "New",
      allows: Set<Template.Allowed> = [.category(.newPatient)],
      share: Template.Share = .percent(100), link: String = ""
    ) -> Template.Block {
      Template.Block(
        id: "b", weekday: .monday, starts: time(from), ends: time(to), label: label, allows: allows,
        share: share, link: link)
    }
    func refusal(_ blocks: [Template.Block], hours: [ProviderHours]? = nil) -> TemplateRefused? {
      #expect(throws: TemplateRefused.self) {
        try TemplateDraft(location: place, stretches: hours ?? [work], blocks: blocks).checked(of: provider)
      }
    }
    #expect(refusal([], hours: []) == .noHours)
    #expect(refusal([block(7, 9)]) == .blockOutside("New", .monday))
    #expect(refusal([block(8, 10), block(9, 11, "Tele")]) == .blocksOverlap("New", "Tele", .monday))
    #expect(refusal([block(8, 10, allows: [])]) == .blockForNothing("New"))
    #expect(refusal([block(8, 10, share: .percent(0))]) == .noShare("New"))
    #expect(refusal([block(8, 10, share: .visits(101, minutes: 20))]) == .noShare("New"))
    #expect(refusal([block(8, 10, link: "http://meet.example")]) == .notALink("New"))
    #expect(refusal([block(8, 10, link: "https://a:b@meet.example")]) == .notALink("New"))
  }
}

extension Slot {
  fileprivate func other(_ provider: ID<Provider>) -> Slot {
    Slot(provider: provider, location: location, day: day, time: time, minutes: minutes)
  }
}

extension Cast {
  func nursePractitioner() async throws -> Provider {
    try await practice.addProvider(
      ProviderDraft(name: "G. Kim", credentials: "NP", specialty: "Same-day care"), by: .system("test"))
  }

  /// Mondays from one hour to another.
  func draft(_ provider: Provider, _ from: Int, _ to: Int, at place: Location? = nil) -> TemplateDraft {
    let place = place ?? riverside
    return TemplateDraft(
      location: place.id,
      stretches: hours(provider, from, to, at: place).filter { $0.weekday == .monday })
  }

  /// Monday to Friday.
  func hours(_ provider: Provider, _ from: Int, _ to: Int, at place: Location? = nil) -> [ProviderHours] {
    Weekday.allCases.prefix(5).map {
      ProviderHours(
        provider: provider.id, location: (place ?? riverside).id, weekday: $0,
        starts: WallTime(from, 0) ?? .midnight, ends: WallTime(to, 0) ?? .midnight)
    }
  }

  func block(
    _ from: Int, _ to: Int, _ label: String, _ allows: Set<Template.Allowed>, release: Template.Release? = nil
  ) -> Template.Block {
    Template.Block(
      id: ID(), weekday: .monday, starts: WallTime(from, 0) ?? .midnight, ends: WallTime(to, 0) ?? .midnight,
      label: label, allows: allows, release: release)
  }

  /// What the list of work says about visits that need another time.
  func displacedTitles() async throws -> [String] {
    try await practice.openWork(by: mills).filter { $0.kind == Displaced.work }.map(\.title)
  }
}
