import Kernel

/// The bar over every page: brand, search, the verbs, clock, the person.
func bar(_ chrome: Chrome) -> HTML {
  let demo: HTML = chrome.demo ? #"<span class="chip warn" title="Nobody here is real">Demo</span>"# : .empty
  let book: HTML = chrome.mayBook ? linkButton("Book", to: "/appointments/new", .primary, key: "b") : .empty
  let new: HTML =
    chrome.mayRegister
    ? #"""
    <a class="btn" href="/patients/new" data-key="c" aria-keyshortcuts="c">\#(icon(.personPlus))\#
    <span class="wide">New patient</span><span class="sr narrow">New patient</span></a>
    """# : .empty
  return #"""
    <header class="bar">\#(railButton)<a class="brand" href="/">\#(brandMark)<span>Foyer</span> <small>\#(chrome.practice)</small></a>\#
    \#(demo)\#(if: chrome.maySearch, searchField(chrome))\#(book)\#(new)\#
    <time class="clock" data-zone="\#(chrome.zone)">\#(chrome.clock)</time>\#(personMenu(chrome))</header>
    """#
}

/// A plain form that `search.js` turns into a list that answers while one types. It is sent with POST, because a name
/// in an address would stay in the browser's history and in every log on the way.
private func searchField(_ chrome: Chrome) -> HTML {
  #"""
  <form class="find" role="search" action="/patients/search" method="post" data-search="/patients/search/quick">\#
  \#(hidden("csrf", chrome.csrf))\#(icon(.search))<label class="sr" for="q">Find a patient by name, birth date, phone or record number</label>\#
  <input id="q" name="q" type="search" value="\#(chrome.searched)" autocomplete="off" spellcheck="false" maxlength="200" \#
  placeholder="Find a patient" aria-keyshortcuts="/"><kbd aria-hidden="true">/</kbd>\#
  <div class="found" id="found" hidden></div></form>
  """#
}

private func personMenu(_ chrome: Chrome) -> HTML {
  #"""
  <details class="menu"><summary aria-label="\#(chrome.person), \#(chrome.role): menu"><span class="initials" aria-hidden="true">\#(initials(chrome.person))</span>\#
  <span class="menu-name">\#(chrome.person)<small>\#(chrome.role)</small></span>\#(icon(.down))</summary>
  <div class="menu-body"><a href="/account">\#(icon(.person))Your account</a>\#
  <a href="/keys" data-keys>\#(icon(.keyboard))Keys <kbd>?</kbd></a>\#
  \#(form(to: "/sign-out", chrome.keys, class: "action") { button("Sign out", .quiet, icon: .signOut) })</div></details>
  """#
}

/// The first letters of the given and the family name: `MO` for `Maria Ortega` and for `Ortega, Maria`.
package func initials(_ name: String) -> String {
  let parts = name.split(separator: ",", maxSplits: 1)
  let spoken = parts.count == 2 ? parts[1] + " " + parts[0] : Substring(name)
  let words = spoken.split(whereSeparator: \.isWhitespace).filter { $0.first?.isLetter ?? false }
  guard let first = words.first?.first else { return "?" }
  guard words.count > 1, let last = words.last?.first else { return String(first).uppercased() }
  return (String(first) + String(last)).uppercased()
}

/// The pages that are open to this person, in groups. Where there is no room beside the page they wait behind the bar's
/// menu button: a popover, which a browser opens and closes by itself.
func rail(_ chrome: Chrome, here: Destination?) -> HTML {
  let groups = HTML.each(Destination.Group.allCases) { group -> HTML in
    railGroup(group, chrome.destinations.filter { $0.group == group }, here)
  }
  return #"<nav class="rail" id="rail" aria-label="Main" popover>\#(groups)</nav>"#
}

private func railGroup(_ group: Destination.Group, _ open: [Destination], _ here: Destination?) -> HTML {
  if open.isEmpty { return .empty }
  let links = HTML.each(open) { to -> HTML in railLink(to, here) }
  return #"""
    <p id="rail-\#(group.rawValue)">\#(group.name)</p><ul aria-labelledby="rail-\#(group.rawValue)">\#(links)</ul>
    """#
}

private func railLink(_ to: Destination, _ here: Destination?) -> HTML {
  let current: HTML = to == here ? #" aria-current="page""# : .empty
  return #"""
    <li><a href="\#(to.path)"\#(current) data-go="\#(to.letter)">\#(icon(to.icon))<span>\#(to.name)</span></a></li>
    """#
}

private var railButton: HTML {
  #"<button type="button" class="btn square rail-button" popovertarget="rail" title="Menu">\#(icon(.menu, meaning: "Menu"))</button>"#
}
