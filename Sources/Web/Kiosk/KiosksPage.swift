import Kernel

/// The kiosks of the practice, and the form for another.
struct KiosksView: Sendable {
  var kiosks: [KioskLine]
  var places: [Choice]
  var chosen: String
  var name: String
  var keys: FormKeys
  var problems: FormProblems
}

struct KioskLine: Sendable {
  var id: String
  var name: String
  var place: String
  /// Its place is still in use.
  var isOpen: Bool
  var made: String
  var used: String
}

func kiosksPage(_ view: KiosksView) -> Page {
  let list = panel("Kiosks") {
    view.kiosks.isEmpty
      ? emptyState(
        .door,
        "A kiosk is a tablet at which patients say themselves that they are here. Make the first one here.")
      : rows(view.kiosks.map { row($0, FormKeys(csrf: view.keys.csrf)) })
  }
  return Page(
    "Kiosks", here: .places,
    head("Kiosks", buttons: linkButton("Places", to: "/places", icon: .left))
      + wrongFields(view.problems.list) + split(list, beside: newKiosk(view)))
}

private func row(_ kiosk: KioskLine, _ keys: FormKeys) -> ListRow {
  ListRow(
    mark: icon(.door), kiosk.isOpen ? .teal : .warn,
    what:
      #"<strong>\#(kiosk.name)</strong> \#(chip(kiosk.place))\#(if: !kiosk.isOpen, chip("Place retired", .warn, .alert))"#,
    why: "\(kiosk.made) · \(kiosk.used)",
    actions: form(to: "/kiosks/\(kiosk.id)/revocation", keys, class: "action") {
      #"<button type="submit" class="btn danger">Revoke\#(aside(" the kiosk \(kiosk.name), \(kiosk.place)"))</button>"#
    })
}

private func newKiosk(_ view: KiosksView) -> HTML {
  let places = (view.places.count > 1 ? [Choice("", "Choose")] : []) + view.places
  return panel("New kiosk") {
    form(to: "/kiosks", view.keys) {
      select(
        "location", "Place", places.map { ($0.value, $0.words) }, chosen: view.chosen,
        error: view.problems["location"], required: true, width: .full)
        + field(
          Field(
            "name", "Where it stands", view.name, hint: "For example: Entrance.",
            error: view.problems["name"],
            required: true, width: .full, limit: 40))
        + #"<p class="hint">Whoever knows its address sees the page for patients, and nothing else. Keep the tablet to this one page, and do not sign in on it.</p>"#
        + buttons(button("Make the kiosk", .primary, icon: .door))
    }
  }
}

/// The address, this once.
struct KioskAddressView: Sendable {
  var name: String
  var place: String
  var address: String
}

func kioskAddressPage(_ view: KioskAddressView) -> Page {
  Page(
    "The kiosk’s address", here: .places,
    head("The kiosk’s address", beside: chip(view.place)) + notice(Notice("The kiosk is made."))
      + panel(view.name) {
        #"""
        <p>Open this address on the tablet. It is shown now and never again; if it is lost, revoke the kiosk \#
        and make another.</p><p class="large-address">\#(view.address)</p>\#
        \#(secretLine("address", "To copy", view.address))\#
        <p class="buttons">\#(linkButton("I have kept it", to: "/kiosks", .primary))</p>
        """#
      })
}
