import Hummingbird
import Kernel
import Practice

/// One's own account: who I am here, my password, my second factor.
enum Account {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, .none))
  }

  static func page(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let session = try signedIn(web)
    let view = AccountView(
      who: web.who, login: session.login, hasSecondFactor: session.hasSecondFactor,
      codesLeft: try await web.practice.recoveryCodesLeft(by: web.who), keys: web.keys, problems: problems)
    return try await web.page(accountPage(view))
  }

  static func showPassword(_ web: WebRequest) async throws -> Response {
    .page(try await passwordForm(web))
  }

  static func changePassword(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let token = try await change(web.form, by: web.who, web.practice)
      return .seeOther("/account").beginning(token, web.options).saying(
        "Your password is changed. Other devices are signed out.")
    } refused: { problems in
      try await passwordForm(web, problems)
    }
  }

  private static func change(_ form: Form, by who: Who, _ practice: Practice) async throws -> String {
    let (old, new, again) = try form.all(
      { try $0.secret("present", called: "your present password") },
      { try $0.secret("new", called: "a new password") },
      { try $0.secret("again", called: "the new password once more") })
    guard new == again else { throw InvalidInput("again", "The two new passwords are not the same.") }
    do {
      return try await practice.changePassword(from: old, to: new, by: who)
    } catch let no as PasswordRefused {
      throw InvalidInput(no == .wrongPresent ? "present" : "new", no.sentence)
    }
  }

  private static func passwordForm(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let session = try signedIn(web)
    let view = PasswordView(
      isDue: session.mustChangePassword, least: session.hasSecondFactor ? 8 : 15, problems: problems,
      keys: web.keys)
    // Whoever must change it first has nowhere else to go.
    guard session.mustChangePassword else { return try await web.page(passwordPage(view)) }
    let profile = try await web.practice.profile()
    return layoutAlone(
      "Choose your password", practice: profile?.name ?? "", demo: profile?.demo ?? false,
      passwordFields(view))
  }

  static func signedIn(_ web: WebRequest) throws -> Session {
    guard let session = web.session else { throw WebRefusal(.unauthorized, "You are signed out.") }
    return session
  }
}
