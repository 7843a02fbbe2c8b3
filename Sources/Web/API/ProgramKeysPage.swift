import Kernel

struct KeysView: Sendable {
  var lines: [KeyLine]
  var permissions: [(Choice, Bool)]
  var purpose: String
  var days: String
  var keys: FormKeys
  var problems: FormProblems
}

struct KeyLine: Sendable {
  var id: String
  var purpose: String
  var may: String
  var about: String
  var until: String
  var isOver: Bool
}

func programKeysPage(_ view: KeysView) -> Page {
  Page(
    "Programming interface",
    head(
      "Programming interface",
      buttons: linkButton("Description (OpenAPI 3.1)", to: "/api/openapi.json", icon: .list))
      + wrongFields(view.problems.list) + split(keyList(view), beside: newKey(view)))
}

private func keyList(_ view: KeysView) -> HTML {
  panel("Keys") {
    view.lines.isEmpty
      ? emptyState(
        .key, "A key lets a program find, book, move and cancel visits for you. There is none yet.")
      : rows(view.lines.map { row($0, FormKeys(csrf: view.keys.csrf)) })
  }
}

private func row(_ line: KeyLine, _ keys: FormKeys) -> ListRow {
  ListRow(
    mark: icon(.key), line.isOver ? .plain : .info,
    what: #"<strong>\#(line.purpose)</strong> \#(chip(line.until, line.isOver ? .warn : .plain))"#,
    why: "\(line.may)<br>\(line.about)",
    actions: form(to: "/api/keys/\(line.id)/revocation", keys, class: "action") {
      #"<button type="submit" class="btn danger">Revoke\#(aside(" the key of \(line.purpose)"))</button>"#
    })
}

private func newKey(_ view: KeysView) -> HTML {
  panel("New key") {
    form(to: "/api/keys", view.keys) {
      field(
        Field(
          "purpose", "Which program it is for", view.purpose,
          hint: "It stands in the audit trail beside your name.", error: view.problems["purpose"],
          required: true,
          width: .full, limit: 80))
        + mayList(view)
        + field(
          Field(
            "days", "Days until it ends", view.days, .number, error: view.problems["days"], required: true,
            width: .full))
        + field(
          Field(
            "password", "Your password", "", .password, error: view.problems["password"], required: true,
            autocomplete: "current-password", width: .full))
        + buttons(button("Make the key", .primary, icon: .key))
    }
  }
}

private func mayList(_ view: KeysView) -> HTML {
  let wrong: HTML =
    view.problems["permissions"].map { #"<p class="error">\#(icon(.alert))\#($0)</p>"# } ?? .empty
  return #"""
    <fieldset class="radios" id="f-permissions"><legend>What it may do</legend>\#
    \#(each: view.permissions, { checkbox("may", $0.0.words, checked: $0.1, value: $0.0.value) })\#(wrong)</fieldset>
    """#
}

func keyMadePage(purpose: String, secret: String) -> Page {
  Page(
    "The key",
    head("The key") + notice(Notice("The key is made."))
      + panel(purpose) {
        #"""
        <p>Give it to the program and to nobody else. It is shown now and never again; if it is lost, revoke it and \#
        make another.</p>\#(secretLine("secret", "Key", secret))\#
        <p>The program sends it with each request:</p><pre><code>Authorization: Bearer foyer_…</code></pre>\#
        <p class="buttons">\#(linkButton("I have kept it", to: "/api", .primary))</p>
        """#
      })
}
