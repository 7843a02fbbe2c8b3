import Foundation
import Hummingbird
import Kernel
import Practice

/// How long the session will last if nobody does anything: asked by the page's script, and it does not count as
/// doing something. Two minutes before the end the page offers to stay.
enum SessionLeft {
  /// Another server may have seen the person since: only the database knows.
  static func show(_ web: WebRequest) async throws -> Response { try left(try await web.sessionStill(), web) }

  /// The door keeps the session alive, and the session in hand says so.
  static func stay(_ web: WebRequest) throws -> Response {
    web.wantsJSON ? try left(web.session, web) : .seeOther(web.cameFrom)
  }

  private static func left(_ session: Session?, _ web: WebRequest) throws -> Response {
    guard let session else { throw WebRefusal(.unauthorized, "You are signed out.") }
    return try .json(["seconds": max(0, (session.expires.milliseconds - web.now.milliseconds) / 1000)])
  }
}

extension WebRequest {
  /// The page the person was on, as far as the browser tells; else the first page.
  var cameFrom: String {
    guard let referer = request.headers[.referer], let authority = request.head.authority,
      let place = referer.range(of: "://\(authority)/")
    else { return "/" }
    return localPath("/" + referer[place.upperBound...])
  }
}
