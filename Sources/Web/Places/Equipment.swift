import Hummingbird
import Kernel
import Practice

/// Rooms and equipment of a location: adding, renaming, taking out of use.
enum Equipment {
  static func add(_ web: WebRequest) async throws -> Response {
    let id = try web.id("location", of: Location.self)
    return try await web.attempt {
      let (name, kind): (String, Resource.Kind) = try web.form.all(
        { try $0.text("resource", called: "a name") }, { try $0.choice("kind", called: "what it is") })
      let group = try web.form.optionalText("group", max: 60, called: "what it serves") ?? ""
      _ = try await web.practice.addResource(name, kind, group: group, at: id, by: web.who)
      return .seeOther("/places/\(id)").saying("Added.")
    } refused: { problems in
      try await OneLocation.page(web, problems)
    }
  }

  static func save(_ web: WebRequest) async throws -> Response {
    let id = try web.id("location", of: Location.self)
    return try await web.attempt {
      let (name, kind): (String, Resource.Kind) = try web.form.all(
        { try $0.text("name", called: "a name") }, { try $0.choice("kind", called: "what it is") })
      let group = try web.form.optionalText("group", max: 60, called: "what it serves") ?? ""
      _ = try await web.practice.edit(web.id("resource"), name: name, kind, group: group, by: web.who)
      return .seeOther("/places/\(id)").saying("Saved.")
    } refused: { problems in
      try await OneLocation.page(web, problems)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.practice.retire(web.id("resource", of: Resource.self), by: web.who)
      return .seeOther("/places/\(try web.part("location"))").saying("Out of use for new visits.")
    } refused: { problems in
      try await OneLocation.page(web, problems)
    }
  }
}

func resources(_ view: LocationView, to url: String) -> HTML {
  let list = view.resources.filter(\.active)
  let lines: HTML =
    list.isEmpty
    ? emptyState(.door, "No room or device yet.")
    : HTML.each(list) { line($0, to: url, view.keys) }
  let retired = view.resources.filter { !$0.active }.map(\.name)
  let gone: HTML =
    retired.isEmpty ? .empty : "<p class=\"hint\">Out of use: \(retired.joined(separator: ", "))</p>"
  return panel(
    "Rooms, devices, people to help",
    beside: linkButton("Out of service", to: "/rooms?location=\(view.place.id)", .quiet)
  ) { lines + gone + adding(view, to: url) }
}

private func line(_ resource: Resource, to url: String, _ keys: FormKeys) -> HTML {
  let one = "\(url)/\(resource.id)"
  return """
    <div class="equipment">\(form(to: one, keys, class: "equipment-form") {
      plain("name", "Name of \(resource.name)", resource.name, of: resource, needed: true)
        + kinds("Kind of \(resource.name)", chosen: resource.kind.rawValue, of: resource)
        + plain("group", "What \(resource.name) serves", resource.group, of: resource) + button("Save")
    })\(action("Take out of use", to: one + "/retirement", keys, .quiet))</div>
    """
}

/// The same two fields stand on every line, so their labels name the line and their ids its resource.
private func plain(
  _ name: String, _ label: String, _ value: String, of resource: Resource, needed: Bool = false
) -> HTML {
  let hint: HTML = needed ? .empty : " placeholder=\"Serves\""
  return """
    <div class="field"><label class="sr" for="\(name)-\(resource.id)">\(label)</label><input id="\(name)-\(resource.id)" \
    name="\(name)" value="\(value)" maxlength="\(needed ? 200 : 60)"\(attribute: "required", if: needed)\(hint) \
    autocomplete="off"></div>
    """
}

private func kinds(_ label: String, chosen: String, of resource: Resource) -> HTML {
  let options = HTML.each(Resource.Kind.allCases) {
    "<option value=\"\($0.rawValue)\"\(attribute: "selected", if: $0.rawValue == chosen)>\($0.words)</option>"
  }
  return """
    <div class="field"><label class="sr" for="kind-\(resource.id)">\(label)</label><select id="kind-\(resource.id)" \
    name="kind">\(options)</select></div>
    """
}

private func adding(_ view: LocationView, to url: String) -> HTML {
  form(to: url, view.keys) {
    fieldset("Add a room, a device, an interpreter, an assistant") {
      field(
        Field(
          "resource", "Name", view.typed["resource"], error: view.problems["resource"], required: true,
          limit: 200))
        + select(
          "kind", "What it is", Resource.Kind.allCases.map { Choice($0.rawValue, $0.words) },
          chosen: view.typed["kind"], error: view.problems["kind"])
        + field(
          Field(
            "group", "What it serves", view.typed["group"],
            hint: "As visit types ask for it: procedure, ultrasound, es. May stay empty.",
            error: view.problems["group"], limit: 60))
    } + buttons(button("Add", .primary, icon: .plus))
  }
}
