import HTTPTypes
import Hummingbird

extension WebRequest {
  /// How this server is reached, as the browser that sent the form knows it: only it sees the far side of a proxy.
  var origin: String {
    let authority = request.head.authority ?? ""
    if let origin = request.headers[.origin], origin.hasSuffix("://\(authority)") { return origin }
    return "\(options.isTLS ? "https" : "http")://\(authority)"
  }
}
