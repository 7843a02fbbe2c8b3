import Kernel
import Practice
import Scheduling

/// One provider: who they are, their week at each location, and the days that are not like the others.
struct ProviderView: Sendable {
  var title: String
  var form: ProviderFormView
  var places: [Place]
  var exceptions: [Exception]
  var retire: String?

  struct Place: Sendable {
    var id: String
    var name: String
    var url: String
    var week: WeekText
  }

  struct Exception: Sendable {
    var words: String
    var reason: String
    var isExtra: Bool
    var removal: String
  }

  init(
    _ provider: Provider, _ form: ProviderFormView, _ locations: [Location], _ week: [ProviderHours],
    _ exceptions: [DayException], typed: Form
  ) {
    let base = "/providers/\(provider.id)"
    title = provider.title
    self.form = form
    places = locations.map { location in
      let own = week.filter { $0.location == location.id }
      return Place(
        id: location.id.rawValue, name: location.name, url: "\(base)/hours/\(location.id)",
        week: typed["location"] == location.id.rawValue && typed.has("work-1")
          ? WeekText(typed) : WeekText(own))
    }
    let names = Dictionary(uniqueKeysWithValues: locations.map { ($0.id, $0.name) })
    self.exceptions = exceptions.map { exception in
      Exception(
        words:
          "\(exception.day.weekday.name), \(exception.day.long), \(Self.hours(exception)) · "
          + (names[exception.location] ?? ""),
        reason: exception.reason, isExtra: exception.kind == .extra,
        removal: "\(base)/exceptions/\(exception.id)/removal")
    }
    retire = provider.active ? "\(base)/retirement" : nil
  }
}

extension ProviderView {
  private static func hours(_ exception: DayException) -> String {
    exception.starts == .midnight && exception.ends == .endOfDay
      ? "all day" : "\(exception.starts)–\(exception.ends)"
  }
}

func providerPage(_ view: ProviderView) -> Page {
  let keys = view.form.keys
  let retire =
    view.retire.map { url in
      panel("No longer booked") {
        "<p>Visits that are booked stay as they are.</p>\(action("Retire this provider", to: url, keys, .danger))"
      }
    } ?? .empty
  return Page(
    "Provider", here: .providers,
    head(
      view.title,
      buttons: linkButton("Patterns and blocks", to: "\(view.form.url)/templates", icon: .week)
        + linkButton("Caseload", to: "\(view.form.url)/caseload", icon: .gauge))
      + wrongFields(view.form.problems.list)
      + HTML.each(view.places) { hoursPanel($0, view.form) } + exceptionsPanel(view)
      + panel("Who they are") { providerForm(view.form, "Save") } + retire)
}

private func hoursPanel(_ place: ProviderView.Place, _ form: ProviderFormView) -> HTML {
  panel("The week at \(place.name)") {
    Web.form(to: place.url, form.keys) {
      hidden("location", place.id)
        + #"<p class="hint">Hours like 8:00-12:00, 13:00-17:00. Breaks with their names: 12:00-13:00 Lunch.</p>"#
        + place.week.table(at: place.name, form.problems) + buttons(button("Save the week", .primary))
    }
  }
}

private func exceptionsPanel(_ view: ProviderView) -> HTML {
  let form = view.form
  let list =
    view.exceptions.isEmpty
    ? emptyState(.calendar, "No day ahead is different from the week.")
    : rows(
      view.exceptions.map { exception in
        ListRow(
          mark: icon(exception.isExtra ? .plus : .close), exception.isExtra ? .ok : .warn,
          what: "<b>\(exception.words)</b>",
          why: exception.isExtra ? "There for longer. \(exception.reason)" : "Away. \(exception.reason)",
          actions: action("Take back", to: exception.removal, form.keys, icon: .undo))
      })
  return panel("Days that are different") {
    list
  }
    + panel("Add a day that is different") {
      Web.form(to: "\(form.url)/exceptions", form.keys) {
        fieldset("The day") {
          select(
            "kind", "They are", [Choice("away", "Away"), Choice("extra", "There for longer")], chosen: "away",
            width: .third)
            + select(
              "location", "At", view.places.map { Choice($0.id, $0.name) }, chosen: "", width: .third)
            + field(
              Field("day", "Day", "", .date, error: form.problems["day"], required: true, width: .third))
            + field(
              Field(
                "starts", "From", "", .time, hint: "Empty: all day", error: form.problems["starts"],
                width: .third))
            + field(Field("ends", "Until", "", .time, error: form.problems["ends"], width: .third))
            + field(
              Field(
                "reason", "Reason", "", hint: "Stands on the board; needed when away",
                error: form.problems["reason"], width: .third, limit: 120))
        } + buttons(button("Add", .primary))
      }
    }
}
