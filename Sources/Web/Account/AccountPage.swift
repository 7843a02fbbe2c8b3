import Kernel
import Practice

struct AccountView: Sendable {
  var who: Who
  var login: String
  var hasSecondFactor: Bool
  var codesLeft: Int
  var keys: FormKeys
  var problems: FormProblems
}

func accountPage(_ view: AccountView) -> Page {
  Page(
    "Your account",
    head("Your account") + wrongFields(view.problems.list) + you(view) + secondFactor(view) + programs(view))
}

private func you(_ view: AccountView) -> HTML {
  let may = view.who.permissions.map(\.words).sorted().joined(separator: ", ")
  return panel("You", beside: linkButton("Change password", to: "/account/password", icon: .key)) {
    facts([
      ("Name", "\(view.who.name)"), ("Login", "\(view.login)"),
      ("Roles", "\(view.who.roles.map(\.words).sorted().joined(separator: ", "))"),
    ]) + "<p class=\"may\">Who has these roles may \(may).</p>"
  }
}

private func programs(_ view: AccountView) -> HTML {
  guard view.who.may(.makeKeys) else { return .empty }
  return panel("Programs that act for you") {
    """
    <p>With a key a program may find, book, move and cancel visits in your name, as far as the key allows.</p>\
    <p class="buttons">\(linkButton("Programming interface", to: "/api", icon: .key))</p>
    """
  }
}

private func secondFactor(_ view: AccountView) -> HTML {
  guard view.hasSecondFactor else {
    return panel("Second factor") {
      """
      <p>A code from your phone besides the password: whoever learns your password still cannot sign in.</p>\
      \(action("Set up a second factor", to: "/account/second-factor", view.keys, .primary, icon: .shield))
      """
    }
  }
  let tone: Tone = view.codesLeft < 3 ? .warn : .plain
  return panel("Second factor", beside: chip("Set up", .ok, .shield)) {
    """
    <p>\(chip("\(view.codesLeft) recovery codes left", tone)) They let you in when your phone is not at hand.</p>\
    \(confirmedForm(
      view, to: "/account/recovery-codes", "Your password, to get new recovery codes",
      button("Get new recovery codes", icon: .key), field: "password-codes"))\
    \(confirmedForm(
      view, to: "/account/second-factor/removal", "Your password, to remove the second factor",
      button("Remove the second factor", .danger), field: "password-removal"))
    """
  }
}

/// An unlocked screen is not enough for these: the password is asked for again.
private func confirmedForm(
  _ view: AccountView, to url: String, _ label: String, _ button: HTML, field name: String
) -> HTML {
  form(to: url, view.keys) {
    field(
      Field(
        name, label, "", .password, error: view.problems[name], required: true,
        autocomplete: "current-password"))
      + buttons(button)
  }
}

struct PasswordView: Sendable {
  var isDue: Bool
  var least: Int
  var problems: FormProblems
  var keys: FormKeys
}

func passwordPage(_ view: PasswordView) -> Page {
  Page("Change password", head("Change password") + panel("A new password") { passwordFields(view) })
}

func passwordFields(_ view: PasswordView) -> HTML {
  let first: HTML =
    view.isDue
    ? "<p>The password you signed in with was given to you by somebody else. Choose your own now.</p>"
    : .empty
  let wanted =
    "At least \(view.least) characters; any characters, no other rules. Four or five words in a row work well."
  return """
    \(first)\(wrongFields(view.problems.list))\(form(to: "/account/password", view.keys) {
      field(
        Field(
          "present", "Present password", "", .password, error: view.problems["present"], required: true,
          autofocus: true, autocomplete: "current-password", width: .full))
        + field(
          Field(
            "new", "New password", "", .password, hint: wanted, error: view.problems["new"], required: true,
            autocomplete: "new-password", width: .full))
        + field(
          Field(
            "again", "New password once more", "", .password, error: view.problems["again"], required: true,
            autocomplete: "new-password", width: .full))
        + buttons(button("Change password", .primary))
    })
    """
}
