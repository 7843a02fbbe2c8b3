import HTTPTypes
import Hummingbird

/// A cookie for this host and the length of the browser's session, out of reach of scripts and other sites.
///
/// `Lax` and not `Strict`: a link to a patient in the office's mail must open for somebody who is signed in;
/// changes are never made by GET and carry a token of their own.
func cookieText(_ name: String, _ value: String, _ options: WebOptions) -> String {
  "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (options.isTLS ? "; Secure" : "")
}

extension Response {
  /// The answer that begins a session.
  func beginning(_ token: String, _ options: WebOptions) -> Response {
    var answer = self
    answer.headers.append(
      HTTPField(name: .setCookie, value: cookieText(options.sessionCookie, token, options)))
    return answer
  }

  /// The answer that ends one, and empties what the browser may have kept of it.
  func ending(_ options: WebOptions) -> Response {
    var answer = self
    for name in [options.sessionCookie, options.formCookie] {
      answer.headers.append(
        HTTPField(name: .setCookie, value: cookieText(name, "", options) + "; Max-Age=0"))
    }
    return answer
  }
}
