import Kernel

/// Whom to bring back: one list of a rule, or the visits that were given up.
struct RecallView: Sendable {
  var title: String
  /// The lists, with where each is.
  var lists: [Tab]
  var stages: [Tab]
  var lines: [RecallLineView]
  /// What stands where nobody is on the list.
  var nobody: String
  var locations: [Choice]
  var location: String
  /// What the filter sends along.
  var kept: [Choice]
  var path: String
  var newer: String?
  var older: String?
  var rules: String?

  struct Tab: Sendable {
    var name: String
    var url: String
    var isChosen: Bool
  }
}

struct RecallLineView: Sendable {
  /// Tells the fields of one row from another's.
  var id: String
  var patient: String
  var patientURL: String
  var born: String
  var phone: String
  var what: String
  var why: String
  var overdue: Bool
  var badNumber: Bool
  var book: String?
  /// Where a POST notes an attempt.
  var attempts: String?
}

func recallPage(_ view: RecallView, _ keys: FormKeys) -> Page {
  let rules: HTML? = view.rules.map { linkButton("Rules", to: $0, icon: .list) }
  let filter: HTML =
    view.locations.count < 3
    ? .empty
    : #"""
    <form method="get" action="\#(view.path)" class="day-nav" data-autosubmit>\#
    \#(each: view.kept, { hidden($0.value, $0.words) })\#
    \#(bareSelect("location", "Location", view.locations, chosen: view.location))\#
    <button class="btn" data-without-js>Show</button></form>
    """#
  return Page(
    "Recall", here: .recall,
    head("Recall", beside: filter, buttons: rules ?? .empty) + tabs("Lists", view.lists)
      + tabs("Stage", view.stages) + people(view, keys) + pager(newer: view.newer, older: view.older))
}

private func tabs(_ name: String, _ list: [RecallView.Tab]) -> HTML {
  guard !list.isEmpty else { return .empty }
  let links = HTML.each(list) { tab -> HTML in
    #"<a class="btn" href="\#(tab.url)"\#(attribute: "aria-current=\"page\"", if: tab.isChosen)>\#(tab.name)</a>"#
  }
  return #"<nav class="tabs" aria-label="\#(name)">\#(links)</nav>"#
}

private func people(_ view: RecallView, _ keys: FormKeys) -> HTML {
  guard !view.lines.isEmpty else { return #"<div class="card">\#(emptyState(.history, view.nobody))</div>"# }
  let list = view.lines.map { line in
    ListRow(
      mark: line.overdue ? icon(.alert, meaning: "Overdue") : icon(.clock, meaning: "Due soon"),
      line.overdue ? .warn : .plain,
      what: #"""
        <a class="strong" href="\#(line.patientURL)">\#(line.patient)</a> \#
        <span class="quiet small">\#(line.born)</span> \#(phone(line.phone)) \#
        \#(if: line.badNumber, chip("Wrong number", .urgent, .phone))<div>\#(line.what)</div>
        """#,
      why: "\(line.why)",
      actions: (line.book.map { linkButton("Book", to: $0, icon: .calendar) } ?? .empty)
        + (line.attempts.map { attempt(line, to: $0, keys) } ?? .empty))
  }
  return #"<section class="card" aria-label="\#(view.title)">\#(rows(list))</section>"#
}

/// Noting what came of an attempt; the fields of each row have names of their own for those who listen.
private func attempt(_ line: RecallLineView, to url: String, _ keys: FormKeys) -> HTML {
  let options = HTML.each(RecallOutcome.all) { #"<option value="\#($0.value)">\#($0.words)</option>"# }
  return #"""
    <details class="menu attempt"><summary class="btn">Note a try\#(aside("for \(line.patient)"))</summary>\#
    <div class="menu-body">\#(form(to: url, keys) {
      hidden("patient", line.id) + #"""
        <div class="field"><label for="o-\#(line.id)">What came of it</label>\#
        <select id="o-\#(line.id)" name="outcome">\#(options)</select></div>\#
        <div class="field"><label for="n-\#(line.id)">Try again on</label>\#
        <input id="n-\#(line.id)" name="next" type="date"></div>\#
        <div class="field"><label for="w-\#(line.id)">Note</label>\#
        <input id="w-\#(line.id)" name="note" maxlength="200" autocomplete="off"></div>
        """#
        + buttons(button("Keep", .primary))
    })</div></details>
    """#
}
