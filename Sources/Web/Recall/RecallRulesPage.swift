import Kernel
import Scheduling

struct RecallRuleLine: Sendable {
  var url: String
  var name: String
  var when: String
  var books: String
}

func recallRulesPage(_ rules: [RecallRuleLine]) -> Page {
  let add = linkButton("New rule", to: "/recall/rules/new", .primary, icon: .plus)
  let list =
    rules.isEmpty
    ? emptyState(.history, "No rule yet. A rule says who is asked back, for what, and when.", add)
    : table(
      "Rules", head: ["Rule", "When", "Books"],
      rules.map { [#"<a href="\#($0.url)">\#($0.name)</a>"#, "\($0.when)", "\($0.books)"] })
  return Page(
    "Rules of recall", here: .recall,
    head("Rules of recall", buttons: linkButton("Recall", to: "/recall", icon: .left) + add)
      + panel("Who is asked back") { list })
}

/// One rule as a form.
struct RecallRuleView: Sendable {
  var url: String
  var title: String
  var name: String
  var type: String
  var counts: Set<String>
  var kind: String
  var months: String
  var ages: String
  var fromAge: String
  var toAge: String
  var codes: String
  var ahead: String
  var types: [Choice] = []
  var retire: String?
  var problems: FormProblems

  init(_ rule: RecallRule?, problems: FormProblems) {
    let d = rule?.draft ?? RecallDraft(name: "", visitType: "")
    url = rule.map { "/recall/rules/\($0.id)" } ?? "/recall/rules"
    title = rule == nil ? "New rule" : d.name
    name = d.name
    type = d.visitType.rawValue
    counts = Set(d.counts.map(\.rawValue))
    kind = d.kind.rawValue
    months = String(max(1, d.months))
    ages = d.ages.isEmpty ? RecallAge.wellChild.map(\.description).joined(separator: " ") : d.agesText
    fromAge = d.fromAge.map(String.init) ?? ""
    toAge = d.toAge.map(String.init) ?? ""
    codes = d.codes.joined(separator: " ")
    ahead = String(d.ahead)
    retire = rule.map { "/recall/rules/\($0.id)/retirement" }
    self.problems = problems
  }

  /// What was typed, after a refusal.
  mutating func fill(from form: Form) {
    (name, type, kind, months) = (form["name"], form["type"], form["kind"], form["months"])
    counts = Set(form.values("counts"))
    (ages, fromAge, toAge) = (form["ages"], form["from_age"], form["to_age"])
    (codes, ahead) = (form["codes"], form["ahead"])
  }
}

func recallRulePage(_ view: RecallRuleView, _ keys: FormKeys) -> Page {
  let retire: HTML? = view.retire.map { url in
    panel("No longer used") { action("End this rule", to: url, keys, .danger) }
  }
  return Page(
    "Rule of recall", here: .recall,
    head(view.title) + wrongFields(view.problems.list)
      + (#"<section class="card panel">\#(ruleFields(view, keys))</section>"# as HTML) + (retire ?? .empty))
}

private func ruleFields(_ view: RecallRuleView, _ keys: FormKeys) -> HTML {
  let wrong = view.problems
  return form(to: view.url, keys) {
    fieldset("The rule") {
      field(
        Field("name", "Name", view.name, error: wrong["name"], required: true, autofocus: true, limit: 80))
        + select("type", "Books", view.types, chosen: view.type, error: wrong["type"])
        + select(
          "kind", "Who is due", RecallDraft.Kind.allCases.map { Choice($0.rawValue, $0.words) },
          chosen: view.kind, width: .full)
        + field(
          Field(
            "months", "Months between visits", view.months, .number, error: wrong["months"], width: .third))
        + field(
          Field(
            "ahead", "Days ahead", view.ahead, .number, hint: "listed so long before", error: wrong["ahead"],
            width: .third))
        + field(Field("from_age", "From age", view.fromAge, .number, error: wrong["from_age"], width: .third))
        + field(Field("to_age", "To age", view.toAge, .number, error: wrong["to_age"], width: .third))
    }
      + fieldset("At certain ages", hint: "d for days, m for months, y for years, apart by spaces.") {
        field(Field("ages", "Ages", view.ages, error: wrong["ages"], width: .full))
      }
      + fieldset(
        "With a condition",
        hint: "Codes as they stand in the record. Empty for those put on the list by hand."
      ) { field(Field("codes", "Codes", view.codes, error: wrong["codes"], width: .full)) }
      + fieldset("Done visits that count too") {
        HTML.each(view.types) {
          checkbox("counts", $0.words, checked: view.counts.contains($0.value), value: $0.value)
        }
      } + buttons(button("Save", .primary), linkButton("Back", to: "/recall/rules"))
  }
}
