import Kernel

/// A whole page: what it is called, where in the rail it belongs, what it shows.
package struct Page: Sendable {
  /// Stands in the tab and the browser's history: never a patient's name.
  package var title: String
  package var here: Destination?
  package var content: HTML
  /// The topic whose announcements refresh the page, such as `schedule:<location>:<day>`.
  package var live: String?

  package init(_ title: String, here: Destination? = nil, live: String? = nil, _ content: HTML) {
    self.title = title
    self.here = here
    self.live = live
    self.content = content
  }
}

/// The page in the frame of the house: bar, rail, notices, key list, idle bar.
package func layout(_ page: Page, in chrome: Chrome) -> HTML {
  let live: HTML = page.live.map { #" data-live="\#($0)""# } ?? .empty
  return document(page.title, chrome.practice) {
    #"""
    <body\#(live)><a class="skip" href="#main">To the content</a>
    <div class="shell">\#(bar(chrome))\#(rail(chrome, here: page.here))
    <main id="main" tabindex="-1"><div id="notices">\#(each: chrome.notices, { notice($0, chrome.keys) })</div>
    \#(page.content)</main></div>
    <div id="live" class="sr" role="status" aria-live="polite"></div>
    \#(idleBar(chrome))\#(offlineBar)\#(keyList(chrome))</body>
    """#
  }
}

/// A page for somebody who is not signed in (sign-in, second factor, new password) or a fault: a lone card.
package func layoutAlone(_ title: String, practice: String, demo: Bool = false, _ content: HTML) -> HTML {
  document(title, practice) {
    alone(#"<strong>Foyer</strong><span class="quiet">\#(practice)</span>"#, title, demo, content)
  }
}

/// A page for a patient, in their language: the practice's name before ours.
func layoutForPatients(_ title: String, _ f: PatientFrame, _ content: HTML) -> HTML {
  document(title, f.practice, language: f.language) {
    alone("<strong>\(f.practice)</strong>", title, f.demo, content + f.foot, of: " patient-card")
  }
}

private func alone(
  _ brand: HTML, _ title: String, _ demo: Bool, _ content: HTML, of kind: String = ""
) -> HTML {
  #"""
  <body class="alone"><main id="main"><div class="alone-brand">\#(brandMark)\#(brand)\#(if: demo, chip("Demo", .warn))</div>
  <section class="card alone-card\#(kind)"><h1>\#(title)</h1>\#(content)</section></main></body>
  """#
}

/// A page for patients at a device of the practice: large, in their language.
package func layoutKiosk(_ title: String, practice: String, language: String, _ content: HTML) -> HTML {
  document(title, practice, language: language) {
    #"""
    <body class="alone kiosk"><main id="main"><p class="kiosk-practice">\#(practice)</p>\#
    <section class="card alone-card"><h1>\#(title)</h1>\#(content)</section></main></body>
    """#
  }
}

private func document(
  _ title: String, _ practice: String, language: String = "en", _ body: () -> HTML
) -> HTML {
  #"""
  <!doctype html>
  <html lang="\#(language)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>\#(title) · Foyer</title><meta name="color-scheme" content="light dark">
  <link rel="icon" href="\#(asset("favicon.svg"))" type="image/svg+xml"><link rel="stylesheet" href="\#(asset("app.css"))">
  <script type="module" src="\#(asset("app.js"))"></script></head>
  \#(body())</html>
  """#
}

var brandMark: HTML { #"<img src="\#(asset("favicon.svg"))" alt="" width="24" height="24">"# }
