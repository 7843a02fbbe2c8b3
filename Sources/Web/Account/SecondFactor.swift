import Hummingbird
import Kernel
import Practice

/// Setting up a code from one's phone besides the password, and taking it away.
enum SecondFactor {
  static func begin(_ web: WebRequest) async throws -> Response {
    let offer = try await web.practice.enrolSecondFactor(by: web.who)
    let shown = Offer(secret: offer.secret, address: offer.address)
    return .page(try await web.page(offerPage(shown, .none, web.keys)))
  }

  static func confirm(_ web: WebRequest) async throws -> Response {
    let address = web.form["address"]
    let offer = Offer(
      secret: web.form["secret"], address: address.hasPrefix("otpauth://") ? address : "")
    return try await web.attempt {
      let code = try web.form.text("code", max: 20)
      do {
        let codes = try await web.practice.confirmSecondFactor(code: code, by: web.who)
        return .page(try await web.page(codesPage(codes, isNew: true)))
      } catch SecondFactorRefused.wrongCode {
        throw InvalidInput("code", SecondFactorRefused.wrongCode.sentence)
      }
    } refused: { problems in
      try await web.page(offerPage(offer, problems, web.keys))
    }
  }

  static func renewCodes(_ web: WebRequest) async throws -> Response {
    try await withPassword(web, "password-codes") { password in
      let codes = try await web.practice.renewRecoveryCodes(password: password, by: web.who)
      return .page(try await web.page(codesPage(codes, isNew: false)))
    }
  }

  static func remove(_ web: WebRequest) async throws -> Response {
    try await withPassword(web, "password-removal") { password in
      try await web.practice.removeSecondFactor(password: password, by: web.who)
      return .seeOther("/account").saying("The second factor is removed.")
    }
  }

  private static func withPassword(
    _ web: WebRequest, _ field: String, _ work: (String) async throws -> Response
  ) async throws -> Response {
    try await web.attempt {
      let password = try web.form.secret(field, called: "your password")
      do { return try await work(password) } catch let no as PasswordRefused {
        throw InvalidInput(field, no.sentence)
      }
    } refused: { problems in
      try await Account.page(web, problems)
    }
  }
}

/// What goes into the app: it rides along in the form until the first code has confirmed it.
private struct Offer {
  let secret: String
  let address: String
}

private func offerPage(_ offer: Offer, _ problems: FormProblems, _ keys: FormKeys) -> Page {
  let spaced = stride(from: 0, to: offer.secret.count, by: 4).map { offer.secret.dropFirst($0).prefix(4) }
  let code = field(
    Field(
      "code", "The code it shows now", "", error: problems["code"], required: true, autofocus: true,
      autocomplete: "one-time-code", limit: 20))
  return Page(
    "Set up a second factor",
    head("Set up a second factor")
      + panel("In two steps") {
        """
        \(wrongFields(problems.list))<ol><li><p>In an authenticator app on your phone add an account and type this \
        key. On the phone itself, <a href="\(offer.address)">open the app with it</a>.</p>\
        <p><code class="secret">\(spaced.joined(separator: " "))</code></p></li>\
        <li><p>Type the six digits the app shows.</p></li></ol>\
        \(form(to: "/account/second-factor/confirmation", keys) {
          hidden("secret", offer.secret) + hidden("address", offer.address) + code
            + buttons(button("Confirm", .primary), linkButton("Not now", to: "/account", .quiet))
        })
        """
      })
}

private func codesPage(_ codes: [String], isNew: Bool) -> Page {
  let done = isNew ? "Your second factor is set up." : "The old recovery codes no longer work."
  return Page(
    "Recovery codes",
    head("Recovery codes") + notice(Notice(done))
      + panel("Keep these somewhere safe") {
        """
        <p>Each lets you in once when your phone is not at hand. They are shown now and never again: print or \
        write them down.</p><ul class="codes">\(each: codes, { "<li><code>\($0)</code></li>" })</ul>\
        <p class="buttons">\(linkButton("I have kept them", to: "/account", .primary))</p>
        """
      })
}
