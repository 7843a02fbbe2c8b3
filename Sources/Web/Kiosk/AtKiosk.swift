import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Scheduling

/// The pages that patients see at a kiosk. They open with the kiosk's secret address alone.
enum AtKiosk {
  static func show(_ web: WebRequest) async throws -> Response {
    try await answer(web) { token, language in
      let kiosk = try await web.scheduling.kiosk(token: token)
      return .page(kioskAskPage(try await ask(web, token, language, kiosk.location.name)))
    }
  }

  static func find(_ web: WebRequest) async throws -> Response {
    try await answer(web) { token, language in
      do {
        let born = try web.form.birthDate(language, "")
        let code = try await web.scheduling.findAtKiosk(
          token, born: born, family: try web.form.optionalText("family", max: 60) ?? "")
        return .seeOther("/kiosk/\(token)/\(code)?language=\(language.rawValue)")
      } catch let refusal as any Refusal where refusal.kind == .invalid {
        let kiosk = try await web.scheduling.kiosk(token: token)
        var view = try await ask(web, token, language, kiosk.location.name)
        view.refuse(refusal)
        return .page(kioskAskPage(view), status: refusal.kind.status).goingBack(
          to: view.frame.start, after: 60)
      }
    }
  }

  static func found(_ web: WebRequest) async throws -> Response {
    try await answer(web) { token, language in
      let code = try web.part("code")
      guard
        let finding = try await web.scheduling.viewAtKiosk(
          token, code: code, address: web.address, request: web.number)
      else { return .seeOther("/kiosk/\(token)?language=\(language.rawValue)") }
      let frame = try await frame(web, token, language, finding.kiosk.location.name)
      return finding.hasArrived
        ? .page(kioskThanksPage(finding, frame)).goingBack(to: frame.start, after: 20)
        : .page(kioskFoundPage(finding, frame, code: code, web.keys)).goingBack(to: frame.start, after: 60)
    }
  }

  static func arrive(_ web: WebRequest) async throws -> Response {
    try await answer(web) { token, language in
      let code = try web.part("code")
      try await web.scheduling.arriveAtKiosk(token, code: code, address: web.address, request: web.number)
      return .seeOther("/kiosk/\(token)/\(code)?language=\(language.rawValue)")
    }
  }

  /// A kiosk that is not in use says so in a friendly way; what the desk must sort out leads to the desk.
  private static func answer(
    _ web: WebRequest, _ work: (_ token: String, _ language: Tongue) async throws -> Response
  ) async throws -> Response {
    let token = try web.part("kiosk")
    let language = Tongue(rawValue: web.form["language"] + web.query["language"]) ?? .english
    do {
      return try await work(token, language)
    } catch is NotFound {
      let practice = try await web.practice.profile()?.name ?? ""
      return .page(kioskClosedPage(language.kiosk.notInUse, practice, language), status: .notFound)
    } catch let refusal as any Refusal {
      let frame = try await frame(web, token, language, "")
      return .page(kioskRefusedPage(language.kiosk.frontDesk, frame), status: refusal.kind.status)
        .goingBack(to: frame.start, after: 20)
    }
  }

  private static func frame(
    _ web: WebRequest, _ token: String, _ language: Tongue, _ place: String
  ) async throws -> KioskFrame {
    KioskFrame(
      practice: try await web.practice.profile()?.name ?? "", place: place, start: "/kiosk/\(token)",
      language: language)
  }

  private static func ask(
    _ web: WebRequest, _ token: String, _ language: Tongue, _ place: String
  ) async throws -> KioskAskView {
    KioskAskView(
      frame: try await frame(web, token, language, place), typed: web.form, keys: web.keys)
  }
}

extension Response {
  /// Opens the first page by itself, so that nothing of one patient stands there for the next.
  fileprivate func goingBack(to start: String, after seconds: Int) -> Response {
    var answer = self
    answer.headers[.refresh] = "\(seconds); url=\(start)"
    return answer
  }
}
