import Kernel
import Practice
import Scheduling

/// A provider's patterns as a list.
struct TemplatesView: Sendable {
  var provider: String
  var url: String
  var lines: [Line]

  struct Line: Sendable {
    var url: String
    var copy: String
    var name: String
    /// `Ashby Harbor · every 2nd week · from 1 June 2026`
    var when: String
    /// `Mon 8:00–12:00, Tue 13:00–17:00`
    var hours: String
    var blocks: String
    var starts: String
    var holdsNow: Bool

    init(_ template: Template, _ place: String, today: LocalDay) {
      let base = "/providers/\(template.provider)/templates"
      url = "\(base)/\(template.id)"
      copy = "\(base)/new?copy=\(template.id)"
      name = template.heading
      let always = Template.always
      when = [
        place, template.every == 1 ? "each week" : "every \(template.every) weeks",
        template.first == always.lowerBound ? "" : "from \(template.first.long)",
        template.last == always.upperBound ? "" : "until \(template.last.long)",
      ].filter { !$0.isEmpty }.joined(separator: " · ")
      hours = Weekday.allCases.compactMap { day in
        let work = template.stretches.filter { $0.weekday == day && $0.kind == .work }
        return work.isEmpty ? nil : "\(day.name.prefix(3)) \(HoursText.write(work))"
      }.joined(separator: ", ")
      blocks = Set(template.blocks.map(\.label)).sorted().joined(separator: ", ")
      starts = StartsRow.rows(template.starts).map { "\($0.weekday.name.prefix(3)) \($0.words)" }.joined(
        separator: "; ")
      holdsNow = template.first <= today && today <= template.last
    }
  }
}

func templatesPage(_ view: TemplatesView, _ problems: FormProblems, _ keys: FormKeys) -> Page {
  let add = linkButton("New pattern", to: "\(view.url)/templates/new", .primary, icon: .plus)
  let list: HTML =
    view.lines.isEmpty
    ? emptyState(.week, "No pattern yet: \(view.provider) cannot be booked.", add)
    : HTML.each(view.lines) { line($0, keys) }
  return Page(
    "Patterns", here: .providers,
    head(
      "Patterns of \(view.provider)",
      buttons: linkButton("The provider", to: view.url, .quiet, icon: .left) + add)
      + wrongFields(problems.list) + list)
}

private func line(_ line: TemplatesView.Line, _ keys: FormKeys) -> HTML {
  let steps = linkButton("Change", to: line.url, icon: .edit) + linkButton("Copy", to: line.copy, icon: .copy)
  return panel(line.name, beside: line.holdsNow ? chip("now", .ok) : chip("not now")) {
    facts([
      ("When", "\(line.when)"), ("Hours", "\(line.hours)"), ("Kept for", "\(line.blocks)"),
      ("Planned starts", "\(line.starts)"),
    ])
      + #"<div class="steps">\#(steps)</div>"#
      + #"<details class="more"><summary>End it</summary>\#(ending(line, keys))</details>"#
  }
}

/// The same field stands on every line, so its identity names the pattern.
private func ending(_ line: TemplatesView.Line, _ keys: FormKeys) -> HTML {
  let id = "last-\(line.url.split(separator: "/").last ?? "")"
  return form(to: "\(line.url)/end", keys) {
    #"""
    <div class="field third"><label for="\#(id)">The last day on which it holds</label>\#
    <input id="\#(id)" name="last" type="date" required></div>
    """# + buttons(button("End the pattern", .danger))
  }
}

/// One pattern as a form.
struct TemplateFormView: Sendable {
  var title: String
  var to: String
  var back: String
  var form: TemplateForm
  var places: [Choice]
  /// What a block can be kept for.
  var kinds: [Choice]
}

func templatePage(_ view: TemplateFormView, _ problems: FormProblems, _ keys: FormKeys) -> Page {
  let form = view.form
  let rows = form.blocks + BlockRow.most.dropFirst(form.blocks.count).prefix(2).map(BlockRow.init)
  let content = Web.form(to: view.to, keys) {
    fieldset("When it holds") {
      field(
        Field("name", "What you call it", form.name, hint: "Such as Summer hours; may stay empty", limit: 80))
        + select("location", "At", view.places, chosen: form.location, error: problems["location"])
        + field(
          Field(
            "first", "First day", form.first, .date, hint: "Empty: since ever", error: problems["first"],
            width: .third))
        + field(
          Field(
            "last", "Last day", form.last, .date, hint: "Empty: until further notice",
            error: problems["last"],
            width: .third))
        + field(
          Field(
            "every", "Every how many weeks", form.every, .number, hint: "1 is each week",
            error: problems["every"], required: true, width: .third))
        + field(
          Field(
            "anchor", "A week in which it holds", form.anchor, .date,
            hint: "Any day of it; counts where it is not each week", error: problems["anchor"], width: .third)
        )
    }
      + #"<p class="hint">Hours like 8:00-12:00, 13:00-17:00. Breaks with their names: 12:00-13:00 Lunch.</p>"#
      + form.week.table(at: "this place", problems)
      + #"<h2 class="later">Times that are kept for some visits</h2>"#
      + HTML.each(rows) { blockFields($0, view.kinds, problems) }
      + startsFields(form.starts)
      + buttons(button("Save the pattern", .primary), linkButton("Back", to: view.back))
  }
  return Page(
    "Pattern", here: .providers,
    head(view.title) + wrongFields(problems.list)
      + (#"<section class="card panel">\#(content)</section>"# as HTML))
}

private func blockFields(_ row: BlockRow, _ kinds: [Choice], _ problems: FormProblems) -> HTML {
  let name = "block-\(row.place)-"
  let days = HTML.each(Weekday.allCases) { day in
    checkbox(
      name + "day", String(day.name.prefix(3)), checked: row.days.contains(day.rawValue),
      value: "\(day.rawValue)")
  }
  let choices = [Choice("", "Nothing more")] + kinds
  func kind(_ place: Int, _ label: String) -> HTML {
    let chosen = place < row.kinds.count ? row.kinds[place] : ""
    let options = HTML.each(choices) {
      #"<option value="\#($0.value)"\#(attribute: "selected", if: $0.value == chosen)>\#($0.words)</option>"#
    }
    return #"""
      <div class="field third"><label for="f-\#(name)for-\#(place)">\#(label)</label>\#
      <select id="f-\#(name)for-\#(place)" name="\#(name)for">\#(options)</select></div>
      """#
  }
  func input(
    _ field: String, _ label: String, _ value: String, _ kind: Field.Kind = .text, _ hint: String? = nil
  ) -> HTML {
    Web.field(
      Field(
        name + field, label, value, kind, hint: hint, error: problems[name + field], width: .third, limit: 300
      ))
  }
  return #"""
    <details class="more block"\#(attribute: "open", if: !row.isEmpty)><summary>\#
    \#(row.isEmpty ? "Keep another time" : row.label)</summary><fieldset><legend class="sr">Kept time \#(row.place + 1)</legend>\#
    <div class="fields">\#(input("label", "Its name", row.label, .text, "As it stands on the board"))\#
    \#(input("from", "From", row.from, .time))\#(input("until", "Until", row.until, .time))</div>\#
    <div class="ticks">\#(days)</div><div class="fields">\#(kind(0, "Kept for"))\#(kind(1, "and for"))\#(kind(2, "and for"))\#
    \#(input("keeps", "How much of it", row.keeps, .text, "100 %, 50 %, or 4 x 20 min"))\#
    \#(input("days_before", "Open to all so many days before", row.daysBefore, .number, "Empty: never; 0 is the day itself"))\#
    \#(input("opens_at", "at", row.opensAt, .time))\#
    \#(input("link", "Link for telehealth", row.link, .url, "Begins with https://"))</div></fieldset></details>
    """#
}
