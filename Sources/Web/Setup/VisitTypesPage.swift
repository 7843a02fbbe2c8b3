import Kernel
import Practice
import Scheduling

/// A visit type as the list shows it.
struct VisitTypeLine: Sendable {
  var url: String
  var name: String
  var minutes: Int
  var colour: String
  var providers: String
  var needs: String
  var isActive: Bool

  init(_ type: VisitType, _ names: [ID<Provider>: String]) {
    url = "/visit-types/\(type.id)"
    name = type.name
    minutes = type.minutes
    colour = type.colour.rawValue
    providers = type.providers.compactMap { names[$0] }.sorted().joined(separator: ", ")
    needs = type.needs.map { $0.kind.words.lowercased() }.joined(separator: ", ")
    isActive = type.isActive
  }
}

func visitTypesPage(_ types: [VisitTypeLine]) -> Page {
  let add = linkButton("New visit type", to: "/visit-types/new", .primary, icon: .plus)
  let (used, retired) = (types.filter(\.isActive), types.filter { !$0.isActive })
  let list =
    used.isEmpty
    ? emptyState(.list, "No visit type yet. Without one nothing can be booked.", add)
    : visitTypeTable("Visit types", used)
  let old =
    retired.isEmpty ? HTML.empty : panel("No longer booked") { visitTypeTable("No longer booked", retired) }
  return Page(
    "Visit types", here: .visitTypes,
    head("Visit types", buttons: add) + panel("What can be booked") { list } + old)
}

private func visitTypeTable(_ caption: String, _ types: [VisitTypeLine]) -> HTML {
  table(
    caption, head: ["Visit", "Minutes", "With", "Needs"],
    types.map { type in
      [
        #"<i class="dot dot-\#(type.colour)"></i> <a href="\#(type.url)">\#(type.name)</a>"#,
        "\(type.minutes)",
        type.providers.isEmpty ? chip("Nobody yet", .warn) : "\(type.providers)", "\(type.needs)",
      ]
    })
}

/// One visit type as a form.
struct VisitTypeFormView: Sendable {
  var url: String
  var title: String
  var name: String
  var minutes: String
  var colour: String
  var chosenProviders: Set<String>
  var chosenNeeds: [String]
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
    chosenNeeds = (type?.needs ?? []).map { need in
      need.resource.map { "\(need.kind.rawValue):\($0)" } ?? need.kind.rawValue
    }
    retire = type.flatMap { $0.isActive ? "/visit-types/\($0.id)/retirement" : nil }
    self.keys = keys
    self.problems = problems
  }

  /// What was typed, after a refusal.
  mutating func fill(from form: Form) {
    (name, minutes, colour) = (form["name"], form["minutes"], form["colour"])
    chosenProviders = Set(form.values("provider"))
    chosenNeeds = Self.needs(of: form)
  }
}

extension VisitTypeFormView {
  /// Rooms, devices and chairs a visit may ask for in the form.
  static let needPlaces = 0..<3

  static func needs(of form: Form) -> [String] {
    needPlaces.map { form["need-\($0)"] }.filter { !$0.isEmpty }
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
      + fieldset("What it needs", hint: "A visit holds these for its whole length, all or nothing.") {
        HTML.each(VisitTypeFormView.needPlaces) { place in
          select(
            "need-\(place)", "Need \(place + 1)", view.needs,
            chosen: place < view.chosenNeeds.count ? view.chosenNeeds[place] : "")
        }
      } + buttons(button("Save", .primary), linkButton("Back", to: "/visit-types"))
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
