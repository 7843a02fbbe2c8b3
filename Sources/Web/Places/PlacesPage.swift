import Kernel
import Practice

struct PlacesView: Sendable {
  var name: String
  var locations: [Location]
  var resources: [Resource]
  /// Those to come.
  var closures: [Closure]
  var typed: Form
  var problems: FormProblems
  var keys: FormKeys
}

func placesPage(_ view: PlacesView) -> Page {
  Page(
    "Places", here: .places,
    head(
      "Places",
      buttons: linkButton("Kiosks", to: "/kiosks", icon: .door)
        + linkButton("Add a location", to: "/places/new", .primary, icon: .plus))
      + wrongFields(view.problems.list) + locations(view) + closures(view) + named(view))
}

private func locations(_ view: PlacesView) -> HTML {
  panel("Locations") {
    guard !view.locations.isEmpty else {
      return emptyState(.pin, "No location yet: add the first, with its clock and opening hours.")
    }
    return rows(
      view.locations.map { place in
        let here = view.resources.filter { $0.location == place.id && $0.active }
        let count =
          "\(here.count { $0.kind == .room }) rooms, \(here.count { $0.kind != .room }) devices and chairs"
        return ListRow(
          mark: icon(.building), place.active ? .teal : .plain,
          what: "<a href=\"/places/\(place.id)\">\(place.name)</a>",
          why:
            "\(place.active ? count : "Retired") · \(place.zone.name) \(place.phone.map(\.description) ?? "")"
        )
      })
  }
}

private func closures(_ view: PlacesView) -> HTML {
  let names = Dictionary(view.locations.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
  let list: HTML =
    view.closures.isEmpty
    ? emptyState(.calendar, "No holiday or closure ahead.")
    : rows(
      view.closures.map { closure in
        ListRow(
          mark: icon(.calendar), what: "\(closure.reason)",
          why: "\(span(closure)) · \(closure.location.map { names[$0] ?? "" } ?? "the whole practice")",
          actions: action("Take back", to: "/places/closures/\(closure.id)/removal", view.keys, icon: .undo))
      })
  return panel("Holidays and closures") { list + closing(view) }
}

private func closing(_ view: PlacesView) -> HTML {
  let (typed, problems) = (view.typed, view.problems)
  let places =
    [Choice("", "The whole practice")]
    + view.locations.filter(\.active).map { Choice($0.id.rawValue, $0.name) }
  return form(to: "/places/closures", view.keys) {
    fieldset("Close on") {
      field(
        Field("first", "From", typed["first"], .date, error: problems["first"], required: true, width: .third)
      )
        + field(
          Field("last", "To", typed["last"], .date, error: problems["last"], required: true, width: .third))
        + select(
          "location", "Where", places, chosen: typed["location"], error: problems["location"], width: .third)
        + field(
          Field(
            "reason", "Reason", typed["reason"],
            hint: "Patients and colleagues read it: Thanksgiving, painters.",
            error: problems["reason"], required: true, width: .full, limit: 200))
    } + buttons(button("Close these days", .primary))
  }
}

private func named(_ view: PlacesView) -> HTML {
  panel("The practice") {
    form(to: "/places/name", view.keys) {
      field(
        Field(
          "name", "Name of the practice", view.name, error: view.problems["name"], required: true, limit: 200)
      )
        + buttons(button("Save"))
    }
  }
}

private func span(_ closure: Closure) -> String {
  closure.first == closure.last ? closure.first.long : "\(closure.first.long) to \(closure.last.long)"
}
