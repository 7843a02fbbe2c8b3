import Hummingbird
import Kernel
import Practice

/// Signing in: login and password, then the code for those who set one up.
enum SignIn {
  static func show(_ web: WebRequest) async throws -> Response {
    if web.session != nil { return .seeOther(safeNext(web.query["next"])) }
    return .page(signInPage(try await view(web)))
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (login, password) = try web.form.all(
        { try $0.text("login", max: 100) }, { try $0.secret("password") })
      let answer = try await web.practice.signIn(
        login: login, password: password, address: web.address, request: web.number)
      return try await go(on: answer, web)
    } refused: { problems in
      signInPage(try await view(web, problems))
    }
  }

  static func submitCode(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let code = try web.form.text("code", max: 64)
      let ticket = try web.form.secret("ticket", max: 100)
      let answer = try await web.practice.signIn(
        ticket: ticket, code: code, address: web.address, request: web.number)
      return try await go(on: answer, web)
    } refused: { problems in
      let view = try await view(web, problems)
      // Without a password that still counts there is nothing the code could finish.
      return problems.all.contains { $0.sentence == SignInRefused.ticketExpired.sentence }
        ? signInPage(view) : codePage(view, ticket: web.form["ticket"])
    }
  }

  static func signOut(_ web: WebRequest) async throws -> Response {
    if let token = web.token {
      try await web.practice.signOut(token, address: web.address, request: web.number)
    }
    return .seeOther("/sign-in").ending(web.options)
  }

  private static func go(on answer: SignedIn, _ web: WebRequest) async throws -> Response {
    switch answer {
    case .needsCode(let ticket): return .page(codePage(try await view(web), ticket: ticket))
    case .signedIn(let token):
      guard let kept = KeptForm(carriedBy: web.form),
        let session = try await web.practice.session(token, touch: false, address: web.address)
      else { return .seeOther(safeNext(web.form["next"])).beginning(token, web.options) }
      return .page(kept.page(FormKeys(csrf: session.csrf))).beginning(token, web.options)
    }
  }

  private static func view(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> SignInView {
    var view = SignInView(keys: web.keys)
    let profile = try await web.practice.profile()
    (view.practice, view.demo) = (profile?.name ?? "", profile?.demo ?? false)
    view.login = web.form["login"]
    view.next = safeNext(web.form.has("next") ? web.form["next"] : web.query["next"])
    view.problems = problems
    view.carried = KeptForm(carriedBy: web.form)?.fields ?? .empty
    if try await web.practice.isEmpty() {
      view.notice = "Nobody has an account here yet. On the server, “foyer staff add” makes the first one."
    }
    return view
  }
}
