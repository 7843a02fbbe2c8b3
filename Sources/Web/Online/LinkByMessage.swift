import Hummingbird
import Kernel
import Scheduling

/// Who has been here before has the link to their own page sent to what is on file.
enum LinkByMessage {
  static func show(_ web: WebRequest) async throws -> Response {
    if try await web.reach().isEmpty { throw WebRefusal.noSuchPage }
    return try await ask(web)
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    do {
      let tongue = web.tongue()
      try await web.scheduling.askForLink(
        birthDate: try web.form.birthDate(tongue), phone: try web.form.optionalPhone("phone"),
        email: try web.form.optionalText("email", max: 254) ?? "", reach: try await web.reach(),
        address: web.address, request: web.number)
      return .seeOther("/book/link/thanks")
    } catch let refusal as any Refusal where refusal.kind != .forbidden {
      return try await ask(web, refusal)
    }
  }

  static func thank(_ web: WebRequest) async throws -> Response {
    let tongue = web.tongue()
    return web.page(
      tongue("Look at your messages", "Mire sus mensajes"), in: try await web.frame(tongue),
      #"<p>\#(tongue("If we know somebody with this date of birth and this number or address, the link is on its way. If nothing comes within some minutes, please call us.", "Si conocemos a alguien con esta fecha de nacimiento y este número o correo, el enlace está en camino. Si no llega nada en unos minutos, llámenos."))</p>"#
    )
  }

  private static func ask(_ web: WebRequest, _ refusal: (any Refusal)? = nil) async throws -> Response {
    let tongue = web.tongue()
    let (frame, wrong) = (try await web.frame(tongue, here: "/book/link"), tongue.problems(refusal))
    let said = HTML.each(wrong.all) { notice(Notice($0.sentence, .warn)) }
    let explained: HTML =
      #"<p>\#(tongue("We send a link to the phone number or e-mail address that we have from you.", "Enviamos un enlace al teléfono o correo que tenemos de usted."))</p>"#
    return web.page(
      tongue("Your own page", "Su propia página"), in: frame, status: refusal?.kind.status ?? .ok,
      said + explained
        + form(to: "/book/link", frame.keys) {
          birthDateFields(web.form, tongue, error: wrong["birth_date"])
            + #"<div class="fields">\#(reachFields(web.form, wrong, tongue))</div>"#
            + buttons(button(tongue("Send me the link", "Envíenme el enlace"), .primary))
        })
  }
}
