import Hummingbird
import Kernel
import Practice
import Scheduling

/// A patient looks for a time by themselves, for a new visit or for one that is to be moved, and takes it.
enum OwnBooking {
  static func times(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      let ask = try await OnlineTimesAsk(web, own.guest)
      let times = try await ask.kind.mapAsync { kind in
        try await web.scheduling.onlineTimes(ask.asked(kind.type.id), for: own.guest)
      }
      let pick = "/my/visits/new?type=\(ask.kind?.type.id.rawValue ?? "")&"
      let view = OnlineTimesView(base: "/my/times", pick: pick, ask: ask, times: times)
      return web.page(
        own.tongue("Book a visit", "Reservar una cita"),
        in: try await web.frame(own.tongue, here: ask.url("/my/times", from: ask.from), isOpen: true),
        onlineTimes(view, own.tongue))
    }
  }

  static func timesToMove(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      let visit = try await own.visit(try web.id("visit"), web)
      let ask = try await OnlineTimesAsk(web, own.guest)
      let base = "/my/visits/\(visit.visit.id)"
      let times = try await web.scheduling.onlineTimes(
        ask.asked(visit.visit.visitType, moving: visit.visit.id), for: own.guest)
      let view = OnlineTimesView(
        base: "\(base)/times", pick: "\(base)/move?", ask: ask, times: times, isMove: true)
      return web.page(
        own.tongue("Another time", "Otra hora"), in: try await web.frame(own.tongue, isOpen: true),
        chosen(own.tongue("Now: ", "Ahora: ") + own.tongue.slot(visit.visit.slot), visit.providerName)
          + onlineTimes(view, own.tongue))
    }
  }

  static func askToMove(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      let visit = try await own.visit(try web.id("visit"), web)
      let choices = try await web.scheduling.onlineChoices(for: own.guest)
      return try await confirm(
        web, own, own.tongue("Move your visit here?", "¿Cambiar su cita a esta hora?"),
        try SlotCode(web.query), choices,
        to: "/my/visits/\(visit.visit.id)/move", button: own.tongue("Move it", "Cambiarla"))
    }
  }

  static func askToBook(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      let code = try SlotCode(web.query)
      let choices = try await web.scheduling.onlineChoices(for: own.guest)
      guard let kind = choices.kind(try web.query.optionalID("type")) else { throw OnlineRefused.notOpen }
      let asked = kind.online.way == .asked
      return try await confirm(
        web, own, own.tongue("Is this right?", "¿Está bien así?"), code, choices, to: "/my/visits",
        button: asked ? own.tongue("Ask for it", "Pedirla") : own.tongue("Book it", "Reservarla"), kind)
    }
  }

  static func book(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      let booking = try OnlineBooking(web)
      switch try await web.scheduling.bookOwn(booking, own.access) {
      case .booked:
        return .seeOther("/my").saying(own.tongue("Your visit is booked.", "Su cita está reservada."))
      case .asked:
        return .seeOther("/my").saying(
          own.tongue(
            "We keep the time for you and will answer soon.", "Le guardamos la hora y responderemos pronto."))
      }
    }
  }

  private static func confirm(
    _ web: WebRequest, _ own: OwnGuest, _ title: String, _ code: SlotCode,
    _ choices: OnlineChoices, to url: String,
    button label: String,
    _ kind: OnlineChoices.Kind? = nil
  ) async throws -> Response {
    let frame = try await web.frame(own.tongue, here: "/my", isOpen: true)
    let words: HTML =
      kind == nil
      ? .empty
      : textArea("words", own.tongue("Anything we should know?", "¿Algo que debamos saber?"), limit: 300)
    return web.page(
      title, in: frame,
      chosen(own.tongue.slot(code.slot(minutes: 5)), choices.who(code), kind?.words)
        + form(to: url, frame.keys) {
          hidden("slot", code.text) + (kind.map { hidden("type", $0.type.id.rawValue) } ?? .empty) + words
            + buttons(
              button(label, .primary), linkButton(own.tongue("Another time", "Otra hora"), to: "/my"))
        })
  }
}

/// What was chosen, in two lines.
func chosen(_ when: String, _ who: String, _ what: String? = nil) -> HTML {
  let kind: HTML = what.map { "\($0) · " } ?? .empty
  return #"<p class="chosen"><strong>\#(when)</strong><br><span class="quiet">\#(kind)\#(who)</span></p>"#
}

extension OnlineTimesAsk {
  func asked(_ type: ID<VisitType>, moving: ID<Appointment>? = nil) -> OnlineAsk {
    OnlineAsk(visitType: type, provider: provider, location: location, from: from, moving: moving)
  }
}

extension OnlineChoices {
  /// `Dr. A. Okafor, Riverside`
  func who(_ code: SlotCode) -> String {
    [
      providers.first { $0.id == code.provider }?.name, places.first { $0.id == code.location }?.name,
    ].compactMap(\.self).joined(separator: ", ")
  }
}

extension OnlineBooking {
  /// Out of a form: a time that was offered, its kind of visit, and what they want us to know.
  init(_ web: WebRequest) throws {
    self.init(
      visitType: try web.form.id("type", called: "what for"),
      // An offered time carries its length.
      slot: try SlotCode(web.form).slot(minutes: 0), words: try web.form.note("words", max: 300),
      submission: try web.submission())
  }
}
