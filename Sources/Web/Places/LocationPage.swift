import Kernel
import Practice

struct LocationView: Sendable {
  var place: Location
  var form: LocationFormView
  var week: WeekForm
  var resources: [Resource]
  var typed: Form
  var problems: FormProblems
  var keys: FormKeys
}

struct LocationFormView: Sendable {
  var name = ""
  var zone = "America/New_York"
  var address = ""
  var phone = ""
  var latitude = ""
  var longitude = ""
  var problems = FormProblems.none

  init(_ form: Form, _ problems: FormProblems) {
    name = form["name"]
    if form.has("zone") { zone = form["zone"] }
    (address, phone, self.problems) = (form["address"], form["phone"], problems)
    (latitude, longitude) = (form["latitude"], form["longitude"])
  }

  init(_ place: Location) {
    (name, zone) = (place.name, place.zone.name)
    (address, phone) = (place.addressLines.joined(separator: "\n"), place.phone?.description ?? "")
    latitude = place.point.map { GeoPoint.degrees($0.latitude) } ?? ""
    longitude = place.point.map { GeoPoint.degrees($0.longitude) } ?? ""
  }
}

func newLocationPage(_ view: LocationFormView, _ keys: FormKeys) -> Page {
  Page(
    "Add a location", here: .places,
    head("Add a location") + wrongFields(view.problems.list)
      + panel("What and where") { locationForm(view, to: "/places", keys) })
}

func locationPage(_ view: LocationView) -> Page {
  let url = "/places/\(view.place.id)"
  guard view.place.active else {
    return Page(
      view.place.name, here: .places, head(view.place.name, beside: chip("Retired")) + addressOf(view.place))
  }
  return Page(
    view.place.name, here: .places,
    head(view.place.name, buttons: linkButton("All places", to: "/places", .quiet, icon: .left))
      + wrongFields(view.problems.list)
      + panel("What and where") { locationForm(view.form, to: url, view.keys) }
      + panel("Opening hours") { weekForm(view, to: url + "/hours") }
      + resources(view, to: url + "/resources")
      + panel("Gone for good") {
        """
        <p>A retired location takes no new visits; what happened there stays.</p>\
        \(action("Retire this location", to: url + "/retirement", view.keys, .danger))
        """
      })
}

private func addressOf(_ place: Location) -> HTML {
  panel("Was at") {
    facts([
      ("Address", "\(place.addressLines.joined(separator: ", "))"), ("Clock", "\(place.zone.name)"),
      ("Phone", "\(place.phone?.description ?? "")"),
    ])
  }
}

private func locationForm(_ view: LocationFormView, to url: String, _ keys: FormKeys) -> HTML {
  form(to: url, keys) {
    field(Field("name", "Name", view.name, error: view.problems["name"], required: true, limit: 200))
      + field(
        Field(
          "zone", "Time zone", view.zone, hint: "As in America/New_York: its clock rules every visit here.",
          error: view.problems["zone"], required: true, limit: 60))
      + textArea(
        "address", "Address, as on an envelope", view.address, error: view.problems["address"], limit: 600)
      + field(Field("phone", "Phone", view.phone, .tel, error: view.problems["phone"], limit: 40))
      + field(
        Field(
          "latitude", "Latitude", view.latitude, hint: "From a map, like 42.3601; may stay empty",
          error: view.problems["latitude"], width: .third, limit: 20))
      + field(
        Field(
          "longitude", "Longitude", view.longitude, hint: "Like -71.0589: west of Greenwich is below zero",
          error: view.problems["longitude"], width: .third, limit: 20))
      + buttons(button("Save", .primary))
  }
}

private func weekForm(_ view: LocationView, to url: String) -> HTML {
  form(to: url, view.keys, class: "form week-hours") {
    "<p class=\"hint\">Two stretches a day leave room for a break. An empty day is closed.</p>"
      + HTML.each(Weekday.allCases) { day in
        fieldset(day.name) { HTML.each(WeekForm.stretches) { stretch(view, day, $0) } }
      } + buttons(button("Set the opening hours", .primary))
  }
}

private func stretch(_ view: LocationView, _ day: Weekday, _ place: Int) -> HTML {
  let (from, to) = (WeekForm.name("opens", day, place), WeekForm.name("closes", day, place))
  let again = place == 1 ? "" : " again"
  return field(
    Field(from, "Opens\(again)", view.week[from], .time, error: view.problems[from], width: .third))
    + field(Field(to, "Closes\(again)", view.week[to], .time, error: view.problems[to], width: .third))
}
