import Kernel
import Scheduling

/// The boxes of the practice, and one as a form.
struct ChecklistView: Sendable {
  var boxes: [Line]
  var title: String
  var url: String
  var name: String
  var due: String
  var types: [Choice]
  var chosen: Set<String>
  /// Where the box that is open is retired.
  var retire: String?
  var keys: FormKeys
  var problems: FormProblems

  struct Line: Sendable {
    var url: String
    var name: String
    /// `On the day · Annual physical`
    var when: String
  }
}

extension ChecklistView {
  init(
    _ boxes: [ChecklistBox], editing one: ChecklistBox?, types: [VisitType], typed: Form, keys: FormKeys,
    problems: FormProblems
  ) {
    let names = Dictionary(uniqueKeysWithValues: types.map { ($0.id, $0.name) })
    let isTyped = typed.has("name")
    self.init(
      boxes: boxes.map { box in
        let kinds = box.visitTypes.compactMap { names[$0] }.sorted().joined(separator: ", ")
        return Line(
          url: "/checklist/\(box.id)", name: box.name,
          when: [dueWords(box.dueDays), kinds.isEmpty ? "every visit" : kinds].joined(separator: " · "))
      },
      title: one?.name ?? "New box", url: one.map { "/checklist/\($0.id)" } ?? "/checklist",
      name: isTyped ? typed["name"] : one?.name ?? "",
      due: isTyped ? typed["due"] : one?.dueDays.map(String.init) ?? "",
      types: types.map { Choice($0.id.rawValue, $0.name) },
      chosen: isTyped ? Set(typed.values("type")) : Set((one?.visitTypes ?? []).map(\.rawValue)),
      retire: one.map { "/checklist/\($0.id)/retirement" }, keys: keys, problems: problems)
  }
}

private func dueWords(_ days: Int?) -> String {
  switch days {
  case nil: "no set day"
  case 0: "due on the day"
  case 1: "due the day before"
  case .some(let days): "due \(days) days before"
  }
}

func checklistPage(_ view: ChecklistView) -> Page {
  let list = panel("Boxes on a visit", beside: chip("\(view.boxes.count) of \(Scheduling.mostBoxes)")) {
    view.boxes.isEmpty
      ? emptyState(
        .done, "No box yet. A box says what is to be done for a visit, such as “Insurance verified”.")
      : rows(view.boxes.enumerated().map { row($1, isFirst: $0 == 0, view.keys) })
  }
  let new: HTML = view.retire == nil ? .empty : linkButton("New box", to: "/checklist", icon: .plus)
  return Page(
    "Checklist", here: .visitTypes,
    head("Checklist", buttons: linkButton("Visit types", to: "/visit-types", icon: .left) + new)
      + wrongFields(view.problems.list) + split(list, beside: boxForm(view)))
}

private func row(_ box: ChecklistView.Line, isFirst: Bool, _ keys: FormKeys) -> ListRow {
  let up: HTML =
    isFirst
    ? .empty
    : form(to: "\(box.url)/rise", keys, class: "action") {
      #"<button type="submit" class="btn quiet">Up\#(aside(": \(box.name)"))</button>"#
    }
  return ListRow(
    mark: icon(.done), what: #"<a class="strong" href="\#(box.url)">\#(box.name)</a>"#, why: "\(box.when)",
    actions: up)
}

private func boxForm(_ view: ChecklistView) -> HTML {
  let types = HTML.each(view.types) {
    checkbox("type", $0.words, checked: view.chosen.contains($0.value), value: $0.value)
  }
  let retire: HTML? = view.retire.map { action("Retire this box", to: $0, view.keys, .danger) }
  return panel(view.title) {
    form(to: view.url, view.keys) {
      field(
        Field(
          "name", "Name", view.name, error: view.problems["name"], required: true, width: .full, limit: 60))
        + field(
          Field(
            "due", "Due, days before the visit", view.due, .number,
            hint: "0: on the day. Empty: no set day.", error: view.problems["due"], width: .full))
        + #"<details class="more"\#(attribute: "open", if: !view.chosen.isEmpty)><summary>Only for some visits</summary>\#(types)</details>"#
        + buttons(button("Keep", .primary))
    } + (retire ?? .empty)
  }
}
