import Kernel

/// What the sign-in page shows.
struct SignInView: Sendable {
  var keys: FormKeys
  var practice = ""
  var demo = false
  var login = ""
  var next = ""
  var notice: String?
  var problems = FormProblems.none
  /// Hidden fields that go along, such as a form that is kept.
  var carried = HTML.empty
}

func signInPage(_ view: SignInView) -> HTML {
  let said: HTML = view.notice.map { notice(Notice($0, .info)) } ?? .empty
  let next: HTML = view.next.isEmpty ? .empty : hidden("next", view.next)
  return layoutAlone(
    "Sign in", practice: view.practice, demo: view.demo,
    """
    \(said)\(wrongFields(view.problems.list))\
    \(form(to: "/sign-in", view.keys) {
      next + view.carried
        + field(
          Field(
            "login", "Login", view.login, error: view.problems["login"], required: true,
            autofocus: view.login.isEmpty, autocomplete: "username", width: .full, limit: 100))
        + field(
          Field(
            "password", "Password", "", .password, error: view.problems["password"], required: true,
            autofocus: !view.login.isEmpty, autocomplete: "current-password", width: .full))
        + buttons(button("Sign in", .primary))
    })
    """)
}
