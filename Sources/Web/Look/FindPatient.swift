import Kernel

/// A search for a patient whose choice leads to `pick` with the patient's number behind it. It works without a script,
/// too: then the found stand on the page that `url` answers.
func findPatient(
  _ label: String, to url: String, pick: String, searched: String, hits: [HitView], csrf: String
) -> HTML {
  let found: HTML =
    hits.isEmpty
    ? (searched.isEmpty ? .empty : emptyState(.people, "Nobody by that name, birth date, phone or number."))
    : #"<div class="hits">\#(each: hits, { patientHit($0, to: pick + $0.id) })</div>"#
  return #"""
    <form class="find" role="search" method="post" action="\#(url)" data-search="/patients/search/quick" \#
    data-pick="\#(pick)">\#(hidden("csrf", csrf))\#(icon(.search))<label class="sr" for="whom">\#(label)</label>\#
    <input id="whom" name="q" type="search" value="\#(searched)" autocomplete="off" maxlength="200" \#
    placeholder="\#(label)"><button class="btn quiet">Find</button><div class="found" hidden></div></form>\#(found)
    """#
}
