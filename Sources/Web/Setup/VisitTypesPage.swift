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
  /// What is not ordinary about it: `8 h notice · 15 min to clean`.
  var rules: String
  var isActive: Bool

  init(_ type: VisitType, _ names: [ID<Provider>: String]) {
    url = "/visit-types/\(type.id)"
    name = type.name
    minutes = type.minutes
    colour = type.colour.rawValue
    providers = type.providers.compactMap { names[$0] }.sorted().joined(separator: ", ")
    needs = type.needs.map(NeedRow.words).joined(separator: ", ")
    rules = type.rules.inShort
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
    head(
      "Visit types",
      buttons: linkButton("By patients themselves", to: "/online", icon: .person)
        + linkButton("Checklist", to: "/checklist", icon: .done)
        + linkButton("Visits in a row", to: "/chain-templates", icon: .list) + add)
      + panel("What can be booked") { list } + old)
}

private func visitTypeTable(_ caption: String, _ types: [VisitTypeLine]) -> HTML {
  table(
    caption, head: ["Visit", "Minutes", "With", "Needs", "Rules"],
    types.map { type in
      [
        #"<i class="dot dot-\#(type.colour)"></i> <a href="\#(type.url)">\#(type.name)</a>"#,
        "\(type.minutes)",
        type.providers.isEmpty ? chip("Nobody yet", .warn) : "\(type.providers)", "\(type.needs)",
        "\(type.rules)",
      ]
    })
}
