import Kernel
import Practice
import Scheduling

/// What somebody waits for, as a form.
struct WishView: Sendable {
  var url = "/wait-list"
  var patient: PatientBadge?
  var types: [Choice] = []
  var type: String
  var providers: [Choice] = []
  var provider: String
  var locations: [Choice] = []
  var location: String
  var weekdays: Set<String>
  var parts: Set<String>
  var first: String
  var last: String
  var notice: String
  var phoneOnly: Bool
  var urgency: String
  var reason: String
  var note: String
  /// Visits that could be moved forward.
  var coming: [Choice] = []
  var sooner: String
  var problems: FormProblems

  init(terms t: WishTerms, problems: FormProblems) {
    type = t.visitType.rawValue
    provider = t.provider?.rawValue ?? ""
    location = t.location?.rawValue ?? ""
    weekdays = Set(t.weekdays.map { String($0.rawValue) })
    parts = Set(t.parts.map(\.rawValue))
    first = t.firstDay?.description ?? ""
    last = t.lastDay?.description ?? ""
    notice = String(t.notice)
    phoneOnly = t.phoneOnly
    urgency = String(t.urgency.rawValue)
    reason = t.reason
    note = t.note
    sooner = t.sooner?.rawValue ?? ""
    self.problems = problems
  }

  /// What was typed, after a refusal.
  mutating func fill(from form: Form) {
    (type, provider, location) = (form["type"], form["provider"], form["location"])
    weekdays = Set(form.values("weekday"))
    parts = Set(form.values("part"))
    (first, last, notice) = (form["first"], form["last"], form["notice"])
    phoneOnly = form.flag("phone_only")
    (urgency, reason, note, sooner) = (form["urgency"], form["reason"], form["note"], form["sooner"])
  }

  static let notices = [
    Choice("0", "None: can come at once"), Choice("30", "Half an hour"), Choice("60", "An hour"),
    Choice("120", "Two hours"), Choice("240", "Half a day"), Choice("1440", "A day"),
    Choice("2880", "Two days"), Choice("10080", "A week"),
  ]
}

func wishPage(_ view: WishView, _ keys: FormKeys) -> Page {
  let isNew = view.url == "/wait-list"
  let main = #"<section class="card panel">\#(wishForm(view, keys, isNew: isNew))</section>"# as HTML
  let patient: HTML? = view.patient.map { #"<div class="card panel">\#(patientBadge($0))</div>"# }
  let off: HTML? =
    isNew
    ? nil
    : panel("Take off the list") {
      form(to: "\(view.url)/withdrawal", keys) {
        field(Field("reason", "Why", hint: "may be left empty", width: .full, limit: 200))
          + buttons(button("Take off the list", .danger))
      }
    }
  return Page(
    "Wait list", here: .waitList,
    head(isNew ? "Put on the wait list" : "What they wait for") + wrongFields(view.problems.list)
      + split(main, beside: (patient ?? .empty) + (off ?? .empty)))
}

private func wishForm(_ view: WishView, _ keys: FormKeys, isNew: Bool) -> HTML {
  form(to: view.url, keys) {
    hidden("patient", view.patient?.id ?? "")
      + fieldset("The visit") {
        select("type", "Visit", view.types, chosen: view.type, error: view.problems["type"], width: .half)
          + select("provider", "With", view.providers, chosen: view.provider, width: .half)
          + select("location", "Where", view.locations, chosen: view.location, width: .half)
          + select(
            "sooner", "When they accept a time", [Choice("", "Book one more visit")] + view.coming,
            chosen: view.sooner)
      }
      + fieldset("When it suits") { times(view) }
      + fieldset("How soon") {
        select(
          "urgency", "How urgent",
          Urgency.allCases.map { Choice(String($0.rawValue), "\($0.rawValue) · \($0.words)") },
          chosen: view.urgency, width: .half)
          + field(
            Field("reason", "Why, as triage says it", view.reason, error: view.problems["reason"], limit: 200)
          )
          + select("notice", "Notice they need", notices(view), chosen: view.notice)
      }
      + checkbox(
        "phone_only", "Telephone only", checked: view.phoneOnly,
        hint: "They are called, in the same order as those who get a message.")
      + #"<div class="fields">\#(textArea("note", "Note", view.note, lines: 2, limit: 500))</div>"#
      + buttons(
        button(isNew ? "Put on the list" : "Save", .primary), linkButton("Back", to: "/wait-list"))
  }
}

private func notices(_ view: WishView) -> [Choice] {
  let known = WishView.notices.contains { $0.value == view.notice } || Int(view.notice) == nil
  return WishView.notices + (known ? [] : [Choice(view.notice, "\(view.notice) minutes")])
}

private func times(_ view: WishView) -> HTML {
  let days = HTML.each(Weekday.allCases) {
    checkbox(
      "weekday", String($0.name.prefix(3)), checked: view.weekdays.contains(String($0.rawValue)),
      value: String($0.rawValue))
  }
  let parts = HTML.each(DayPart.allCases) {
    checkbox("part", $0.words, checked: view.parts.contains($0.rawValue), value: $0.rawValue)
  }
  return #"""
    <div class="field full ticks" role="group" aria-label="Days">\#(days)</div>\#
    <div class="field full ticks" role="group" aria-label="Parts of the day">\#(parts)</div>
    """#
      + field(Field("first", "Not before", view.first, .date))
      + field(Field("last", "Not after", view.last, .date, error: view.problems["last"]))
}
