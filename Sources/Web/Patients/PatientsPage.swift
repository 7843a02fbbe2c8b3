import Kernel

/// The answer of the search field as a page, and the way in to a new patient.
struct PatientsView: Sendable {
  var searched: String
  var hits: [HitView]
  /// More were found than are shown.
  var more = false
  var register: String?
}

func patientsPage(_ view: PatientsView, in chrome: Chrome) -> HTML {
  var chrome = chrome
  chrome.searched = view.searched
  let new: HTML? = view.register.map { linkButton("New patient", to: $0, icon: .personPlus) }
  let body: HTML
  if view.searched.isEmpty {
    body = emptyState(
      .search,
      "Type a name in any order, a birth date, a phone number or a record number. Parts and misspellings are fine."
    )
  } else if view.hits.isEmpty {
    body = emptyState(
      .people, "Nobody is found by “\(view.searched)”. Try fewer letters, or a birth date.", new ?? .empty)
  } else {
    body = HTML.each(view.hits) { patientHit($0, to: "/patients/\($0.id)") }
  }
  let more: HTML =
    view.more
    ? #"<p class="small quiet">There are more. A birth date or a second name narrows it.</p>"# : .empty
  return layout(
    Page(
      "Patients", here: .patients,
      head("Patients", buttons: new ?? .empty) + #"<div class="card">\#(body)</div>\#(more)"#),
    in: chrome)
}
