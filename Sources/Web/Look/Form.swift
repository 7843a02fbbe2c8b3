import Kernel

/// What every form that changes something must carry: the session's secret against forged requests and, where
/// the form creates something, the key by which a second press is recognised.
package struct FormKeys: Sendable {
  package let csrf: String
  package let submission: String?

  package init(csrf: String, submission: String? = nil) {
    self.csrf = csrf
    self.submission = submission
  }
}

/// A form that changes something: `form(to: "/appointments", keys) { fields + button("Book", .primary) }`.
package func form(
  to url: String, _ keys: FormKeys, class name: String = "form", files: Bool = false, id: String? = nil,
  _ content: () -> HTML
) -> HTML {
  let identity: HTML = id.map { #" id="\#($0)""# } ?? .empty
  let encoding: HTML = files ? #" enctype="multipart/form-data""# : .empty
  return #"""
    <form method="post" action="\#(url)" class="\#(name)"\#(identity)\#(encoding)>\#(hidden("csrf", keys.csrf))\#
    \#(keys.submission.map { hidden("submission", $0) })\#(content())</form>
    """#
}

/// The one form of a page on which hundreds of buttons each change something: it holds the session's token, so that
/// what is drawn of the buttons is the same for everybody.
func pressForm(_ keys: FormKeys) -> HTML {
  #"<form method="post" id="press">\#(hidden("csrf", keys.csrf))</form>"#
}

/// A button of the page's ``pressForm(_:)``.
func press(
  _ url: String, class name: String, value: Choice? = nil, _ attributes: HTML, _ content: HTML
) -> HTML {
  let own: HTML = value.map { #" name="\#($0.value)" value="\#($0.words)""# } ?? .empty
  return #"""
    <button type="submit" form="press" formaction="\#(url)"\#(own) class="\#(name)" \#(attributes)>\#(content)</button>
    """#
}

/// A form that only asks: its fields go into the address, so nothing about a patient may stand in them.
package func askForm(to url: String, class name: String = "form", id: String? = nil, _ content: () -> HTML)
  -> HTML
{
  let identity: HTML = id.map { #" id="\#($0)""# } ?? .empty
  return #"<form method="get" action="\#(url)" class="\#(name)"\#(identity)>\#(content())</form>"#
}

/// A single button that changes something, as a form of its own.
package func action(
  _ label: String, to url: String, _ keys: FormKeys, _ weight: Weight = .plain, icon mark: Icon? = nil,
  key: String? = nil, sending fields: [(String, String)] = []
) -> HTML {
  form(to: url, keys, class: "action") {
    HTML.each(fields) { hidden($0.0, $0.1) } + button(label, weight, icon: mark, key: key)
  }
}

package func hidden(_ name: String, _ value: String) -> HTML {
  #"<input type="hidden" name="\#(name)" value="\#(value)">"#
}

/// The buttons at the foot of a form.
package func buttons(_ list: HTML...) -> HTML {
  #"<p class="buttons">\#(each: list, { $0 })</p>"#
}

/// A named group of fields.
package func fieldset(_ legend: String, hint: String? = nil, _ content: () -> HTML) -> HTML {
  let explained: HTML = hint.map { #"<p class="hint">\#($0)</p>"# } ?? .empty
  return
    #"<fieldset><legend>\#(legend)</legend>\#(explained)<div class="fields">\#(content())</div></fieldset>"#
}
