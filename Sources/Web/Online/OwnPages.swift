import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Scheduling

/// A patient's own page and what they do there: confirm, move, cancel, take a sooner time.
enum OwnPages {
  static func show(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in try await page(web, own) }
  }

  static func confirm(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      try await web.scheduling.confirmOwn(try web.id("visit"), own.access)
      return .seeOther("/my").saying(
        own.tongue("Thank you. We look forward to seeing you.", "Gracias. Le esperamos."))
    }
  }

  static func arrive(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      try await web.scheduling.arriveOwn(try web.id("visit"), own.access)
      return .seeOther("/my").saying(
        own.tongue("Thank you. Please take a seat.", "Gracias. Por favor, tome asiento."))
    }
  }

  static func askToCancel(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      let visit = try await own.visit(try web.id("visit"), web)
      return web.page(
        own.tongue("Cancel this visit?", "¿Cancelar esta cita?"),
        in: try await web.frame(own.tongue, isOpen: true), cancelOwnForm(visit, own.tongue, web.keys))
    }
  }

  static func cancel(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      try await web.scheduling.cancelOwn(
        try web.id("visit"), words: try web.form.optionalText("words") ?? "", own.access)
      return .seeOther("/my").saying(
        own.tongue(
          "The visit is cancelled. Thank you for telling us.",
          "La cita está cancelada. Gracias por avisarnos."))
    }
  }

  static func move(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      // An offered time carries its length.
      let slot = try SlotCode(web.form).slot(minutes: 0)
      let moved = try await web.scheduling.moveOwn(try web.id("visit"), to: slot, own.access)
      return .seeOther("/my").saying(
        own.tongue("Your visit is moved: ", "Su cita ha cambiado: ") + own.tongue.slot(moved.slot) + ".")
    }
  }

  static func takeOffer(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      try await web.scheduling.answerOwn(try web.id("offer"), yes: true, own.access)
      return .seeOther("/my").saying(own.tongue("The time is yours.", "La hora es suya."))
    }
  }

  static func leaveOffer(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      try await web.scheduling.answerOwn(try web.id("offer"), yes: false, own.access)
      return .seeOther("/my").saying(
        own.tongue("We keep looking for you.", "Seguimos buscando para usted."))
    }
  }

  static func withdraw(_ web: WebRequest) async throws -> Response {
    try await web.asPatient { own in
      try await web.scheduling.withdrawOwn(try web.id("request"), own.access)
      return .seeOther("/my").saying(own.tongue("It is taken back.", "Está retirada."))
    }
  }

  static func page(
    _ web: WebRequest, _ own: OwnGuest, _ said: Notice? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let page = try await web.scheduling.ownPage(own.access)
    let open = try await web.scheduling.onlineChoices(for: own.guest)
    var frame = try await web.frame(own.tongue, here: "/my", isOpen: true)
    frame.notices += [said].compactMap(\.self)
    let given = page.name.given.isEmpty ? page.name.full : page.name.given
    return web.page(
      own.tongue("Hello, ", "Hola, ") + given, in: frame, status: status,
      ownPage(page, mayBook: !open.kinds.isEmpty, own.tongue, web.keys))
  }
}

extension OwnGuest {
  func visit(_ id: ID<Appointment>, _ web: WebRequest) async throws -> OwnVisit {
    let visits = try await web.scheduling.ownPage(access).visits
    guard let visit = visits.first(where: { $0.visit.id == id }) else { throw NotFound("visit") }
    return visit
  }
}
