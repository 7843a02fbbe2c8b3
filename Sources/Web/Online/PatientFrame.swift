import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Records
import Scheduling
import Store

extension Tongue {
  func slot(_ slot: Slot) -> String { long(slot.day) + self(" at ", ", a ") + hour(slot.time) }

  /// A no in the patient's language.
  func sentence(_ refusal: any Refusal) -> String {
    switch refusal {
    case let no as any SaidToPatients: no.sentence(in: self)
    case is BookingRefused, is DayRefused: OnlineRefused.gone.sentence(in: self)
    case is OfferRefused: self(refusal.sentence, "Esta oferta ya no está en pie. Su lugar en la lista sigue.")
    case let input as InvalidInput: self(input.sentence, spanish(input))
    default: self(refusal.sentence, "Eso no es posible ahora. Por favor, llámenos.")
    }
  }

  /// What is wrong with a form, beside its fields.
  func problems(_ refusal: (any Refusal)?) -> FormProblems {
    guard let refusal else { return .none }
    let found = FormProblems(refusal).all
    return FormProblems(
      all: found.map {
        $0.field.isEmpty ? InvalidInput("", sentence(refusal)) : InvalidInput($0.field, sentence($0))
      })
  }

  private func spanish(_ input: InvalidInput) -> String {
    switch input.field {
    case "given": "Por favor, escriba su nombre."
    case "family": "Por favor, escriba su apellido."
    case "phone": "Por favor, escriba un teléfono o un correo electrónico, para que podamos responder."
    case "email": "Por favor, revise el correo electrónico."
    case "birth_date": "Por favor, revise la fecha de nacimiento."
    default: "Por favor, revise lo que escribió."
    }
  }
}

/// What stands around a page for patients.
struct PatientFrame: Sendable {
  var practice: String
  var demo: Bool
  /// Whom to call instead, if a place has a number.
  var phone: PhoneNumber?
  var tongue: Tongue
  /// Where the same page is to be had in another language.
  var here: String
  var keys: FormKeys
  /// Whether a patient's own page is open, which can be left.
  var isOpen = false
  var notices: [Notice] = []

  var language: String { tongue.rawValue }
}

extension WebRequest {
  static let tongueCookie = "foyer-language"

  /// The language asked for, the one chosen before, the patient's own, the browser's.
  func tongue(of patient: String = "") -> Tongue {
    let accepted = request.headers[.acceptLanguage] ?? ""
    return Tongue(tag: query["lang"]) ?? Tongue(tag: request.cookies[Self.tongueCookie]?.value ?? "")
      ?? Tongue(tag: patient) ?? Tongue(tag: accepted) ?? .english
  }

  func frame(_ tongue: Tongue, here: String? = nil, isOpen: Bool = false) async throws -> PatientFrame {
    let (profile, places) = try await desks.store.read { (try $0.practiceProfile(), try $0.locations()) }
    return PatientFrame(
      practice: profile?.name ?? "", demo: profile?.demo ?? false,
      phone: places.first { $0.active && $0.phone != nil }?.phone, tongue: tongue, here: here ?? path,
      keys: keysOnce, isOpen: isOpen, notices: said.map { [Notice($0.sentence)] } ?? [])
  }

  /// A page for patients. A language that was asked for is remembered in this browser.
  func page(
    _ title: String, in frame: PatientFrame, status: HTTPResponse.Status = .ok, _ content: HTML
  ) -> Response {
    let notices = HTML.each(frame.notices) { notice($0) }
    var answer = Response.page(layoutForPatients(title, frame, notices + content), status: status)
    if let chosen = Tongue(tag: query["lang"]) {
      answer.headers.append(
        HTTPField(
          name: .setCookie,
          value: cookieText(Self.tongueCookie, chosen.rawValue, options) + "; Max-Age=31536000"))
    }
    return answer
  }
}

extension PatientFrame {
  /// Whom to call, the other language, and the way out.
  var foot: HTML {
    let other = tongue == .english ? Tongue.spanish : .english
    let there = here + (here.contains("?") ? "&" : "?") + "lang=\(other.rawValue)"
    let call: HTML? = phone.map {
      #"<a href="tel:\#($0.e164)">\#(icon(.phone))\#(tongue("Call us", "Llámenos")) \#($0.description)</a>"#
    }
    let leave = isOpen ? action(tongue("Leave this page", "Salir"), to: "/my/leave", keys, .quiet) : .empty
    return #"""
      <footer class="patient-foot">\#(call)<a href="\#(there)" lang="\#(other.rawValue)" \#
      hreflang="\#(other.rawValue)">\#(icon(.language))\#(other.name)</a>\#(leave)</footer>
      """#
  }
}
