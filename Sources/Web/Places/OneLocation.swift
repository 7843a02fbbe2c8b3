import Hummingbird
import Kernel
import Practice

/// One location: what it is called and where it is, when it is open, its rooms and equipment.
enum OneLocation {
  static func new(_ web: WebRequest) async throws -> Response {
    .page(try await web.page(newLocationPage(LocationFormView(Form(), .none), web.keys)))
  }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let place = try await web.practice.addLocation(try draft(web.form), by: web.who)
      return .seeOther("/places/\(place.id)").saying("Added. Now say when it is open.")
    } refused: { problems in
      try await web.page(newLocationPage(LocationFormView(web.form, problems), web.keys))
    }
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, .none))
  }

  static func save(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let place = try await web.practice.edit(web.id("location"), try draft(web.form), by: web.who)
      return .seeOther("/places/\(place.id)").saying("Saved.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func saveHours(_ web: WebRequest) async throws -> Response {
    let id = try web.id("location", of: Location.self)
    return try await web.attempt {
      try await web.practice.setOpeningHours(try WeekForm(web.form).hours(at: id), at: id, by: web.who)
      return .seeOther("/places/\(id)").saying("The opening hours are set.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    let id = try web.id("location", of: Location.self)
    return try await web.attempt {
      try await web.practice.retire(id, by: web.who)
      return .seeOther("/places").saying("The location is retired. What happened there stays.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func page(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let id = try web.id("location", of: Location.self)
    guard let place = try await web.practice.locations(by: web.who).first(where: { $0.id == id }) else {
      throw NotFound("location")
    }
    let hours = try await web.practice.openingHours(of: id, by: web.who)
    let view = LocationView(
      place: place,
      form: web.form.has("zone") ? LocationFormView(web.form, problems) : LocationFormView(place),
      week: web.form.has("opens-1-1") ? WeekForm(web.form) : WeekForm(hours),
      resources: try await web.practice.resources(by: web.who).filter { $0.location == id },
      typed: web.form, problems: problems, keys: web.keys)
    return try await web.page(locationPage(view), at: place)
  }

  private static func draft(_ form: Form) throws -> LocationDraft {
    let (name, zone, address, phone) = try form.all(
      { try $0.text("name") }, { try $0.text("zone", called: "the time zone") },
      { try $0.note("address", max: 600) }, { try $0.optionalText("phone", max: 40) })
    return LocationDraft(
      name: name, zone: zone, addressLines: address.split(separator: "\n").map(String.init),
      phone: phone ?? "", latitude: form["latitude"], longitude: form["longitude"])
  }
}
