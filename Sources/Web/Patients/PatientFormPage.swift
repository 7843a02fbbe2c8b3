import Kernel

/// A new patient, or a change: long but calm, in sections; empty spare rows take another phone or address.
func patientFormPage(_ view: PatientFormView, in chrome: Chrome) -> HTML {
  let url = view.patient.map { "/patients/\($0)" } ?? "/patients"
  let back = view.patient.map { "/patients/\($0)" } ?? "/patients"
  let keys = FormKeys(csrf: chrome.csrf, submission: view.submission.isEmpty ? nil : view.submission)
  let save = saveButtons(view, back: back)
  let content =
    head(view.heading, beside: view.record.isEmpty ? .empty : chip(view.record))
    + form(to: url, keys, id: "patient-form") {
      (view.version.isEmpty ? .empty : hidden("version", view.version))
        + (view.then.isEmpty ? .empty : hidden("then", view.then))
        + wrongFields(view.wrong.list) + duplicates(view)
        + conflicts(view)
        + #"<div class="card panel">\#(names(view))\#(person(view))\#(reach(view))\#(homes(view))</div>"#
        + #"<div class="card panel">\#(around(view))\#(rest(view))</div>"# + save
    }
  return layout(
    Page(view.patient == nil ? "New patient" : "Edit patient", here: .patients, content), in: chrome)
}

private func saveButtons(_ view: PatientFormView, back: String) -> HTML {
  let label = view.conflicts.isEmpty ? "Save" : "Save what is chosen"
  let anyway: HTML =
    view.duplicates.isEmpty ? .empty : button("Save as somebody new", .plain, name: "anyway", value: "yes")
  let save: HTML = view.duplicates.isEmpty ? button(label, .primary, icon: .done) : anyway
  return #"<div class="sticky-foot">\#(buttons(save, linkButton("Leave without saving", to: back)))</div>"#
}

private func duplicates(_ view: PatientFormView) -> HTML {
  guard !view.duplicates.isEmpty else { return .empty }
  let list = HTML.each(view.duplicates) { hit -> HTML in
    #"<div class="hit">\#(duplicateFacts(hit))\#(linkButton("Use this one", to: "/patients/\(hit.id)", .primary))</div>"#
  }
  return #"""
    <div class="notice warn" role="alert" tabindex="-1" data-focus>\#(icon(.duplicate))<div><strong>This person may be here \#
    already.</strong> Look before saving; what you typed is kept below.</div></div><div class="card">\#(list)</div>
    """#
}

private func duplicateFacts(_ h: HitView) -> HTML {
  #"""
  <span class="initials" aria-hidden="true">\#(initials(h.name))</span><span class="hit-main"><span class="hit-name">\#
  \#(h.name)</span><br><span class="hit-more">\#(h.born) · \#(h.record) · \#(h.phone)</span></span>
  """#
}

/// Each field both people changed, the other's beside one's own, to be chosen one by one.
private func conflicts(_ view: PatientFormView) -> HTML {
  guard !view.conflicts.isEmpty else { return .empty }
  let lines = HTML.each(view.conflicts) { c -> HTML in
    #"""
    <tr><th scope="row">\#(c.name)</th><td>\#(side(c, "theirs", c.theirs))</td><td>\#(side(c, "yours", c.yours))</td></tr>
    """#
  }
  return #"""
    <div class="notice warn" role="alert" tabindex="-1" data-focus>\#(icon(.people))<div><strong>\#(view.changedBy) saved \#
    this patient meanwhile.</strong> Nothing you typed is lost: choose for each line, then save.</div></div>\#
    <div class="card panel"><table class="compare"><thead><tr><td></td><th scope="col">Saved by \#(view.changedBy)</th>\#
    <th scope="col">Typed by you</th></tr></thead><tbody>\#(lines)</tbody></table></div>
    """#
}

private func side(_ c: PatientFormView.Conflict, _ which: String, _ value: String) -> HTML {
  let words: HTML = value.isEmpty ? #"<span class="quiet">(empty)</span>"# : "\(value)"
  return #"""
    <label class="tick"><input type="radio" name="keep.\#(c.field)" value="\#(which)" \#
    aria-label="\#(c.name): \#(which)"\#(attribute: "checked", if: which == "yours")><span>\#(words)</span></label>
    """#
}
