import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Scheduling

/// A patient who has their own page open in this browser.
struct OwnGuest: Sendable {
  let access: OwnAccess
  let tongue: Tongue

  var guest: OnlineGuest { .patient(access) }
}

extension WebOptions {
  var ownCookie: String { isTLS ? "__Host-foyer-own" : "foyer-own" }
}

extension WebRequest {
  var ownSession: String { request.cookies[options.ownCookie]?.value ?? "" }

  /// Does something for a patient at their own page. Where none is open, it says how to open one; what is refused is
  /// said on the page, in their language.
  func asPatient(_ work: (OwnGuest) async throws -> Response) async throws -> Response {
    let found = try await scheduling.ownAccess(ownSession, address: address, request: number)
    guard let access = found else { return try await closed() }
    let own = OwnGuest(access: access, tongue: tongue(of: access.language))
    do {
      return try await work(own)
    } catch let refusal as any Refusal where refusal.kind != .forbidden {
      return try await OwnPages.page(
        self, own, Notice(own.tongue.sentence(refusal), .warn), status: refusal.kind.status)
    }
  }

  private func closed() async throws -> Response {
    let tongue = tongue()
    return page(
      tongue("Your page is closed", "Su página está cerrada"), in: try await frame(tongue, here: "/my"),
      status: .unauthorized,
      #"""
      <p>\#(tongue(
        "It closes by itself when nothing was done for a while. Open it again with the link in our message.",
        "Se cierra sola cuando no se hace nada por un rato. Ábrala otra vez con el enlace de nuestro mensaje."))</p>
      """#)
  }
}

extension Response {
  func opening(_ own: String, _ options: WebOptions) -> Response {
    var answer = self
    answer.headers.append(HTTPField(name: .setCookie, value: cookieText(options.ownCookie, own, options)))
    return answer
  }

  func closingOwn(_ options: WebOptions) -> Response {
    var answer = self
    answer.headers.append(
      HTTPField(name: .setCookie, value: cookieText(options.ownCookie, "", options) + "; Max-Age=0"))
    return answer
  }
}
