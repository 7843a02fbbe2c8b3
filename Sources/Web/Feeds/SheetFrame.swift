import Kernel

/// What stands around sheets on the screen and not on paper: where they are from, and the button that prints.
func sheetsPage(
  _ name: String, _ title: String, _ place: String, back: String, hint: String, empty: String,
  _ sheets: [HTML],
  in chrome: Chrome
) -> HTML {
  let none: HTML = sheets.isEmpty ? emptyState(.print, empty) : .empty
  let print: HTML =
    sheets.isEmpty
    ? .empty
    : #"""
    <p class="quiet">\#(hint) <a class="btn primary" href="#main" data-print>\#(icon(.print))Print</a></p>
    """#
  let top = head(title, beside: chip(place), buttons: linkButton("Back", to: back, icon: .left))
  return layout(
    Page(
      name, here: .schedule, #"<div class="no-print">\#(top)\#(print)</div>\#(none)\#(each: sheets, { $0 })"#),
    in: chrome)
}

/// One sheet: whose it is, when, and who printed it.
func sheetSection(_ name: String, _ when: String, _ summary: String, _ printed: String, _ body: () -> HTML)
  -> HTML
{
  #"""
  <section class="card sheet"><div class="sheet-head"><h2>\#(name)</h2><span>\#(when)</span>\#
  <span class="quiet">\#(summary)</span></div>\#(body())<p class="small quiet">\#(printed)</p></section>
  """#
}
