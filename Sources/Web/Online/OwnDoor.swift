import Hummingbird
import Kernel
import Scheduling

/// The secret address of a patient's own page: it opens with the birth date.
enum OwnDoor {
  static func show(_ web: WebRequest) async throws -> Response {
    guard try await web.scheduling.passOpens(try web.part("pass")) else { return try await nothingHere(web) }
    return try await ask(web)
  }

  static func open(_ web: WebRequest) async throws -> Response {
    do {
      let own = try await web.scheduling.openPass(
        try web.part("pass"), birthDate: try web.form.birthDate(web.tongue()), address: web.address,
        request: web.number)
      return .seeOther("/my").opening(own, web.options)
    } catch is NotFound {
      return try await nothingHere(web)
    } catch let refusal as any Refusal {
      return try await ask(web, FormProblems(refusal), refusal)
    }
  }

  static func leave(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.leave(web.ownSession)
    let tongue = web.tongue()
    let words = tongue("You have left your page.", "Ha salido de su página.")
    return web.page(words, in: try await web.frame(tongue, here: "/my"), .empty).closingOwn(web.options)
  }

  private static func ask(
    _ web: WebRequest, _ problems: FormProblems = .none, _ refusal: (any Refusal)? = nil
  ) async throws -> Response {
    let tongue = web.tongue()
    let said: HTML = refusal.map { notice(Notice(tongue.sentence($0), .warn)) } ?? .empty
    let frame = try await web.frame(tongue)
    let body = form(to: web.path, frame.keys) {
      birthDateFields(web.form, tongue, autofocus: true)
        + buttons(button(tongue("Open my page", "Abrir mi página"), .primary))
    }
    return web.page(
      tongue("Your visits", "Sus citas"), in: frame, status: refusal?.kind.status ?? .ok,
      said
        + #"<p>\#(tongue("To see that it is you, we ask for the patient’s date of birth.", "Para saber que es usted, pedimos la fecha de nacimiento del paciente."))</p>\#(body)"#
    )
  }

  private static func nothingHere(_ web: WebRequest) async throws -> Response {
    let tongue = web.tongue()
    return web.page(
      tongue("This link is not in use", "Este enlace no está en uso"),
      in: try await web.frame(tongue, here: "/my"), status: .notFound,
      #"<p>\#(tongue("Links to own pages end after some weeks. Please use the one in our newest message, or call us.", "Los enlaces terminan después de unas semanas. Use el de nuestro último mensaje, o llámenos."))</p>"#
    )
  }
}

/// A birth date as month, day and year: three fields that mean the same wherever somebody learned to write dates.
func birthDateFields(
  _ typed: Form, _ tongue: Tongue, error: String? = nil, autofocus: Bool = false
) -> HTML {
  let names = tongue == .english ? LocalDay.monthNames : LocalDay.spanishMonths
  let months =
    [Choice("", tongue("Month", "Mes"))] + names.enumerated().map { Choice(String($0 + 1), $1) }
  let wrong: HTML = error.map { #"<p class="error" id="e-birth">\#(icon(.alert))\#($0)</p>"# } ?? .empty
  return #"""
    <fieldset class="birth"><legend>\#(tongue("Date of birth", "Fecha de nacimiento"))</legend>\#(wrong)<div class="fields">
    \#(select("birth_month", tongue("Month", "Mes"), months, chosen: typed["birth_month"], required: true, width: .third))\#
    \#(field(Field("birth_day", tongue("Day", "Día"), typed["birth_day"], .number, required: true, width: .third, limit: 2)))\#
    \#(field(Field("birth_year", tongue("Year", "Año"), typed["birth_year"], .number, required: true, width: .third, limit: 4)))
    </div></fieldset>
    """#
}

extension Form {
  /// Out of three fields, whose names begin alike.
  func birthDate(_ tongue: Tongue, _ prefix: String = "birth_") throws -> LocalDay {
    guard let year = Int(self[prefix + "year"].trimmed), let month = Int(self[prefix + "month"].trimmed),
      let day = Int(self[prefix + "day"].trimmed), let date = LocalDay(year, month, day)
    else {
      throw InvalidInput(
        "birth_date",
        tongue(
          "This is not a day of the calendar. Please look at the date of birth again.",
          "Ese día no existe. Por favor, revise la fecha de nacimiento."))
    }
    return date
  }
}
