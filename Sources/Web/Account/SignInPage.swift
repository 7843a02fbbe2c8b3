import Kernel

/// What the sign-in pages show.
struct SignInView: Sendable {
  var keys: FormKeys
  var practice = ""
  var demo = false
  var login = ""
  var next = "/"
  var notice: String?
  var problems = FormProblems.none
  /// Hidden fields that go along, such as a form that is kept.
  var carried = HTML.empty

  /// What every form of signing in carries.
  fileprivate var hiddenFields: HTML { (next == "/" ? .empty : hidden("next", next)) + carried }
}

func signInPage(_ view: SignInView) -> HTML {
  let said: HTML = view.notice.map { notice(Notice($0, .info)) } ?? .empty
  let fields =
    field(
      Field(
        "login", "Login", view.login, error: view.problems["login"], required: true,
        autofocus: view.login.isEmpty, autocomplete: "username", width: .full, limit: 100))
    + field(
      Field(
        "password", "Password", "", .password, error: view.problems["password"], required: true,
        autofocus: !view.login.isEmpty, autocomplete: "current-password", width: .full))
  return layoutAlone(
    "Sign in", practice: view.practice, demo: view.demo,
    """
    \(said)\(wrongFields(view.problems.list))\
    \(form(to: "/sign-in", view.keys) { view.hiddenFields + fields + buttons(button("Sign in", .primary)) })
    """)
}

/// The code of the second factor, after the password was right.
func codePage(_ view: SignInView, ticket: String) -> HTML {
  let code = field(
    Field(
      "code", "Code", "", hint: "The six digits your phone shows now, or one of your recovery codes.",
      error: view.problems["code"], required: true, autofocus: true, autocomplete: "one-time-code",
      width: .full, limit: 64))
  return layoutAlone(
    "One more step", practice: view.practice, demo: view.demo,
    """
    \(wrongFields(view.problems.list))\
    \(form(to: "/sign-in/code", view.keys) {
      hidden("ticket", ticket) + view.hiddenFields + code
        + buttons(button("Sign in", .primary), linkButton("Start again", to: "/sign-in", .quiet))
    })
    """)
}
