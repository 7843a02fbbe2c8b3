import Kernel
import Practice
import Scheduling

/// The chains of the office, and one as a form.
struct ChainTemplatesView: Sendable {
  var chains: [(url: String, name: String, steps: String, isActive: Bool)]
  var url: String
  var title: String
  var name: String
  var steps: [Step]
  var types: [Choice]
  var providers: [Choice]
  var retire: String?
  var keys: FormKeys
  var problems: FormProblems

  struct Step: Sendable {
    var position: String
    var type = ""
    var provider = ""
    var least = "0"
    var most = "15"
  }
}

extension ChainTemplatesView {
  init(
    _ chains: [ChainTemplate], editing one: ChainTemplate?, types: [VisitType], providers: [Provider],
    typed: Form,
    keys: FormKeys, problems: FormProblems
  ) {
    let names = Dictionary(uniqueKeysWithValues: types.map { ($0.id, $0.name) })
    self.init(
      chains: chains.map { chain in
        (
          "/chain-templates/\(chain.id)", chain.name,
          chain.steps.compactMap { names[$0.visitType] }.joined(separator: " → "), chain.isActive
        )
      },
      url: one.map { "/chain-templates/\($0.id)" } ?? "/chain-templates", title: one?.name ?? "New chain",
      name: typed.has("name") ? typed["name"] : one?.name ?? "",
      steps: (1...8).map { line in
        let step = one.flatMap { line <= $0.steps.count ? $0.steps[line - 1] : nil }
        func value(_ field: String, _ kept: String) -> String {
          typed.has("\(field)-\(line)") ? typed["\(field)-\(line)"] : kept
        }
        return Step(
          position: value("position", String(line)), type: value("type", step?.visitType.rawValue ?? ""),
          provider: value("provider", step?.provider?.rawValue ?? ""),
          least: value("least", String(step?.gap.lowerBound ?? 0)),
          most: value("most", String(step?.gap.upperBound ?? 15)))
      },
      types: [Choice("", "Nothing")]
        + types.filter { $0.isActive && $0.rules.capacity == 1 }.map {
          Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min")
        },
      providers: [Choice("", "Anyone")] + providers.map { Choice($0.id.rawValue, $0.title) },
      retire: one.flatMap { $0.isActive ? "/chain-templates/\($0.id)/retirement" : nil }, keys: keys,
      problems: problems)
  }
}

func chainTemplatesPage(_ view: ChainTemplatesView) -> Page {
  let list =
    view.chains.isEmpty
    ? emptyState(.list, "No chain yet. A chain is several services in a row, booked and moved as one.")
    : table(
      "Chains", head: ["Chain", "Steps", ""],
      view.chains.map { chain in
        [
          #"<a href="\#(chain.url)">\#(chain.name)</a>"#, "\(chain.steps)",
          chain.isActive ? .empty : chip("No longer booked"),
        ]
      })
  let edit = form(to: view.url, view.keys) {
    fieldRow(field(Field("name", "Name", view.name, error: view.problems["name"], required: true, limit: 80)))
      + steps(view)
      + buttons(button("Save", .primary), linkButton("Back", to: "/visit-types"))
  }
  let retire: HTML? = view.retire.map { action("Retire this chain", to: $0, view.keys, .danger) }
  return Page(
    "Visits in a row", here: .visitTypes,
    head("Visits in a row", buttons: linkButton("New chain", to: "/chain-templates", icon: .plus))
      + wrongFields(view.problems.list) + panel("Chains") { list }
      + panel(view.title) { #"\#(edit)\#(retire)"# })
}

/// Those that are used and one more; the rest wait folded, so that a chain of two is a short form.
private func steps(_ view: ChainTemplatesView) -> HTML {
  let all = view.steps.enumerated().map { ($0 + 1, $1) }
  let shown = max(2, (all.last { !$0.1.type.isEmpty }?.0 ?? 0) + 1)
  let more = all.dropFirst(shown)
  return HTML.each(Array(all.prefix(shown))) { step($0.0, $0.1, view) }
    + (more.isEmpty
      ? .empty
      : #"<details class="more"><summary>More steps</summary>\#(each: Array(more), { step($0.0, $0.1, view) })</details>"#)
}

private func step(_ line: Int, _ step: ChainTemplatesView.Step, _ view: ChainTemplatesView) -> HTML {
  fieldset("Step \(line)") {
    field(Field("position-\(line)", "Position", step.position, .number, width: .third))
      + select("type-\(line)", "Visit", view.types, chosen: step.type, width: .third)
      + select("provider-\(line)", "With", view.providers, chosen: step.provider, width: .third)
      + field(Field("least-\(line)", "Shortest gap to the next, minutes", step.least, .number))
      + field(Field("most-\(line)", "Longest gap", step.most, .number))
  }
}
