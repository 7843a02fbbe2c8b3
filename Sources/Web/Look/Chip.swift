import Kernel

/// A small rounded label: `chip("3 waiting", .violet, .arrived)`.
package func chip(_ text: String, _ tone: Tone = .plain, _ mark: Icon? = nil) -> HTML {
  #"<span class="chip \#(tone.rawValue)">\#(mark.map { icon($0) })\#(text)</span>"#
}

/// A row of chips, or nothing when there are none.
package func chips(_ list: [HTML]) -> HTML {
  list.isEmpty ? .empty : #"<p class="chips">\#(each: list, { $0 })</p>"#
}
