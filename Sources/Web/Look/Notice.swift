import Kernel

/// A sentence at the head of the page: what was done (with a way back), what was refused, what is wrong.
package struct Notice: Sendable {
  package var tone: Tone
  package var sentence: String
  /// Where a POST takes the step back, if one is possible.
  package var undo: String?

  package init(_ sentence: String, _ tone: Tone = .ok, undo: String? = nil) {
    self.sentence = sentence
    self.tone = tone
    self.undo = undo
  }
}

package func notice(_ n: Notice, _ keys: FormKeys? = nil) -> HTML {
  let mark: Icon = n.tone == .ok ? .done : n.tone == .info ? .info : .alert
  let role: HTML = n.tone == .urgent || n.tone == .warn ? "alert" : "status"
  let back: HTML? = n.undo.flatMap { url in
    keys.map { action("Undo", to: url, $0, .quiet, icon: .undo, key: "u") }
  }
  return #"""
    <div class="notice \#(n.tone.rawValue)" role="\#(role)">\#(icon(mark))<span>\#(n.sentence)</span>\#(back)</div>
    """#
}

/// The list of what is wrong with a form, each a link to its field. Nothing when nothing is wrong.
package func wrongFields(_ wrong: [(field: String, sentence: String)]) -> HTML {
  guard !wrong.isEmpty else { return .empty }
  let list = HTML.each(wrong) { w -> HTML in
    w.field.isEmpty
      ? #"<li>\#(w.sentence)</li>"# : ##"<li><a href="#f-\##(w.field)">\##(w.sentence)</a></li>"##
  }
  return #"""
    <div class="notice urgent" role="alert" tabindex="-1" data-focus>\#(icon(.alert))<div><strong>\#
    \#(wrong.count == 1 ? "One thing needs another look" : "A few things need another look")</strong>\#
    <ul>\#(list)</ul></div></div>
    """#
}
