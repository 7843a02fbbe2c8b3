import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `A board that is remembered` {
  @Test(arguments: EngineKind.underTest)
  func `shows what one that is read anew shows, whatever changed and whoever changed it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9), cast.physical), by: cast.ortega)
      let other = try await desk.book(cast.ask(cast.omar, cast.slot(11)), by: cast.ortega)
      var alert: DeskNote?
      var box: ID<ChecklistBox>?
      let anotherServer = Scheduling(store: cast.store, now: { cast.clock.now })
      let changes: [(String, () async throws -> Void)] = [
        (
          "booked by another server",
          { try await anotherServer.book(cast.ask(cast.grace, cast.slot(14)), by: cast.ortega) }
        ),
        ("arrived", { try await desk.advance(visit.id, to: .arrived, by: cast.ortega) }),
        ("undone", { try await desk.undo(visit.id, by: cast.ortega) }),
        ("moved", { try await desk.move(visit.id, to: cast.slot(10, minutes: 60), by: cast.ortega) }),
        ("gone to tomorrow", { try await desk.move(other.id, to: cast.slot(11, days: 1), by: cast.ortega) }),
        // As many visits as before, with as many steps.
        (
          "come back as another", { try await desk.book(cast.ask(cast.omar, cast.slot(11)), by: cast.ortega) }
        ),
        (
          "beside another on purpose",
          {
            try await desk.book(
              cast.ask(cast.omar, cast.slot(14), overrule: "Promised"), by: cast.mills)
          }
        ),
        (
          "held",
          {
            _ = try await desk.hold(cast.slot(16), for: cast.followUp.id, submission: "hold", by: cast.ortega)
          }
        ),
        (
          "alert",
          {
            alert = try await cast.records.write(
              .alert, "Bleeds easily", on: cast.ruth.id, by: cast.ortega, submission: "alert")
          }
        ),
        (
          "alert taken back",
          {
            if let alert {
              try await cast.records.retire(alert.id, on: cast.ruth.id, reason: "Wrong", by: cast.ortega)
            }
          }
        ),
        (
          "another name",
          {
            var draft = PatientDraft(family: "Stein", given: "Ruth", birthDate: "1951-03-05", sex: .female)
            draft.phones = [PatientDraft.Phone("617 555 0100")]
            _ = try await cast.records.edit(cast.ruth.id, seen: 1, draft, by: cast.ortega)
          }
        ),
        (
          "the room is called otherwise",
          {
            _ = try await cast.practice.edit(cast.rooms[0].id, name: "Room A", .room, by: cast.mills)
          }
        ),
        (
          "the kind of visit is called otherwise",
          {
            let draft = VisitTypeDraft(
              name: "Physical", minutes: 60, colour: .violet, providers: [cast.okafor.id],
              needs: [VisitType.Need(.room)])
            try await desk.editVisitType(cast.physical.id, draft, by: cast.mills)
          }
        ),
        (
          "a box on every visit",
          { box = try await desk.keepBox(ChecklistDraft(name: "Insurance verified"), by: cast.mills) }
        ),
        ("ticked", { if let box { try await desk.tick(box, on: visit.id, by: cast.ortega) } }),
        ("the tick taken back", { if let box { try await desk.untick(box, on: visit.id, by: cast.ortega) } }),
        ("cancelled", { try await desk.cancel(visit.id, because: .patient, by: cast.ortega) }),
        (
          "a day off",
          {
            _ = try await desk.addException(
              provider: cast.lindqvist.id, location: cast.riverside.id, day: cast.today, starts: .midnight,
              ends: .endOfDay, kind: .away, reason: "Ill", by: cast.mills)
          }
        ),
      ]
      var before = try await cast.board(desk)
      for (name, change) in changes {
        try await change()
        cast.clock.advance(minutes: 1)
        let after = try await cast.board(desk)
        #expect(
          after.shown == (try await cast.board(Scheduling(store: cast.store, now: { cast.clock.now }))).shown,
          "\(name)")
        #expect(after.edition != before.edition, "\(name)")
        before = after
      }
      #expect(try await cast.board(desk).edition == before.edition)
    }
  }

  @Test func `is not read again while nothing changes, and forgets what was not looked at for longest`() {
    let remembered = RememberedVisits()
    let (monday, mark) = (
      LocalDay(daysSince1970: 20_780), RememberedVisits.Mark(settled: "", changes: 1, patients: 1, notes: 0)
    )
    var readings = 0
    func look(_ days: Int, _ mark: RememberedVisits.Mark) -> Int {
      remembered.day(.init(location: "a", day: monday.advanced(by: days)), as: mark) {
        readings += 1
        return []
      }.reading
    }
    let first = look(0, mark)
    #expect(look(0, mark) == first)
    #expect(look(1, mark) != first)
    #expect(readings == 2)
    let changed = RememberedVisits.Mark(settled: "", changes: 2, patients: 1, notes: 0)
    #expect(look(0, changed) != first)
    #expect(readings == 3)
    // Five thousand empty days later it has been forgotten.
    for day in 2..<5000 { _ = look(day, mark) }
    let before = readings
    _ = look(0, changed)
    #expect(readings == before + 1)
  }
}

extension DayBoard {
  fileprivate var shown: [[BoardVisit]] { columns.map(\.visits) + [gone] }
}

extension Cast {
  fileprivate func board(_ desk: Scheduling) async throws -> DayBoard {
    try await desk.day(today, at: riverside.id, by: ortega)
  }
}
