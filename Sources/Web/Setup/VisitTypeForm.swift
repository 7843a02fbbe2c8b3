import Kernel
import Practice
import Scheduling

/// One visit type as a form.
struct VisitTypeFormView: Sendable {
  var url: String
  var title: String
  var name: String
  var minutes: String
  var colour: String
  var chosenProviders: Set<String>
  var needRows: [NeedRow]
  var category: String
  var before: String
  var after: String
  var buffersProvider: Bool
  var buffersOverlap: Bool
  var lead: String
  var leadUnit: LeadUnit
  var capacity: String
  var weight: String
  var providers: [Choice] = []
  var needs: [Choice] = []
  var retire: String?
  var problems: FormProblems
  var keys: FormKeys

  init(_ type: VisitType?, keys: FormKeys, problems: FormProblems) {
    url = type.map { "/visit-types/\($0.id)" } ?? "/visit-types"
    title = type?.name ?? "New visit type"
    name = type?.name ?? ""
    minutes = "\(type?.minutes ?? 30)"
    colour = (type?.colour ?? .blue).rawValue
    chosenProviders = Set((type?.providers ?? []).map(\.rawValue))
    needRows = (type?.needs ?? []).map(NeedRow.init)
    let rules = type?.rules ?? .ordinary
    category = rules.category.rawValue
    (before, after) = ("\(rules.buffer.before)", "\(rules.buffer.after)")
    (buffersProvider, buffersOverlap) = (rules.buffer.holdsProvider, rules.buffer.overlaps)
    leadUnit = LeadUnit(dividing: rules.leadMinutes)
    lead = "\(rules.leadMinutes / leadUnit.minutes)"
    (capacity, weight) = ("\(rules.capacity)", "\(rules.weight)")
    retire = type.flatMap { $0.isActive ? "/visit-types/\($0.id)/retirement" : nil }
    self.keys = keys
    self.problems = problems
  }

  /// What was typed, after a refusal.
  mutating func fill(from form: Form) {
    (name, minutes, colour) = (form["name"], form["minutes"], form["colour"])
    chosenProviders = Set(form.values("provider"))
    needRows = NeedRow.rows(form)
    (category, before, after) = (form["category"], form["before"], form["after"])
    (buffersProvider, buffersOverlap) = (form.flag("buffers_provider"), form.flag("buffers_overlap"))
    (lead, leadUnit) = (form["lead"], LeadUnit(rawValue: form["lead_unit"]) ?? .hours)
    (capacity, weight) = (form["capacity"], form["weight"])
  }
}

extension VisitTypeFormView {
  /// In what a least notice is counted.
  enum LeadUnit: String, CaseIterable, Sendable {
    case minutes, hours, days

    var minutes: Int {
      switch self {
      case .minutes: 1
      case .hours: 60
      case .days: 1440
      }
    }

    /// The largest that counts it in whole numbers.
    init(dividing minutes: Int) {
      self =
        minutes == 0
        ? .hours : [LeadUnit.days, .hours].first { minutes.isMultiple(of: $0.minutes) } ?? .minutes
    }
  }
}

func visitTypePage(_ view: VisitTypeFormView) -> Page {
  let fields = form(to: view.url, view.keys) {
    fieldset("The visit") {
      field(
        Field(
          "name", "Name", view.name, error: view.problems["name"], required: true, autofocus: true, limit: 80)
      )
        + field(
          Field(
            "minutes", "Minutes", view.minutes, .number, hint: "5 to 720, in steps of five",
            error: view.problems["minutes"], required: true, width: .third))
        + select(
          "colour", "Colour mark", VisitType.Colour.allCases.map { Choice($0.rawValue, $0.words) },
          chosen: view.colour, width: .third)
    } + fieldset("Who does it") { who(view) }
      + needs(view) + buffers(view) + rules(view)
      + buttons(button("Save", .primary), linkButton("Back", to: "/visit-types"))
  }
  let retire =
    view.retire.map { url in
      panel("No longer booked") {
        "<p>Visits that are booked stay as they are.</p>\(action("Retire this visit type", to: url, view.keys, .danger))"
      }
    } ?? .empty
  return Page(
    "Visit type", here: .visitTypes,
    head(view.title) + wrongFields(view.problems.list)
      + (#"<section class="card panel">\#(fields)</section>"# as HTML) + retire)
}

private func who(_ view: VisitTypeFormView) -> HTML {
  if view.providers.isEmpty {
    return #"<p>Add a provider first, on the <a href="/providers">providers’ page</a>.</p>"#
  }
  return HTML.each(view.providers) {
    checkbox("provider", $0.words, checked: view.chosenProviders.contains($0.value), value: $0.value)
  }
}

private func needs(_ view: VisitTypeFormView) -> HTML {
  fieldset("What it needs", hint: "A visit holds these for its whole length, all or nothing.") {
    HTML.each(NeedRow.places) { place in
      let row = place < view.needRows.count ? view.needRows[place] : nil
      return select("need-\(place)", "Need \(place + 1)", view.needs, chosen: row?.what ?? "")
        + field(
          Field(
            "count-\(place)", "How many", "\(row?.count ?? 1)", .number,
            error: view.problems["count-\(place)"],
            width: .half))
    }
  }
}

private func buffers(_ view: VisitTypeFormView) -> HTML {
  fieldset("Before and after", hint: "Minutes that its rooms and devices are held around the visit.") {
    field(
      Field(
        "before", "Setting up", view.before, .number, hint: "Minutes", error: view.problems["before"],
        width: .half))
      + field(
        Field(
          "after", "Cleaning", view.after, .number, hint: "Minutes", error: view.problems["after"],
          width: .half))
      + checkbox("buffers_provider", "They take the provider’s time, too", checked: view.buffersProvider)
      + checkbox(
        "buffers_overlap", "They may overlap those of another visit", checked: view.buffersOverlap,
        hint: "Cleaning after one and setting up for the next can be done together.")
  }
}

private func rules(_ view: VisitTypeFormView) -> HTML {
  fieldset("Rules") {
    select(
      "category", "Counts as", VisitType.Category.allCases.map { Choice($0.rawValue, $0.words) },
      chosen: view.category, hint: "What blocks are kept for", width: .third)
      + field(Field("lead", "Least notice", view.lead, .number, error: view.problems["lead"], width: .third))
      + select(
        "lead_unit", "counted in",
        VisitTypeFormView.LeadUnit.allCases.map { Choice($0.rawValue, $0.rawValue) },
        chosen: view.leadUnit.rawValue, width: .third)
      + field(
        Field(
          "capacity", "Patients at one time", view.capacity, .number, hint: "More than 1 is a group",
          error: view.problems["capacity"], width: .third))
      + field(
        Field(
          "weight", "Weight in percent", view.weight, .number, hint: "100 is an ordinary visit",
          error: view.problems["weight"], width: .third))
  }
}
