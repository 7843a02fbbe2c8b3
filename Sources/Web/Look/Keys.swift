import Kernel

/// What a key does, as shown in the list under `?` and on the page `/keys`.
package struct KeyHelp: Sendable {
  let keys: [String]
  let what: String
}

let everywhere: [KeyHelp] = [
  KeyHelp(keys: ["/"], what: "Find a patient"),
  KeyHelp(keys: ["b"], what: "Book a visit"),
  KeyHelp(keys: ["c"], what: "New patient"),
  KeyHelp(keys: ["f"], what: "Find a time for the patient"),
  KeyHelp(keys: ["l"], what: "Look for something else: another day, what fits"),
  KeyHelp(keys: ["u"], what: "Undo what was just done"),
  KeyHelp(keys: ["Esc"], what: "Close, put down, leave the field"),
  KeyHelp(keys: ["?"], what: "This list"),
]

let onTheDay: [KeyHelp] = [
  KeyHelp(keys: ["↑", "↓"], what: "Earlier, later visit or open time"),
  KeyHelp(keys: ["←", "→"], what: "The column beside"),
  KeyHelp(keys: ["Enter"], what: "Open the visit, book the open time"),
  KeyHelp(keys: ["p", "n"], what: "Day before, day after"),
  KeyHelp(keys: ["t"], what: "Today"),
  KeyHelp(keys: ["w", "d"], what: "Week, day"),
  KeyHelp(keys: ["m"], what: "Pick up the visit; arrows move it, Enter puts it down, Esc puts it back"),
  KeyHelp(keys: ["Shift", "↑↓"], what: "Make the visit that is picked up longer or shorter"),
  KeyHelp(keys: ["v", "e"], what: "Choose the visit; go on with all that are chosen"),
]

let onAVisit: [KeyHelp] = [
  KeyHelp(keys: ["o"], what: "Confirmed"),
  KeyHelp(keys: ["a"], what: "Arrived"),
  KeyHelp(keys: ["r"], what: "In room"),
  KeyHelp(keys: ["s"], what: "With clinician"),
  KeyHelp(keys: ["k"], what: "Checkout"),
  KeyHelp(keys: ["f"], what: "Done"),
  KeyHelp(keys: ["x"], what: "Did not come"),
  KeyHelp(keys: ["m", "d"], what: "Move to another time; cancel"),
  KeyHelp(keys: ["1", "2", "3"], what: "Forms, vitals, next visit: settled"),
]

/// The list that `?` opens; without JavaScript the same is a page.
func keyList(_ chrome: Chrome) -> HTML {
  #"""
  <dialog id="keys" aria-labelledby="keys-title"><div class="panel-head"><h2 id="keys-title">Keys</h2>\#
  <form method="dialog"><button class="btn square" title="Close">\#(icon(.close, meaning: "Close"))</button></form>\#
  </div>\#(keyGroups(chrome.destinations))</dialog>
  """#
}

/// The page `/keys`.
package func keysPage(_ chrome: Chrome) -> HTML {
  layout(
    Page(
      "Keys",
      head("Keys") + #"""
        <div class="card panel"><h2 class="sr">What each key does</h2>\#(keyGroups(chrome.destinations))</div>
        """#),
    in: chrome)
}

private func keyGroups(_ open: [Destination]) -> HTML {
  let going = open.map { KeyHelp(keys: ["g", $0.letter], what: "Go to \($0.name)") }
  return #"""
    <div class="key-groups">\#(keyGroup("Everywhere", everywhere))\#(keyGroup("On the day", onTheDay))\#
    \#(keyGroup("On the chosen visit", onAVisit))\#(keyGroup("Going", going))</div>
    """#
}

private func keyGroup(_ name: String, _ list: [KeyHelp]) -> HTML {
  let lines = HTML.each(list) { help -> HTML in
    #"<div><dt>\#(each: help.keys, { "<kbd>\($0)</kbd>" })</dt><dd>\#(help.what)</dd></div>"#
  }
  return #"<section><h3>\#(name)</h3><dl class="keys">\#(lines)</dl></section>"#
}
