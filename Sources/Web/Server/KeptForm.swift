import Hummingbird
import Kernel

/// A form that was sent after its session had ended. What was typed goes back to the very browser that sent it,
/// inside the page that asks to sign in again, and from there to a page that sends it once more: nothing is lost,
/// and nothing of it is kept on the server.
struct KeptForm: Sendable {
  let path: String
  let form: Form

  /// What the sign-in page carries along; nil where there is nothing, or too much.
  init?(carriedBy form: Form) {
    guard form.has("kept"), form.has("kept_path"), let kept = try? Form(urlEncoded: form["kept"].utf8) else {
      return nil
    }
    path = localPath(form["kept_path"])
    self.form = kept.without(["csrf"])
  }

  private init(_ web: WebRequest) {
    path = localPath(web.path)
    form = web.form.without(["csrf"])
  }

  static func signInAgain(_ web: WebRequest) -> Response {
    let kept = KeptForm(web)
    var view = SignInView(keys: web.keys)
    view.notice = "You were signed out meanwhile. Sign in again: what you typed is kept."
    view.carried = kept.form.urlEncoded.utf8.count <= FormLimits.usual.valueBytes ? kept.fields : .empty
    return .page(signInPage(view), status: .unauthorized)
  }

  /// For the sign-in form.
  var fields: HTML { hidden("kept", form.urlEncoded) + hidden("kept_path", path) }

  /// After signing in: one button sends it again, with the new session's token.
  func page(_ keys: FormKeys) -> HTML {
    layoutAlone(
      "You are signed in again", practice: "",
      """
      <p>What you typed before you were signed out is still here. It has not been stored yet.</p>\
      \(Web.form(to: path, keys) {
        HTML.each(form.fields) { hidden($0.name, $0.value) } + buttons(
          button("Send it now", .primary), linkButton("Leave it", to: "/"))
      })
      """)
  }
}
