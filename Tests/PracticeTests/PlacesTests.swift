import Kernel
import Practice
import Store
import Support
import Testing

@Suite(.serialized)
struct PlacesTests {
  private func hours(_ at: ID<Location>, _ day: Weekday, _ opens: String, _ closes: String) throws
    -> OpeningHours
  {
    OpeningHours(
      location: at, weekday: day, opens: try #require(WallTime(opens)), closes: try #require(WallTime(closes))
    )
  }

  private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

  @Test(arguments: EngineKind.underTest)
  func `a practice has a name, places, rooms and devices`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (practice, boss) = (office.practice, office.boss)
      #expect(try await practice.profile() == nil)
      try await practice.name("Elm Street Clinic", demo: true, by: boss)
      try await practice.name("Elm & Oak", by: boss)
      let profile = try #require(try await practice.profile())
      #expect(profile.name == "Elm & Oak" && profile.demo)

      let elm = try await practice.addLocation(
        LocationDraft(
          name: "Elm", zone: "America/New_York", addressLines: ["12 Elm St", "", "Boston"],
          phone: "(617) 555-0100"),
        by: boss)
      #expect(try await practice.locations(by: boss) == [elm])
      #expect(elm.addressLines == ["12 Elm St", "Boston"] && elm.phone?.e164 == "+16175550100")
      let moved = try await practice.edit(
        elm.id, LocationDraft(name: "Elm", zone: "America/Phoenix"), by: boss)
      #expect(moved.zone.name == "America/Phoenix" && moved.phone == nil)

      let room = try await practice.addResource("Room 1", .room, at: elm.id, by: boss)
      _ = try await practice.addResource("Ultrasound", .device, at: elm.id, by: boss)
      #expect(
        try await refusal { try await practice.addResource("Room 1", .chair, at: elm.id, by: boss) }
          == PlaceRefused.nameTaken("Room 1"))
      #expect(try await practice.edit(room.id, name: "Room A", .room, by: boss).name == "Room A")
      #expect(
        try await refusal { try await practice.edit(room.id, name: "Ultrasound", .room, by: boss) }
          == PlaceRefused.nameTaken("Ultrasound"))
      try await practice.retire(room.id, by: boss)
      #expect(
        try await refusal { try await practice.retire(room.id, by: boss) } == PlaceRefused.alreadyRetired)
      #expect(try await practice.resources(by: boss).map(\.active) == [false, true])

      try await practice.retire(elm.id, by: boss)
      #expect(
        try await refusal { try await practice.addResource("Room 2", .room, at: elm.id, by: boss) }
          == PlaceRefused.locationRetired)
      #expect(try await office.actions().count == 9)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses places that cannot be`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (practice, boss) = (office.practice, office.boss)
      _ = try await practice.addLocation(LocationDraft(name: "Elm", zone: "UTC"), by: boss)
      func refusedField(_ draft: LocationDraft) async throws -> String {
        try await refusal(InvalidInput.self) { try await practice.addLocation(draft, by: boss) }.field
      }
      #expect(try await refusedField(LocationDraft(name: " ", zone: "UTC")) == "name")
      #expect(try await refusedField(LocationDraft(name: "a\u{7}b", zone: "UTC")) == "name")
      #expect(
        try await refusedField(LocationDraft(name: String(repeating: "x", count: 201), zone: "UTC")) == "name"
      )
      #expect(try await refusedField(LocationDraft(name: "Oak", zone: "Mars/Base")) == "zone")
      #expect(try await refusedField(LocationDraft(name: "Oak", zone: "UTC", phone: "12")) == "phone")
      let many = LocationDraft(name: "Oak", zone: "UTC", addressLines: Array(repeating: "x", count: 9))
      #expect(try await refusedField(many) == "address")
      #expect(
        try await refusal {
          try await practice.addLocation(LocationDraft(name: "Elm ", zone: "UTC"), by: boss)
        }
          == PlaceRefused.nameTaken("Elm"))
      _ = try await refusal(NotFound.self) {
        try await practice.edit("mars", LocationDraft(name: "Mars", zone: "UTC"), by: boss)
      }
      _ = try await refusal(NotFound.self) {
        try await practice.addResource("Room", .room, at: "mars", by: boss)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a week has breaks, but no stretches that overlap or end before they begin`(engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      let (practice, boss) = (office.practice, office.boss)
      let elm = try await practice.addLocation(LocationDraft(name: "Elm", zone: "UTC"), by: boss).id
      let week = [
        try hours(elm, .monday, "8:00", "12:00"), try hours(elm, .monday, "12:00", "17:00"),
        try hours(elm, .friday, "9:00", "24:00"),
      ]
      try await practice.setOpeningHours(week, at: elm, by: boss)
      try await practice.setOpeningHours(week, at: elm, by: boss)
      #expect(try await practice.openingHours(of: elm, by: boss) == week)
      for (opens, closes, refused) in [
        ("9:00", "9:00", PlaceRefused.closesBeforeOpening(.monday)),
        ("10:00", "9:00", .closesBeforeOpening(.monday)), ("11:59", "13:00", .hoursOverlap(.monday)),
      ] {
        let bad = week + [try hours(elm, .monday, opens, closes)]
        #expect(try await refusal { try await practice.setOpeningHours(bad, at: elm, by: boss) } == refused)
      }
      #expect(try await practice.openingHours(of: elm, by: boss) == week)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a holiday closes every place, a repair only one`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (practice, boss) = (office.practice, office.boss)
      let elm = try await practice.addLocation(LocationDraft(name: "Elm", zone: "UTC"), by: boss).id
      let oak = try await practice.addLocation(LocationDraft(name: "Oak", zone: "UTC"), by: boss).id
      let (thursday, friday) = (try day("2026-11-26"), try day("2026-11-27"))
      _ = try await practice.addClosure(
        at: nil, from: thursday, to: thursday, reason: "Thanksgiving", by: boss)
      let repair = try await practice.addClosure(
        at: oak, from: friday, to: friday, reason: "Heating", by: boss)
      let week = [
        try hours(elm, .thursday, "8:00", "12:00"), try hours(elm, .friday, "8:00", "12:00"),
        try hours(elm, .friday, "13:00", "17:00"),
      ]
      try await practice.setOpeningHours(week, at: elm, by: boss)
      let open = try await office.store.read { try $0.openHours(of: elm, thursday...friday) }
      #expect(open.on(thursday, at: elm) == .closed(reason: "Thanksgiving"))
      #expect(open.on(friday, at: elm) == .open(week[1...].map { $0.opens..<$0.closes }))
      #expect(open.on(friday.advanced(by: 1), at: elm) == .notThisWeekday)
      let noon = try #require(WallTime("11:30"))..<(try #require(WallTime("12:00")))
      let lunch = try #require(WallTime("11:45"))..<(try #require(WallTime("12:15")))
      #expect(open.isOpen(noon, on: friday, at: elm) && !open.isOpen(lunch, on: friday, at: elm))
      #expect(try await practice.closures(from: friday, by: boss).map(\.reason) == ["Heating"])

      let ana = Who(staff: "ana", name: "Ana", roles: [.manager], locations: [elm])
      #expect(try await practice.closures(from: thursday, by: ana).map(\.reason) == ["Thanksgiving"])
      #expect(
        try await refusal { try await practice.removeClosure(repair.id, by: ana) } == Forbidden.location)
      #expect(
        try await refusal {
          try await practice.addClosure(at: nil, from: friday, to: friday, reason: "x", by: ana)
        } == Forbidden.location)
      try await practice.removeClosure(repair.id, by: boss)
      #expect(
        try await refusal {
          try await practice.addClosure(at: elm, from: friday, to: thursday, reason: "x", by: boss)
        } == PlaceRefused.endsBeforeItBegins)
      #expect(
        try await refusal {
          try await practice.addClosure(
            at: elm, from: friday, to: friday.advanced(by: 366), reason: "x", by: boss)
        } == PlaceRefused.tooLong)
    }
  }
}
