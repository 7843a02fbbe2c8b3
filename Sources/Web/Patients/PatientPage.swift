import Kernel

/// A patient's page: who they are, what to mind, when they come, how to reach them.
/// The keys are of the form that adds a note.
func patientPage(_ p: PatientView, keys: FormKeys, in chrome: Chrome) -> HTML {
  let left =
    visitsCard(p, chrome.keys)
    + HTML.each(p.sections.filter { !$0.facts.isEmpty }) { section -> HTML in
      panel(section.name) { facts(section.facts.map { (name: $0.value, value: HTML("\($0.words)")) }) }
    } + stopsCard(p, chrome.keys) + contactsCard(p.contacts)
  let right =
    notesCard(p, chrome.keys) + needsCard(p, chrome.keys)
    + HTML.each(p.clinical.filter { !$0.lines.isEmpty }, clinicalCard)
    + whatHappened(p.happened, title: "Changes") + photoCard(p, chrome.keys)
  return layout(
    Page(
      "Patient \(p.record)", here: .patients,
      identity(p) + #"<div class="columns"><div>\#(left)</div><div>\#(right)</div></div>"#),
    in: chrome)
}

private func identity(_ p: PatientView) -> HTML {
  let picture: HTML =
    p.photo.map { #"<img class="photo" src="\#($0)" alt="" width="64" height="64">"# }
    ?? #"<span class="initials big" aria-hidden="true">\#(initials(p.name))</span>"#
  let names: HTML = p.otherNames.isEmpty ? .empty : #"<p class="small quiet">\#(p.otherNames)</p>"#
  let alerts = chips(p.alerts.map { chip($0.text, .urgent, .alert) })
  let gone: HTML? = p.deceased.map { chip("Deceased \($0)") }
  let book: HTML? = p.book.map { linkButton("Book a visit", to: $0, .primary, icon: .calendar, key: "b") }
  let wait: HTML? = p.waitList.map { linkButton("Wait list", to: $0, .quiet, icon: .clock) }
  let find: HTML? = p.find.map { linkButton("Find a time", to: $0, icon: .findTime, key: "f") }
  let trail: HTML? = p.trail.map { linkButton("Who looked", to: $0, .quiet, icon: .scroll) }
  let edit: HTML? = p.edit.map { linkButton("Edit", to: $0, icon: .edit, key: "e") }
  return #"""
    <header class="card identity">\#(picture)<div class="identity-main"><h1>\#(p.name)</h1>\#(names)\#
    <p>\#(p.line) · <span class="nowrap">\#(p.record)</span> \#(gone)</p>\#(alerts)</div>\#
    <div class="right">\#(trail)\#(wait)\#(edit)\#(find)\#(book)</div></header>
    """#
}

private func visitsCard(_ p: PatientView, _ keys: FormKeys) -> HTML {
  let coming: HTML =
    p.coming.isEmpty ? #"<p class="quiet small">No visit is booked.</p>"# : visitLines(p.coming)
  let past: HTML =
    p.past.isEmpty
    ? .empty
    : #"<details class="more"><summary>\#(p.past.count == 1 ? "1 earlier visit" : "\(p.past.count) earlier visits")</summary>\#(visitLines(p.past))</details>"#
  let recall: HTML =
    p.recall.isEmpty
    ? .empty
    : #"<details class="more"><summary>Ask back by a rule</summary><p class="buttons">\#(each: p.recall, { action($0.words, to: $0.value, keys, sending: [("patient", p.id)]) })</p></details>"#
  let counted: HTML =
    p.attendance.isEmpty ? .empty : #"<p class="small quiet" id="attendance">\#(p.attendance)</p>"#
  let more: HTML =
    p.bookMore.isEmpty
    ? .empty : #"<p class="buttons">\#(each: p.bookMore, { linkButton($0.words, to: $0.value, .quiet) })</p>"#
  return panel("Visits") { coming + past + counted + recall + more }
}

private func visitLines(_ list: [PatientView.VisitLine]) -> HTML {
  #"""
  <ul class="plain-list">\#(each: list, { #"<li>\#(statusChip($0.mark)) <a href="\#($0.url)">\#($0.when)</a> <span class="quiet">\#($0.what)</span></li>"# })</ul>
  """#
}

private func stopsCard(_ p: PatientView, _ keys: FormKeys) -> HTML {
  if p.stops.isEmpty { return .empty }
  let lines = p.stops.map { stop in
    let lift: HTML? = p.liftStop.map {
      action("They ask for texts again", to: $0, keys, sending: [("phone", stop.value)])
    }
    return ListRow(
      mark: icon(.lock), .warn, what: #"<strong>\#(stop.number)</strong>"#, why: "\(stop.how)",
      actions: lift ?? .empty)
  }
  return panel("Text messages are stopped", id: "text-stops") {
    #"<p class="small quiet">Only who asks for it in person gets them again from here. Where the gateway has stopped the number, they have to answer START besides.</p>"#
      + rows(lines)
  }
}

private func contactsCard(_ list: [ContactView]) -> HTML {
  guard !list.isEmpty else { return .empty }
  return panel("People around them") {
    #"<ul class="plain-list">\#(each: list, { #"<li><strong>\#($0.name)</strong> <span class="quiet">\#($0.role)</span><br>\#($0.phone)</li>"# })</ul>"#
  }
}

private func clinicalCard(_ c: PatientView.Clinical) -> HTML {
  let more: HTML = c.more > 0 ? #"<p class="small quiet">and \#(c.more) older</p>"# : .empty
  let lines = HTML.each(c.lines) { #"<li>\#($0.what) <span class="quiet small">\#($0.when)</span></li>"# }
  return panel(c.name, beside: icon(c.icon)) { #"<ul class="plain-list">\#(lines)</ul>\#(more)"# }
}

private func notesCard(_ p: PatientView, _ keys: FormKeys) -> HTML {
  let alerts = HTML.each(p.alerts) { noteLine($0, alert: true, keys) }
  let notes = HTML.each(p.notes) { noteLine($0, alert: false, keys) }
  let none: HTML =
    p.alerts.isEmpty && p.notes.isEmpty ? #"<p class="quiet small">Nothing noted for the desk.</p>"# : .empty
  let add: HTML? = p.addNote.map { url in
    #"<details class="more"><summary>Add a note or alert</summary>\#(noteForm(url, keys))</details>"#
  }
  return panel("For the desk", beside: icon(.note)) {
    none + #"<ul class="plain-list">\#(alerts)\#(notes)</ul>\#(add)"#
  }
}

private func needsCard(_ p: PatientView, _ keys: FormKeys) -> HTML {
  let held = p.needs.filter(\.holds)
  let none: HTML = held.isEmpty ? #"<p class="quiet small">Nothing the schedule has to mind.</p>"# : .empty
  let change: HTML? = p.needsForm.map { url in
    let boxes = HTML.each(p.needs) { checkbox("need", $0.words, checked: $0.holds, value: $0.value) }
    return #"""
      <details class="more"><summary>Change</summary>\#(form(to: url, keys) { boxes + buttons(button("Save")) })</details>
      """#
  }
  return panel("So that a visit goes well") {
    none + chips(held.map { chip($0.words, .info) }) + (change ?? .empty)
  }
}

private func noteLine(_ n: NoteView, alert: Bool, _ keys: FormKeys) -> HTML {
  let end: HTML? = n.end.map { action("No longer needed", to: $0, keys, .quiet) }
  let text: HTML = alert ? chip(n.text, .urgent, .alert) : "\(n.text)"
  return #"<li>\#(text) <div class="small quiet">\#(n.whoWhen) \#(end)</div></li>"#
}

private func photoCard(_ p: PatientView, _ keys: FormKeys) -> HTML {
  guard let url = p.photoForm else { return .empty }
  let remove: HTML = p.photo == nil ? .empty : action("Remove the photo", to: "\(url)/removal", keys, .quiet)
  return #"""
    <details class="card panel more"><summary>\#(p.photo == nil ? "Add a photo" : "Change the photo")</summary>\#
    \#(form(to: url, keys, files: true) {
      field(Field("photo", "Picture (JPEG, PNG or WebP)", "", .file, required: true, width: .full))
        + buttons(button("Keep it", .plain))
    })\#(remove)</details>
    """#
}

private func noteForm(_ url: String, _ keys: FormKeys) -> HTML {
  form(to: url, keys) {
    textArea("text", "Note", lines: 2, limit: 500)
      + checkbox("alert", "Show as an alert wherever this patient is shown", checked: false)
      + buttons(button("Add", .plain, icon: .plus))
  }
}
