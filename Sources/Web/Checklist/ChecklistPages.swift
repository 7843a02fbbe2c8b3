import Kernel
import Practice
import Scheduling

/// A visit whose boxes are open, in words.
struct StillOpenLine: Sendable {
  var patient: String
  var url: String
  var when: String
  var line: String
  var phone: String
  var checks: [CheckInView.Fact]
}

/// The boxes of a visit, each with the address that ticks it or takes the tick back.
func checkMarks(
  _ visit: Appointment, _ checks: [VisitCheck], _ who: Who, isClosed: Bool
) -> [CheckInView.Fact] {
  guard visit.status.holdsItsPlace else { return [] }
  return checks.map { check in
    let url = "/appointments/\(visit.id)/checks/\(check.box.id)" + (check.ticked == nil ? "" : "/undo")
    return CheckInView.Fact(
      words: check.box.draft.name, isSettled: check.ticked != nil,
      url: who.may(.runDay) && !isClosed ? url : nil, key: "")
  }
}

/// `2 of 4`; nothing where there is no box.
func checksChip(_ checks: [CheckInView.Fact]) -> HTML {
  if checks.isEmpty { return .empty }
  let ticked = checks.count(where: \.isSettled)
  let isDone = ticked == checks.count
  return #"""
    <span class="chip\#(isDone ? " ok" : "")">\#(icon(isDone ? .done : .list))\#(aside("Checklist: "))\#(String(ticked)) of \#(String(checks.count))</span>
    """#
}

func stillOpenPage(_ lines: [StillOpenLine], _ ask: DayAsk, mayKeep: Bool, _ keys: FormKeys) -> Page {
  let list: HTML =
    lines.isEmpty
    ? panel("Nothing is open") {
      emptyState(.done, "Visits of the next two weeks whose boxes should be ticked by now stand here.")
    }
    : #"<section class="card">\#(rows(lines.map { row($0, keys) }))</section>"#
  return Page(
    "Still to do", here: .checkIn,
    head(
      "Still to do before visits", beside: lines.isEmpty ? .empty : chip("\(lines.count)"),
      buttons: linkButton("Check-in", to: ask.url("/schedule/flow"), icon: .left)
        + (mayKeep ? linkButton("The checklist", to: "/checklist", icon: .list) : .empty)) + list)
}

private func row(_ line: StillOpenLine, _ keys: FormKeys) -> ListRow {
  let phone: HTML = line.phone.isEmpty ? .empty : #" · <a href="tel:\#(line.phone)">\#(line.phone)</a>"#
  return ListRow(
    mark: icon(.list), .warn,
    what: #"<a class="strong" href="\#(line.url)">\#(line.patient)</a> \#(line.when)"#,
    why:
      #"\#(line.line)\#(phone)<div class="facts-row">\#(factButtons(line.checks, keys, pressedBy: "data-check"))</div>"#
  )
}

func checklistPage(
  _ boxes: [ChecklistBox], _ types: [Choice], _ keys: FormKeys, _ problems: FormProblems
) -> Page {
  let names = Dictionary(uniqueKeysWithValues: types.map { ($0.value, $0.words) })
  let list =
    boxes.isEmpty
    ? emptyState(
      .list,
      "A box stands on each visit until somebody ticks it: insurance checked, consent signed, records asked for."
    )
    : rows(boxes.map { row($0, types, names, keys) })
  return Page(
    "Checklist", here: .checkIn,
    head("Checklist", buttons: linkButton("Still to do", to: "/schedule/checklist", icon: .left))
      + wrongFields(problems.list)
      + split(
        panel("Boxes on visits") { list },
        beside: panel("New box") {
          form(to: "/checklist", keys) {
            fields(
              ChecklistDraft(name: "", place: min(99, (boxes.last?.draft.place ?? 0) + 10)), types, id: "new")
              + buttons(button("Add", .primary, icon: .plus))
          }
        }))
}

private func row(
  _ box: ChecklistBox, _ types: [Choice], _ names: [String: String], _ keys: FormKeys
) -> ListRow {
  let draft = box.draft
  let kinds = draft.types.compactMap { names[$0.rawValue] }.sorted().joined(separator: ", ")
  let due =
    draft.dueDays == 0 ? "on the day" : draft.dueDays == 1 ? "a day before" : "\(draft.dueDays) days before"
  let edit: HTML = #"""
    <details class="more"><summary>Change\#(aside(" \(draft.name)"))</summary>\#
    \#(form(to: "/checklist/\(box.id)", keys) {
      fields(draft, types, id: box.id.rawValue) + buttons(button("Keep"))
    })\#(action("No longer needed", to: "/checklist/\(box.id)/retirement", keys, .danger))</details>
    """#
  return ListRow(
    mark: icon(.list), what: #"<strong>\#(draft.name)</strong>\#(edit)"#,
    why: "Due \(due) · \(kinds.isEmpty ? "every kind of visit" : kinds)")
}

private func fields(_ draft: ChecklistDraft, _ types: [Choice], id: String) -> HTML {
  func line(_ name: String, _ label: String, _ value: String, _ kind: Field.Kind, _ hint: String) -> HTML {
    field(
      Field(
        name, label, value, kind, hint: hint, required: true, width: .full, limit: 60, id: "\(name)-\(id)"))
  }
  let kinds = HTML.each(types) { type in
    checkbox(
      "type", type.words, checked: draft.types.contains { $0.rawValue == type.value }, value: type.value)
  }
  return line("name", "Name", draft.name, .text, "What is done when it is ticked.")
    + line("due_days", "Due (days before)", String(draft.dueDays), .number, "0: on the day of the visit.")
    + line("place", "Place", String(draft.place), .number, "1 to 99; lower stands first.")
    + #"<fieldset><legend>Only for</legend><p class="hint">Nothing chosen: every kind of visit.</p>\#(kinds)</fieldset>"#
}
