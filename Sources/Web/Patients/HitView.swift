import Kernel

/// A patient who was found.
struct HitView: Sendable {
  var id: String
  /// `Cohen, Ruth`
  var name: String
  /// `4 Mar 1951, 75`
  var born: String
  var record: String
  var phone: String
  var alerts: [String]
  var deceased = false
}

/// One of the found, as a link to `url`.
func patientHit(_ h: HitView, to url: String) -> HTML {
  let alerts = HTML.each(h.alerts.prefix(2)) { chip($0, .urgent, .alert) }
  return #"""
    <a class="hit" href="\#(url)" data-id="\#(h.id)"><span class="initials" aria-hidden="true">\#(initials(h.name))</span>\#
    <span class="hit-main"><span class="hit-name">\#(h.name)</span> \#(if: h.deceased, chip("Deceased")) \#(alerts)\#
    <span class="hit-more"><br>\#(h.born) · \#(h.record)\#(if: !h.phone.isEmpty, " · \(h.phone)")</span></span></a>
    """#
}

/// The list under the search field, as a piece of a page. Its links become options for screen readers.
func quickHits(_ hits: [HitView], register: String?) -> HTML {
  guard hits.isEmpty else { return HTML.each(hits) { patientHit($0, to: "/patients/\($0.id)") } }
  let new: HTML? = register.map { #" <a href="\#($0)">New patient</a>"# }
  return #"<div class="found-none">Nobody is found by that.\#(new)</div>"#
}
