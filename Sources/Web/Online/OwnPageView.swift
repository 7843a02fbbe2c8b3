import Kernel
import Practice
import Scheduling

/// What is to come, what is asked for, what is offered, and the way to a new visit.
func ownPage(_ p: OwnPage, mayBook: Bool, _ tongue: Tongue, _ keys: FormKeys) -> HTML {
  let visits: HTML =
    p.visits.isEmpty
    ? #"<p class="quiet">\#(tongue("You have no visit with us just now.", "Ahora no tiene ninguna cita con nosotros."))</p>"#
    : HTML.each(p.visits) { ownVisit($0, tongue, keys) }
  let book: HTML =
    mayBook
    ? buttons(
      linkButton(
        tongue("Book a visit", "Reservar una cita"), to: "/my/times", p.visits.isEmpty ? .primary : .plain,
        icon: .calendar)) : .empty
  return HTML.each(p.offers) { ownOffer($0, tongue, keys) } + visits
    + HTML.each(p.requests) { ownRequest($0, tongue, keys) } + book
}

private func ownVisit(_ v: OwnVisit, _ tongue: Tongue, _ keys: FormKeys) -> HTML {
  let url = "/my/visits/\(v.visit.id)"
  let here: HTML? =
    v.mayArrive
    ? action(tongue("I am here", "Estoy aquí"), to: "\(url)/arrival", keys, .primary, icon: .arrived) : nil
  let confirm: HTML? =
    v.mayConfirm && !v.mayArrive
    ? action(
      tongue("I will come", "Voy a venir"), to: "\(url)/confirmation", keys, .primary, icon: .confirmed)
    : nil
  let move: HTML? =
    v.mayMove ? linkButton(tongue("Move it", "Cambiarla"), to: "\(url)/times", icon: .move) : nil
  let cancel: HTML? =
    v.mayCancel ? linkButton(tongue("Cancel it", "Cancelarla"), to: "\(url)/cancellation", .quiet) : nil
  return #"""
    <article class="own-visit"><h2>\#(tongue.slot(v.visit.slot))</h2>\#
    <p>\#(v.typeName) \#(tongue("with", "con")) \#(v.providerName) \#(ownState(v.visit.status, tongue))</p>\#
    <p class="quiet">\#(ownPlace(v.place))</p>\#
    <div class="buttons">\#(here)\#(confirm)\#(move)\#(cancel)</div></article>
    """#
}

private func ownPlace(_ place: Location) -> HTML {
  let phone: HTML? = place.phone.map { #" · <a href="tel:\#($0.e164)">\#($0.description)</a>"# }
  return "\(([place.name] + place.addressLines).joined(separator: ", "))\(phone)"
}

private func ownState(_ status: VisitStatus, _ tongue: Tongue) -> HTML {
  switch status {
  case .confirmed: chip(tongue("Confirmed", "Confirmada"), .ok, .confirmed)
  case .arrived, .roomed, .started, .checkout:
    chip(tongue("You are here", "Usted está aquí"), .info, .arrived)
  default: .empty
  }
}

private func ownRequest(_ r: VisitRequest, _ tongue: Tongue, _ keys: FormKeys) -> HTML {
  #"""
  <article class="own-visit"><h2>\#(tongue("Asked for: ", "Pedida: "))\#(tongue.slot(r.slot))</h2>\#
  <p>\#(r.typeName) \#(tongue("with", "con")) \#(r.providerName). \#
  \#(tongue("We will answer you soon.", "Le responderemos pronto."))</p>\#
  <div class="buttons">\#(action(tongue("Take it back", "Retirarla"), to: "/my/requests/\(r.id)/withdrawal", keys))</div></article>
  """#
}

private func ownOffer(_ o: OwnOffer, _ tongue: Tongue, _ keys: FormKeys) -> HTML {
  let url = "/my/offers/\(o.offer.id)"
  return #"""
    <article class="own-visit offered"><h2>\#(tongue("Free sooner: ", "Libre antes: "))\#(tongue.slot(o.slot))</h2>\#
    <p>\#(tongue("with", "con")) \#(o.providerName), \#(o.place.name). \#
    \#(tongue("It goes to whoever takes it first.", "Es para quien la tome primero."))</p>\#
    <div class="buttons">\#(action(tongue("I take it", "La tomo"), to: "\(url)/acceptance", keys, .primary))\#
    \#(action(tongue("No, thank you", "No, gracias"), to: "\(url)/refusal", keys))</div></article>
    """#
}

func cancelOwnForm(_ v: OwnVisit, _ tongue: Tongue, _ keys: FormKeys) -> HTML {
  #"""
  <p><strong>\#(tongue.slot(v.visit.slot))</strong><br>\#(v.typeName) \#(tongue("with", "con")) \#(v.providerName)</p>\#
  \#(form(to: "/my/visits/\(v.visit.id)/cancellation", keys) {
    field(
      Field(
        "words", tongue("Why, if you like to say", "Por qué, si quiere decirlo"), width: .full, limit: 150))
      + buttons(
        button(tongue("Cancel the visit", "Cancelar la cita"), .danger),
        linkButton(tongue("Keep it", "Dejarla"), to: "/my"))
  })
  """#
}
