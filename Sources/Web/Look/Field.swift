import Kernel

/// One line to type in. Give `error` the sentence of an `InvalidInput` whose `field` is this name: it is shown
/// under the field, tied to it for screen readers.
package struct Field: Sendable {
  package enum Kind: String, Sendable {
    case text, search, password, email, tel, date, time, number, url, file
  }

  /// How wide the field stands among others: a third, half or all of the row.
  package enum Width: String, Sendable { case third, half, full }

  package var name: String
  package var label: String
  package var value = ""
  package var kind = Kind.text
  package var hint: String?
  package var error: String?
  package var required = false
  package var autofocus = false
  /// The browser's name for what goes in, such as `current-password`; `off` where it must not remember.
  package var autocomplete = "off"
  package var width = Width.half
  package var limit: Int?
  /// Where a page has two fields of a name.
  package var id: String?

  package init(
    _ name: String, _ label: String, _ value: String = "", _ kind: Kind = .text, hint: String? = nil,
    error: String? = nil, required: Bool = false, autofocus: Bool = false, autocomplete: String = "off",
    width: Width = .half, limit: Int? = nil, id: String? = nil
  ) {
    self.name = name
    self.label = label
    self.value = value
    self.kind = kind
    self.hint = hint
    self.error = error
    self.required = required
    self.autofocus = autofocus
    self.autocomplete = autocomplete
    self.width = width
    self.limit = limit
    self.id = id
  }
}

package func field(_ f: Field) -> HTML {
  let id = f.id ?? f.name
  let most: HTML = f.limit.map { #" maxlength="\#($0)""# } ?? .empty
  let input: HTML = #"""
    <input id="f-\#(id)" name="\#(f.name)" type="\#(f.kind.rawValue)" value="\#(f.value)" \#
    autocomplete="\#(f.autocomplete)"\#(most)\#(attribute: "required", if: f.required)\#
    \#(attribute: "autofocus", if: f.autofocus)\#(described(id, f.hint, f.error))>
    """#
  return labelled(id, f.label, input, hint: f.hint, error: f.error, required: f.required, width: f.width)
}

/// A choice among few: value and words, in order. The first may be `("", "Any")`. `id` where a page has two of a name.
package func select(
  _ name: String, _ label: String, _ options: [(value: String, words: String)], chosen: String = "",
  hint: String? = nil, error: String? = nil, required: Bool = false, width: Field.Width = .half,
  id: String? = nil
) -> HTML {
  let id = id ?? name
  let list = HTML.each(options) {
    #"<option value="\#($0.value)"\#(attribute: "selected", if: $0.value == chosen)>\#($0.words)</option>"#
  }
  let input: HTML = #"""
    <select id="f-\#(id)" name="\#(name)"\#(attribute: "required", if: required)\#
    \#(described(id, hint, error))>\#(list)</select>
    """#
  return labelled(id, label, input, hint: hint, error: error, required: required, width: width)
}

/// Several lines to type in.
package func textArea(
  _ name: String, _ label: String, _ value: String = "", lines: Int = 3, hint: String? = nil,
  error: String? = nil, limit: Int? = nil, width: Field.Width = .full
) -> HTML {
  let most: HTML = limit.map { #" maxlength="\#($0)""# } ?? .empty
  let input: HTML = #"""
    <textarea id="f-\#(name)" name="\#(name)" rows="\#(lines)"\#(most)\#(described(name, hint, error))>
    \#(value)</textarea>
    """#
  return labelled(name, label, input, hint: hint, error: error, required: false, width: width)
}

/// A box to tick. It is sent as `value` when ticked and not at all when not.
package func checkbox(
  _ name: String, _ label: String, checked: Bool, value: String = "yes", hint: String? = nil
) -> HTML {
  let explained: HTML = hint.map { #"<span class="hint">\#($0)</span>"# } ?? .empty
  return #"""
    <label class="tick"><input type="checkbox" name="\#(name)" value="\#(value)"\#(attribute: "checked", if: checked)>\#
    <span>\#(label)\#(explained)</span></label>
    """#
}

/// A choice among few that are all shown.
package func radios(
  _ name: String, _ legend: String, _ options: [(value: String, words: String)], chosen: String,
  error: String? = nil, autofocus: Bool = false
) -> HTML {
  let list = HTML.each(options) {
    #"""
    <label class="tick"><input type="radio" name="\#(name)" value="\#($0.value)"\#
    \#(attribute: "checked", if: $0.value == chosen)\#
    \#(attribute: "autofocus", if: autofocus && $0.value == chosen)><span>\#($0.words)</span></label>
    """#
  }
  let wrong: HTML = error.map { #"<p class="error">\#(icon(.alert))\#($0)</p>"# } ?? .empty
  return #"<fieldset class="radios"><legend>\#(legend)</legend>\#(list)\#(wrong)</fieldset>"#
}

private func labelled(
  _ name: String, _ label: String, _ input: HTML, hint: String?, error: String?, required: Bool,
  width: Field.Width
) -> HTML {
  let explained: HTML = hint.map { #"<span class="hint" id="h-\#(name)">\#($0)</span>"# } ?? .empty
  let wrong: HTML =
    error.map { #"<span class="error" id="e-\#(name)">\#(icon(.alert))\#($0)</span>"# } ?? .empty
  let needed: HTML = required ? #" <span class="needed" title="needed">*</span>"# : .empty
  return #"""
    <div class="field \#(width.rawValue)"><label for="f-\#(name)">\#(label)\#(needed)</label>\#
    \#(explained)\#(input)\#(wrong)</div>
    """#
}

private func described(_ name: String, _ hint: String?, _ error: String?) -> HTML {
  switch (hint, error) {
  case (nil, nil): .empty
  case (_, nil): #" aria-describedby="h-\#(name)""#
  case (nil, _): #" aria-invalid="true" aria-describedby="e-\#(name)""#
  case (_, _): #" aria-invalid="true" aria-describedby="e-\#(name) h-\#(name)""#
  }
}
