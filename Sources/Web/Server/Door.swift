import HTTPTypes
import Hummingbird
import Kernel
import Practice

/// What happens between a request and its handler, in this order: the address is looked at, the body read within
/// bounds, the session found, the permission held against it, forgery ruled out. Only then the handler runs.
struct Door: Sendable {
  let desks: Desks
  let options: WebOptions
  let counters: Counters

  func open(_ route: Route, _ request: Request, _ context: WebContext) async throws -> Response {
    await context.findings.found(route.path)
    guard request.uri.string.utf8.count <= options.addressBytes else {
      throw WebRefusal(.uriTooLong, "The address is too long.")
    }
    let query = try Form(query: request.uri.query)
    var form = Form.empty
    if route.method != .get {
      guard CrossSite.comesFromHere(request) else { throw WebRefusal.foreign }
      form = try await body(of: request, route, context)
    }
    let token = cookie(options.sessionCookie, of: request)
    return try await inSession(of: token, route, request, context) { session in
      let known = session?.csrf ?? cookie(options.formCookie, of: request)
      let web = WebRequest(
        route: route, desks: desks, options: options, query: query, form: form, session: session,
        token: token, csrf: known ?? randomToken(), request: request, context: context, counters: counters)
      return try await respond(to: web, token: known)
    }
  }

  private func inSession(
    of token: String?, _ route: Route, _ request: Request, _ context: WebContext,
    _ respond: (Session?) async throws -> Response
  ) async throws -> Response {
    // Files and figures are the same for everybody: no reason to ask the database who this is.
    guard let token, route.access != .public || route.isWork else { return try await respond(nil) }
    return try await desks.practice.inSession(
      of: token, touch: request.isWork(at: route), address: context.address, request: context.number, respond)
  }

  private func respond(to web: WebRequest, token known: String?) async throws -> Response {
    await web.context.findings.found(web.route.path, web.session?.who.staff)
    var response: Response
    do {
      response = try await answer(web, token: known)
    } catch let no as Forbidden {
      try await desks.practice.denied(no, by: web.who, at: "route:\(web.route.path)")
      throw no
    }
    if response.headers[.contentType]?.hasPrefix("text/html") == true {
      if known == nil { response.headers.append(setCookie(options.formCookie, web.csrf)) }
      if web.said != nil { response.headers.append(setCookie(Said.cookie, "; Max-Age=0")) }
    }
    return response
  }

  private func answer(_ web: WebRequest, token known: String?) async throws -> Response {
    if let instead = try admit(web) { return instead }
    if web.route.method != .get {
      let given = web.request.headers[.csrf] ?? web.form["csrf"]
      try CrossSite.admit(web.request, token: given, expected: known ?? "")
    }
    return try await web.route.handler(web)
  }

  /// Nil lets the request in.
  private func admit(_ web: WebRequest) throws -> Response? {
    if web.route.access == .public { return nil }
    guard let session = web.session else { return try signInFirst(web) }
    if session.mustChangePassword, !web.route.opensBeforeNewPassword {
      guard web.route.method == .get, !web.wantsJSON else {
        throw WebRefusal(.forbidden, "Choose a new password first. Nothing was changed.")
      }
      return .seeOther("/account/password")
    }
    if case .may(let permission) = web.route.access { try session.who.require(permission) }
    return nil
  }

  /// A page leads to the sign-in and from there back; a form that was sent too late is kept through it.
  private func signInFirst(_ web: WebRequest) throws -> Response {
    guard !web.wantsJSON, web.route.isWork else {
      throw WebRefusal(.unauthorized, "You are signed out. Sign in again.")
    }
    guard web.route.method == .get else { return KeptForm.signInAgain(web) }
    let next = safeNext(web.request.uri.string)
    return .seeOther(next == "/" ? "/sign-in" : "/sign-in?next=" + percentEncoded(next))
  }

  private func body(of request: Request, _ route: Route, _ context: WebContext) async throws -> Form {
    let limit = route.takesPhoto ? options.photoBytes : options.formBytes
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw WebRefusal.tooLarge(limit)
    }
    let type = request.headers[.contentType] ?? ""
    let kind = type.prefix { $0 != ";" }.trimmingSpaces.lowercased()
    guard kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data" && route.takesPhoto
    else {
      // A request without a body has no type.
      let isEmpty = type.isEmpty && request.headers[.contentLength] ?? "0" == "0"
      guard isEmpty && request.headers[.transferEncoding] == nil else {
        throw WebRefusal(
          .unsupportedMediaType, "This address takes a form, and nothing else.", hangsUp: true)
      }
      return .empty
    }
    let bytes = try await request.arrived(upTo: limit, within: options.bodyArrival, context)
    return kind == "multipart/form-data"
      ? try Form(multipart: Array(bytes.readableBytesView), contentType: type)
      : try Form(urlEncoded: bytes.readableBytesView)
  }

  private func cookie(_ name: String, of request: Request) -> String? {
    guard let value = request.cookies[name]?.value, (16...128).contains(value.utf8.count) else { return nil }
    return value
  }

  private func setCookie(_ name: String, _ value: String) -> HTTPField {
    HTTPField(name: .setCookie, value: cookieText(name, value, options))
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String { String(self).trimmed }
}
