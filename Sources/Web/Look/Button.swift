import Kernel

/// How much weight a button carries. One `primary` a page, at most.
package enum Weight: String, Sendable {
  case primary, plain, quiet, danger
}

/// The button that sends the form it stands in. `name` and `value` tell the server which one was pressed;
/// `key` is the single letter that presses it (shown in the key list). `autofocus`: Enter is all that is left to do.
package func button(
  _ label: String, _ weight: Weight = .plain, icon mark: Icon? = nil, name: String? = nil, value: String = "",
  key: String? = nil, autofocus: Bool = false
) -> HTML {
  let sent: HTML = name.map { #" name="\#($0)" value="\#(value)""# } ?? .empty
  let pressed: HTML = key.map { #" data-key="\#($0)" aria-keyshortcuts="\#($0)""# } ?? .empty
  return #"""
    <button type="submit" class="btn \#(weight.rawValue)"\#(sent)\#(pressed)\#
    \#(attribute: "autofocus", if: autofocus)>\#(mark.map { icon($0) })\#(label)</button>
    """#
}

/// A link that looks like a button because it begins something: `linkButton("Book", to: "/appointments/new")`.
package func linkButton(
  _ label: String, to url: String, _ weight: Weight = .plain, icon mark: Icon? = nil, key: String? = nil
) -> HTML {
  let pressed: HTML = key.map { #" data-key="\#($0)" aria-keyshortcuts="\#($0)""# } ?? .empty
  return #"""
    <a class="btn \#(weight.rawValue)" href="\#(url)"\#(pressed)>\#(mark.map { icon($0) })\#(label)</a>
    """#
}

/// A link drawn as a lone icon; `label` is read aloud and shown on hover.
package func iconLink(_ mark: Icon, _ label: String, to url: String, key: String? = nil) -> HTML {
  let pressed: HTML = key.map { #" data-key="\#($0)" aria-keyshortcuts="\#($0)""# } ?? .empty
  return
    #"<a class="btn square" href="\#(url)" title="\#(label)"\#(pressed)>\#(icon(mark, meaning: label))</a>"#
}
