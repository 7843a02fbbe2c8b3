import HTTPTypes
import Hummingbird

/// What every answer tells the browser about itself.
///
/// - The content policy allows nothing but our own files: no inline script or style, so that a name that
///   slipped through unescaped could still not run.
/// - `Referrer-Policy` is `same-origin` and not `no-referrer`: under the latter browsers send `Origin: null`
///   with our own forms, and the check against foreign ones would refuse them.
struct SecurityHeaders: Sendable {
  let isTLS: Bool

  func add(to headers: inout HTTPFields) {
    for (name, value) in Self.always where headers[name] == nil { headers[name] = value }
    if isTLS { headers[Self.strictTransport] = "max-age=31536000" }
    // Only versioned files say otherwise: pages with patients on them stay in no cache.
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
  }

  private static let always: [(HTTPField.Name, String)] =
    [
      ("Content-Security-Policy", policy),
      ("X-Content-Type-Options", "nosniff"),
      ("X-Frame-Options", "DENY"),
      ("Referrer-Policy", "same-origin"),
      (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
      ),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

  private static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "font-src 'self'", "manifest-src 'self'",
  ].joined(separator: "; ")

  private static let strictTransport = HTTPField.Name.strictTransportSecurity
}
