import Kernel
import Scheduling

struct RemindersView: Sendable {
  var lines: [Line]
  var reach: Reach
  /// Whether something is set up, but nothing leaves a demo.
  var isDemo: Bool
  /// Why nothing goes out by a way that is set up.
  var troubles: [String]
  var namesProvider: Bool

  struct Line: Sendable {
    var url: String
    var when: String
    var how: String
    var of: String
  }

  /// What of it happens by itself on this server.
  var setUp: String {
    if isDemo {
      return
        "This is the demo practice. Nobody in it is real, but a number may be somebody’s: no reminder is written "
        + "and nothing is sent, whatever is set up on this server."
    }
    return switch (reach.contains(.text), reach.contains(.email)) {
    case (true, true): "Text messages and e-mail are set up."
    case (true, false): "Text messages are set up, e-mail is not."
    case (false, true): "E-mail is set up, text messages are not."
    case (false, false):
      "Neither text messages nor e-mail are set up on this server, so no reminders are written by themselves."
    }
  }
}

func remindersPage(_ view: RemindersView, _ keys: FormKeys) -> Page {
  let add = linkButton("New reminder", to: "/reminders/new", .primary, icon: .plus)
  let list =
    view.lines.isEmpty
    ? emptyState(.mail, "No reminder yet. It says how long before the visit a patient is reminded.", add)
    : table(
      "Reminders", head: ["When", "How", "Of"],
      view.lines.map { [#"<a href="\#($0.url)">\#($0.when)</a>"#, "\($0.how)", "\($0.of)"] })
  let settings = panel("What e-mail says") {
    form(to: "/reminders/settings", keys) {
      checkbox(
        "names_provider", "With whom the visit is", checked: view.namesProvider,
        hint: "Others may read along. Text messages never say it.") + buttons(button("Keep"))
    }
  }
  return Page(
    "Reminders", here: .checkIn,
    head("Reminders", buttons: linkButton("Messages", to: "/schedule/messages", icon: .left) + add)
      + HTML.each(view.troubles) { notice(Notice($0, .warn)) }
      + notice(Notice(view.setUp, view.reach.isEmpty ? .warn : .info))
      + panel("When patients are reminded") { list } + settings)
}

/// One reminder as a form.
struct ReminderView: Sendable {
  var url: String
  var title: String
  var number: String
  var unit: String
  var channel: String
  var chosen: Set<String>
  var noteEnglish: String
  var noteSpanish: String
  var types: [Choice] = []
  var retire: String?
  var problems: FormProblems

  init(_ rule: ReminderRule?, problems: FormProblems) {
    let draft = rule?.draft ?? ReminderDraft(ahead: 2880)
    let isDays = draft.ahead % 1440 == 0
    url = rule.map { "/reminders/\($0.id)" } ?? "/reminders"
    title = rule == nil ? "New reminder" : "Reminder \(draft.when)"
    number = String(isDays ? draft.ahead / 1440 : draft.ahead / 60)
    unit = isDays ? "days" : "hours"
    channel = draft.channel.rawValue
    chosen = Set(draft.types.map(\.rawValue))
    (noteEnglish, noteSpanish) = (draft.noteEnglish, draft.noteSpanish)
    retire = rule.map { "/reminders/\($0.id)/retirement" }
    self.problems = problems
  }

  /// What was typed, after a refusal.
  mutating func fill(from form: Form) {
    (number, unit, channel) = (form["number"], form["unit"], form["channel"])
    chosen = Set(form.values("types"))
    (noteEnglish, noteSpanish) = (form["note_en"], form["note_es"])
  }
}

func reminderPage(_ view: ReminderView, _ keys: FormKeys) -> Page {
  let retire: HTML =
    view.retire.map { url in
      panel("No longer wanted") { action("End this reminder", to: url, keys, .danger) }
    } ?? .empty
  return Page(
    "Reminder", here: .checkIn,
    head(view.title) + wrongFields(view.problems.list)
      + (#"<section class="card panel">\#(reminderFields(view, keys))</section>"# as HTML) + retire)
}

private func reminderFields(_ view: ReminderView, _ keys: FormKeys) -> HTML {
  let wrong = view.problems
  return form(to: view.url, keys) {
    fieldset("When and how") {
      field(
        Field(
          "number", "How long before the visit", view.number, .number, error: wrong["number"], required: true,
          autofocus: true, width: .third))
        + select(
          "unit", "Unit", [("days", "days"), ("hours", "hours")], chosen: view.unit, width: .third)
        + select(
          "channel", "How it goes", ReminderRule.Channel.allCases.map { ($0.rawValue, $0.words) },
          chosen: view.channel, error: wrong["channel"], width: .third)
    }
      + fieldset("For which visits", hint: "None ticked: for all.") {
        HTML.each(view.types) {
          checkbox("types", $0.words, checked: view.chosen.contains($0.value), value: $0.value)
        }
      }
      + fieldset(
        "A note", hint: "Only in e-mail, such as what to bring. Say nothing that others must not read."
      ) {
        textArea("note_en", "In English", view.noteEnglish, error: wrong["note_en"], limit: 600)
          + textArea("note_es", "In Spanish", view.noteSpanish, error: wrong["note_es"], limit: 600)
      } + buttons(button("Save", .primary), linkButton("Back", to: "/reminders"))
  }
}
