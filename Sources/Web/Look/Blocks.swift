import Kernel

/// The head of a page: its one `h1`, chips beside it, buttons to the right.
package func head(_ title: String, beside: HTML = .empty, buttons: HTML = .empty) -> HTML {
  let right: HTML = buttons.text.isEmpty ? .empty : #"<div class="right">\#(buttons)</div>"#
  return #"<div class="head"><h1>\#(title)</h1>\#(beside)\#(right)</div>"#
}

/// A white card with a heading.
package func panel(_ title: String, beside: HTML = .empty, id: String? = nil, _ content: () -> HTML) -> HTML {
  let identity: HTML = id.map { #" id="\#($0)""# } ?? .empty
  return #"""
    <section class="card panel"\#(identity)><div class="panel-head"><h2>\#(title)</h2>\#(beside)</div>\#
    \#(content())</section>
    """#
}

/// Content with a narrow column beside it, which goes below on small screens.
package func split(_ main: HTML, beside: HTML) -> HTML {
  #"<div class="split"><div class="split-main">\#(main)</div><aside>\#(beside)</aside></div>"#
}

/// Facts under their names. Those without a value are left out.
package func facts(_ list: [(name: String, value: HTML)]) -> HTML {
  let known = list.filter { !$0.value.text.isEmpty }
  return known.isEmpty
    ? .empty
    : #"<dl class="facts">\#(each: known, { #"<div><dt>\#($0.name)</dt><dd>\#($0.value)</dd></div>"# })</dl>"#
}

/// A list whose rows say what, why, and the one next action.
package struct ListRow: Sendable {
  package var mark: HTML
  package var tone: Tone
  package var what: HTML
  package var why: HTML
  package var actions: HTML

  package init(mark: HTML, _ tone: Tone = .plain, what: HTML, why: HTML = .empty, actions: HTML = .empty) {
    self.mark = mark
    self.tone = tone
    self.what = what
    self.why = why
    self.actions = actions
  }
}

package func rows(_ list: [ListRow]) -> HTML {
  let items = HTML.each(list) { row -> HTML in
    let why: HTML = row.why.text.isEmpty ? .empty : #"<div class="why">\#(row.why)</div>"#
    let act: HTML = row.actions.text.isEmpty ? .empty : #"<div class="act">\#(row.actions)</div>"#
    return #"""
      <li><span class="mark \#(row.tone.rawValue)">\#(row.mark)</span><div class="what">\#(row.what)\#(why)</div>\#
      \#(act)</li>
      """#
  }
  return #"<ul class="rows">\#(items)</ul>"#
}

/// A table with its name for screen readers. On a phone each line is a small list under the names of its columns; one
/// that is `wide`, such as a week, scrolls sideways instead.
package func table(_ caption: String, head: [String], _ body: [[HTML]], wide: Bool = false) -> HTML {
  let names = HTML.each(head) { $0.isEmpty ? "<td></td>" : #"<th scope="col">\#($0)</th>"# }
  let lines = HTML.each(body) { line -> HTML in
    let cells = HTML.each(Array(line.enumerated())) { place, cell -> HTML in
      wide || place >= head.count ? "<td>\(cell)</td>" : #"<td data-name="\#(head[place])">\#(cell)</td>"#
    }
    return "<tr>\(cells)</tr>"
  }
  return #"""
    <div class="table-wrap" tabindex="0" role="region" aria-label="\#(caption)"><table class="table\#(wide ? "" : " stacks")">\#
    <caption class="sr">\#(caption)</caption><thead><tr>\#(names)</tr></thead><tbody>\#(lines)</tbody></table></div>
    """#
}

/// What stands where a list is empty: what would be here, and how to make the first.
package func emptyState(_ mark: Icon, _ sentence: String, _ next: HTML = .empty) -> HTML {
  #"<div class="empty">\#(icon(mark))<p>\#(sentence)</p>\#(next)</div>"#
}

/// A bar from 0 to 100 with the same in words beside it.
package func meter(_ percent: Int, full: Bool = false) -> HTML {
  #"<span class="meter\#(full ? " full" : "")" aria-hidden="true"><i class="w\#(min(100, max(0, percent)))"></i></span>"#
}

/// Words for screen readers only.
package func aside(_ words: String) -> HTML { #"<span class="sr">\#(words)</span>"# }

/// Older and newer pages of a long list.
package func pager(newer: String?, older: String?) -> HTML {
  guard newer != nil || older != nil else { return .empty }
  let back: HTML? = newer.map { linkButton("Newer", to: $0, icon: .left) }
  let on: HTML? = older.map { linkButton("Older", to: $0, icon: .right) }
  return #"<nav class="pager" aria-label="Pages">\#(back)\#(on)</nav>"#
}
