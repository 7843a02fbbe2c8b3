import HTTPTypes
import Hummingbird
import Kernel

/// What was just done, said on the page the person is led to: it travels in a cookie of a minute and is shown
/// once. No patient is named in it.
struct Said: Sendable, Equatable {
  static let cookie = "foyer-said"
  let sentence: String
  /// Where a POST takes the step back.
  let undo: String?

  init(_ sentence: String, undo: String?) {
    self.sentence = sentence
    self.undo = undo
  }

  init?(_ text: String) {
    guard text.utf8.count <= 1500, let form = try? Form(urlEncoded: text.utf8), form.has("said") else {
      return nil
    }
    sentence = String(form["said"].prefix(300))
    undo = form.has("undo") ? localPath(form["undo"]) : nil
  }

  var text: String {
    var form = Form(["said": sentence])
    if let undo { form.append("undo", undo) }
    // A cookie's value has no `=` or `&` trouble in practice, but quotes and commas are escaped anyway.
    return form.urlEncoded
  }
}

extension Response {
  /// Leads on and says what was done there: `.seeOther(day).saying("The visit is booked.", undo: "/…/undo")`.
  package func saying(_ sentence: String, undo: String? = nil) -> Response {
    var answer = self
    let value = "\(Said.cookie)=\(Said(sentence, undo: undo).text)"
    answer.headers.append(
      HTTPField(name: .setCookie, value: value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"))
    return answer
  }
}

extension WebRequest {
  /// A page that fetches itself anew leaves it to the page that the person is about to see.
  var said: Said? { isWork ? request.cookies[Said.cookie].flatMap { Said($0.value) } : nil }
}
