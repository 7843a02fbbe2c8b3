import Hummingbird
import Kernel
import Practice
import Scheduling

/// The page on which somebody asks for a visit whom the practice does not know yet, or who has no page of their own.
enum BookOnline {
  static func times(_ web: WebRequest) async throws -> Response {
    let (guest, tongue) = (web.newcomer, web.tongue())
    let ask = try await OnlineTimesAsk(web, guest)
    guard !ask.choices.kinds.isEmpty else { return try await notOpen(web, tongue) }
    let times = try await ask.kind.mapAsync { kind in
      try await web.scheduling.onlineTimes(ask.asked(kind.type.id), for: guest)
    }
    let pick = "/book/new?type=\(ask.kind?.type.id.rawValue ?? "")&"
    return web.page(
      tongue("Ask for a visit", "Pedir una cita"),
      in: try await web.frame(tongue, here: ask.url("/book", from: ask.from)),
      try await knownAlready(web, tongue)
        + onlineTimes(OnlineTimesView(base: "/book", pick: pick, ask: ask, times: times), tongue))
  }

  static func show(_ web: WebRequest) async throws -> Response {
    try await details(web, web.query)
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    do {
      let newcomer = try Newcomer(web.form, web.tongue())
      let booking = try OnlineBooking(web)
      try await web.scheduling.askAsNewcomer(booking, newcomer, address: web.address, request: web.number)
      return .seeOther("/book/thanks")
    } catch let refusal as any Refusal where refusal.kind != .forbidden {
      return try await details(web, web.form, refusal)
    }
  }

  static func thank(_ web: WebRequest) async throws -> Response {
    let tongue = web.tongue()
    return web.page(
      tongue("Thank you", "Gracias"), in: try await web.frame(tongue),
      #"<p>\#(tongue("We keep the time for you and will answer by phone or e-mail. The visit stands once we have said yes.", "Le guardamos la hora y le responderemos por teléfono o correo. La cita vale cuando le hayamos dicho que sí."))</p>"#
    )
  }

  /// The way for those who have been here before, where messages can be sent.
  private static func knownAlready(_ web: WebRequest, _ tongue: Tongue) async throws -> HTML {
    if try await web.reach().isEmpty { return .empty }
    return #"""
      <p>\#(tongue("Have you been here before?", "¿Ya ha estado aquí?")) \#
      <a href="/book/link">\#(tongue("Have the link to your own page sent to you.", "Pida el enlace a su propia página."))</a></p>
      """#
  }

  private static func notOpen(_ web: WebRequest, _ tongue: Tongue) async throws -> Response {
    web.page(
      tongue("Please call us", "Por favor, llámenos"), in: try await web.frame(tongue), status: .notFound,
      #"<p>\#(tongue("Visits cannot be booked on this page. We are glad to find a time with you on the phone.", "Las citas no se pueden reservar en esta página. Con gusto buscamos una hora con usted por teléfono."))</p>"#
    )
  }

  private static func details(
    _ web: WebRequest, _ form: Form, _ refusal: (any Refusal)? = nil
  ) async throws -> Response {
    let tongue = web.tongue()
    let choices = try await web.scheduling.onlineChoices(for: web.newcomer)
    guard let kind = choices.kind(try? form.optionalID("type")), let code = try? SlotCode(form) else {
      return .seeOther("/book")
    }
    let frame = try await web.frame(tongue, here: "/book/new?type=\(kind.type.id)&slot=\(code.text)")
    let wrong = tongue.problems(refusal)
    let said = HTML.each(wrong.all) { notice(Notice($0.sentence, .warn)) }
    let time = chosen(tongue.slot(code.slot(minutes: 5)), choices.who(code), kind.words)
    return web.page(
      tongue("Who are you?", "¿Quién es usted?"), in: frame, status: refusal?.kind.status ?? .ok,
      said + time
        + Web.form(to: "/book", frame.keys) {
          hidden("type", kind.type.id.rawValue) + hidden("slot", code.text)
            + newcomerFields(form, wrong, tongue)
            + buttons(
              button(tongue("Ask for it", "Pedirla"), .primary),
              linkButton(tongue("Another time", "Otra hora"), to: "/book?type=\(kind.type.id)"))
        })
  }
}

private func newcomerFields(_ typed: Form, _ wrong: FormProblems, _ tongue: Tongue) -> HTML {
  let name =
    field(
      Field(
        "given", tongue("First name", "Nombre"), typed["given"], error: wrong["given"], required: true,
        autocomplete: "given-name", limit: 80))
    + field(
      Field(
        "family", tongue("Last name", "Apellido"), typed["family"], error: wrong["family"], required: true,
        autocomplete: "family-name", limit: 80))
  return
    #"<div class="fields">\#(name)</div>\#(birthDateFields(typed, tongue, error: wrong["birth_date"]))<div class="fields">\#(reachFields(typed, wrong, tongue))</div>"#
    + textArea(
      "words", tongue("Anything we should know?", "¿Algo que debamos saber?"), typed["words"],
      hint: tongue(
        "For something urgent call us; in an emergency call 911.",
        "Si es urgente, llámenos; en una emergencia, llame al 911."), limit: 300)
}

/// How somebody can be reached.
func reachFields(_ typed: Form, _ wrong: FormProblems, _ tongue: Tongue) -> HTML {
  field(
    Field(
      "phone", tongue("Phone", "Teléfono"), typed["phone"], .tel, error: wrong["phone"],
      autocomplete: "tel",
      limit: 40))
    + field(
      Field(
        "email", tongue("E-mail", "Correo electrónico"), typed["email"], .email, error: wrong["email"],
        autocomplete: "email", limit: 254))
}

extension WebRequest {
  fileprivate var newcomer: OnlineGuest { .newcomer(.online(address: address, request: number)) }
}

extension Newcomer {
  fileprivate init(_ form: Form, _ tongue: Tongue) throws {
    let (given, family, email) = try form.all(
      { try $0.optionalText("given", max: 80) ?? "" }, { try $0.optionalText("family", max: 80) ?? "" },
      { try $0.optionalText("email", max: 254) ?? "" })
    self.init(
      name: PersonName(family: family, given: given), birthDate: try form.birthDate(tongue),
      phone: try form.optionalPhone("phone"), email: email, language: tongue.rawValue)
  }
}
