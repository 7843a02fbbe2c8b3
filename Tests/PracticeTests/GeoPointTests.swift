import Kernel
import Practice
import Store
import Support
import Testing

@Suite struct `Where a place is` {
  @Test func `is read as it stands on maps, and refused where there is no such point`() throws {
    let boston = try #require(GeoPoint(" 42.3601", "-71.0589"))
    #expect((boston.latitude, boston.longitude) == (42_360_100, -71_058_900))
    #expect(GeoPoint.degrees(boston.latitude) == "42.3601")
    #expect(GeoPoint.degrees(-500_000) == "-0.5" && GeoPoint.degrees(0) == "0.0")
    for (latitude, longitude) in [
      ("91", "0"), ("0", "181"), ("north", "0"), ("nan", "0"), ("1e9", "0"), ("", "3"),
    ] {
      #expect(GeoPoint(latitude, longitude) == nil, "\(latitude), \(longitude)")
    }
  }

  @Test func `is so far from another as the crow flies`() throws {
    let boston = try #require(GeoPoint("42.3601", "-71.0589"))
    let new = try #require(GeoPoint("40.7128", "-74.0060"))
    // 306 km by the usual tables.
    #expect((304_500...307_500).contains(boston.metres(to: new)))
    #expect(boston.metres(to: boston) == 0)
    let west = try #require(GeoPoint("0", "179.5"))
    let east = try #require(GeoPoint("0", "-179.5"))
    #expect((110_000...112_500).contains(west.metres(to: east)))
    #expect(DistanceUnit.kilometres.words(2_960) == "3 km" && DistanceUnit.kilometres.words(840) == "0.8 km")
    #expect(DistanceUnit.miles.words(19_312) == "12 mi" && DistanceUnit.miles.words(2_414) == "1.5 mi")
  }

  @Test(arguments: EngineKind.underTest)
  func `is kept with the place, changed and taken back`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var draft = LocationDraft(
        name: "Riverside", zone: "America/New_York", latitude: "42.3601", longitude: "-71.0589")
      let boss = Who.system("test")
      let placed = try await cast.practice.edit(cast.riverside.id, draft, by: boss)
      #expect(placed.point == GeoPoint("42.3601", "-71.0589"))
      draft.longitude = ""
      await #expect(throws: InvalidInput.self) {
        try await cast.practice.edit(cast.riverside.id, draft, by: boss)
      }
      draft.latitude = ""
      let unplaced = try await cast.practice.edit(cast.riverside.id, draft, by: boss)
      #expect(unplaced.point == nil)
    }
  }
}
