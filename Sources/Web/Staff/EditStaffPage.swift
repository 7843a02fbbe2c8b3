import Hummingbird
import Kernel
import Practice

/// Adding somebody, and changing what is said about them.
enum EditStaffPage {
  static func new(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, StaffFormView(roles: [], places: nil)))
  }

  static func hire(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let hired = try await web.practice.hire(try draft(web.form), by: web.who)
      return .page(try await StaffRegister.handOver(hired.staff.id, hired.password, web))
    } refused: { problems in
      try await page(web, StaffFormView(web.form, problems))
    }
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    let staff = try await web.practice.staff(web.id("staff"), by: web.who)
    return .page(try await page(web, StaffFormView(staff)))
  }

  static func save(_ web: WebRequest) async throws -> Response {
    let id = try web.id("staff", of: Staff.self)
    return try await web.attempt {
      _ = try await web.practice.edit(id, try draft(web.form), by: web.who)
      return .seeOther("/staff/\(id)").saying("Saved. It holds from their next click on.")
    } refused: { problems in
      var view = StaffFormView(web.form, problems)
      view.id = id
      return try await page(web, view)
    }
  }

  private static func page(_ web: WebRequest, _ view: StaffFormView) async throws -> HTML {
    let locations = try await web.practice.locations(by: web.who).filter(\.active)
    return try await web.page(staffFormPage(view, locations, web.keys))
  }

  private static func draft(_ form: Form) throws -> StaffDraft {
    let (login, name) = try form.all({ try $0.text("login", max: 64) }, { try $0.text("name", max: 200) })
    let places = Set(form.values("location").compactMap { ID<Location>($0) })
    return StaffDraft(
      login: login, name: name, roles: Set(form.values("role").compactMap(Role.init(rawValue:))),
      locations: form["everywhere"] == "yes" ? nil : places)
  }
}

struct StaffFormView: Sendable {
  var id: ID<Staff>?
  var login = ""
  var name = ""
  var roles: Set<String>
  /// Nil is everywhere.
  var places: Set<String>?
  var problems = FormProblems.none

  init(roles: Set<String>, places: Set<String>?) {
    self.roles = roles
    self.places = places
  }

  init(_ staff: Staff) {
    (id, login, name) = (staff.id, staff.login, staff.name)
    roles = Set(staff.roles.map(\.rawValue))
    places = staff.locations.map { Set($0.map(\.rawValue)) }
  }

  init(_ form: Form, _ problems: FormProblems) {
    (login, name) = (form["login"], form["name"])
    roles = Set(form.values("role"))
    places = form["everywhere"] == "yes" ? nil : Set(form.values("location"))
    self.problems = problems
  }
}

private func staffFormPage(_ view: StaffFormView, _ locations: [Location], _ keys: FormKeys) -> Page {
  let title = view.id == nil ? "Add somebody" : "Change \(view.name)"
  let back = view.id.map { "/staff/\($0)" } ?? "/staff"
  return Page(
    title, here: .staff,
    head(title) + wrongFields(view.problems.list)
      + panel("Account") {
        form(to: back, keys) {
          names(view) + roles(view) + places(view, locations)
            + buttons(button("Save", .primary), linkButton("Back", to: back, .quiet))
        }
      })
}

private func names(_ view: StaffFormView) -> HTML {
  fieldset("Who") {
    field(
      Field(
        "name", "Name", view.name, error: view.problems["name"], required: true, autofocus: view.id == nil,
        limit: 200))
      + field(
        Field(
          "login", "Login", view.login, hint: "What they type to sign in: letters, digits, . - _ @",
          error: view.problems["login"], required: true, limit: 64))
  }
}

private func roles(_ view: StaffFormView) -> HTML {
  fieldset("Roles", hint: "What they may do adds up. The table of roles says what each may.") {
    told("roles", view)
      + HTML.each(Role.allCases) {
        checkbox("role", $0.words, checked: view.roles.contains($0.rawValue), value: $0.rawValue)
      }
  }
}

private func places(_ view: StaffFormView, _ locations: [Location]) -> HTML {
  fieldset("Where they work", hint: "Untick “all locations” to keep them to some.") {
    told("locations", view)
      + checkbox("everywhere", "All locations, new ones too", checked: view.places == nil)
      + HTML.each(locations) {
        checkbox(
          "location", $0.name, checked: view.places?.contains($0.id.rawValue) ?? false, value: $0.id.rawValue)
      }
  }
}

private func told(_ name: String, _ view: StaffFormView) -> HTML {
  view.problems[name].map { "<p class=\"error\" id=\"f-\(name)\">\(icon(.alert))\($0)</p>" } ?? .empty
}
