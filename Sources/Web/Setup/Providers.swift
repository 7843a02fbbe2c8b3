import Hummingbird
import Kernel
import Practice
import Scheduling

/// The providers: who they are, their weeks, and the days that are not like the others.
enum Providers {
  static func list(_ web: WebRequest) async throws -> Response { .page(try await list(web, .none)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let provider = try await web.practice.addProvider(try draft(web.form), by: web.who)
      return .seeOther("/providers/\(provider.id)").saying(
        "\(provider.name) is added. Now say when they work.")
    } refused: { problems in
      try await list(web, problems)
    }
  }

  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func edit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<Provider> = try web.id("provider")
      _ = try await web.practice.edit(id, try draft(web.form), by: web.who)
      return .seeOther("/providers/\(id)").saying("Saved.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.practice.retire(try web.id("provider") as ID<Provider>, by: web.who)
    return .seeOther("/providers").saying("The provider can no longer be booked. What is booked stays.")
  }

  static func keepHours(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (provider, location): (ID<Provider>, ID<Location>) = (
        try web.id("provider"), try web.id("location")
      )
      let week = try HoursText.week(web.form, of: provider, at: location)
      let change = try await web.scheduling.change(toWeek: week, of: provider, at: location)
      if let ask = try await Affected.ask(web, change, "The week changes", back: "/providers/\(provider)") {
        return ask
      }
      try await web.scheduling.keepWeek(
        of: provider, at: location, week, try await Affected.choices(web, change), by: web.who)
      return Affected.done(web, "/providers/\(provider)", "The week is saved.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func addException(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let day = try exception(web)
      let back = "/providers/\(day.provider)"
      if let ask = try await Affected.ask(web, .exception(day), "The day changes", back: back) { return ask }
      _ = try await web.scheduling.addException(
        provider: day.provider, location: day.location, day: day.day, starts: day.starts, ends: day.ends,
        kind: day.kind, reason: day.reason, try await Affected.choices(web, .exception(day)), by: web.who)
      return Affected.done(web, back, "\(day.day.long) is changed.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  private static func exception(_ web: WebRequest) throws -> DayException {
    let (location, day, kind) = try web.form.all(
      { try $0.id("location") as ID<Location> }, { try $0.day("day") },
      { try $0.choice("kind") as DayException.Kind })
    return try web.scheduling.exception(
      provider: try web.id("provider"), location: location, day: day,
      starts: try web.form.optionalTime("starts") ?? .midnight,
      ends: try web.form.optionalTime("ends") ?? .endOfDay, kind: kind,
      reason: try web.form.optionalText("reason", max: 120) ?? "", by: web.who)
  }

  static func removeException(_ web: WebRequest) async throws -> Response {
    let exception = try await web.scheduling.exception(try web.id("exception"), by: web.who)
    let back = "/providers/\(exception.provider)"
    let change = ScheduleChange.noException(exception)
    if let ask = try await Affected.ask(web, change, "As the week says again", back: back) { return ask }
    try await web.scheduling.removeException(
      exception, try await Affected.choices(web, change), by: web.who)
    return Affected.done(web, back, "That day is as the week says again.")
  }

  private static func draft(_ form: Form) throws -> ProviderDraft {
    let (name, credentials, specialty, npi) = try form.all(
      { try $0.text("name", max: 120, called: "the name") },
      { try $0.optionalText("credentials", max: 40) ?? "" },
      { try $0.optionalText("specialty", max: 80) ?? "" }, { try $0.optionalText("npi", max: 20) ?? "" })
    return ProviderDraft(
      name: name, staff: try form.optionalID("staff"), credentials: credentials, specialty: specialty,
      npi: npi, gender: try form.optionalChoice("gender"),
      languages: (try form.optionalText("languages", max: 200) ?? "").split(separator: ",").map(String.init))
  }

  private static func list(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let providers = try await web.practice.providers(by: web.who)
    var form = ProviderFormView(nil, keys: web.keys, problems: problems)
    form.fill(from: web.form)
    form.accounts = try await accounts(web)
    return try await web.page(providersPage(providers.map(ProviderLine.init), form))
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let id: ID<Provider> = try web.id("provider")
    guard let provider = try await web.practice.providers(by: web.who).first(where: { $0.id == id }) else {
      throw NotFound("provider")
    }
    let places = try await web.practice.locations(by: web.who).filter(\.active)
    let today = Zone.utc.day(of: web.now).advanced(by: -1)
    let hours = try await web.scheduling.hours(of: id, from: today, by: web.who)
    var form = ProviderFormView(provider, keys: web.keys, problems: problems)
    if web.form.has("name") { form.fill(from: web.form) }
    form.accounts = try await accounts(web)
    return try await web.page(
      providerPage(ProviderView(provider, form, places, hours.week, hours.exceptions, typed: web.form)))
  }

  /// Accounts a provider may be tied to; nobody's where this person may not see the staff.
  private static func accounts(_ web: WebRequest) async throws -> [Choice] {
    guard web.who.may(.seeStaff) else { return [] }
    return try await web.practice.staff(by: web.who).map { Choice($0.id.rawValue, $0.name) }
  }
}
