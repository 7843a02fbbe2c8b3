import Kernel
import Practice

/// What there is to choose from for paper and lists.
struct SheetChoices: Sendable {
  var places: [Choice]
  var providers: [Choice]
  var today: LocalDay

  init(_ places: [Location], _ providers: [Provider], today: LocalDay) {
    self.places = places.map { Choice($0.id.rawValue, $0.name) }
    self.providers = [Choice("", "Everybody")] + providers.map { Choice($0.id.rawValue, $0.title) }
    self.today = today
  }
}

/// Days, weeks and rooms on paper.
func sheetForms(_ choices: SheetChoices) -> HTML {
  panel("Sheets to print") {
    askForm(to: "/schedule/print", id: "sheets") {
      fields(placeField("s", choices), dayField("s-day", "day", "Day, or a day of the week", choices))
        + buttons(
          button("Providers’ day", icon: .print), going("Rooms and devices", to: "/schedule/print/rooms"),
          going("Week", to: "/schedule/print/week"))
    }
  }
}

/// Visits as a table for a spreadsheet.
func listForm(_ choices: SheetChoices) -> HTML {
  panel("List for a spreadsheet") {
    askForm(to: "/schedule/export", id: "list") {
      fields(
        placeField("l", choices, any: true), chooser("l-provider", "provider", "With", choices.providers),
        dayField("l-from", "from", "From", choices), dayField("l-to", "to", "To", choices))
        + #"<p class="hint">The file holds patients’ data in the clear: keep it on an encrypted disk, and delete it when you are done.</p>"#
        + buttons(button("Save the list", icon: .list))
    }
  }
}

private func fields(_ list: HTML...) -> HTML { #"<div class="fields">\#(each: list, { $0 })</div>"# }

/// A button of the same form that asks elsewhere.
private func going(_ label: String, to path: String) -> HTML {
  #"<button class="btn" formaction="\#(path)">\#(icon(.print))\#(label)</button>"#
}

private func placeField(_ prefix: String, _ choices: SheetChoices, any: Bool = false) -> HTML {
  chooser(
    "\(prefix)-location", "location", "Where", (any ? [Choice("", "Everywhere")] : []) + choices.places)
}

private func chooser(_ id: String, _ name: String, _ label: String, _ options: [Choice]) -> HTML {
  let list = HTML.each(options) { #"<option value="\#($0.value)">\#($0.words)</option>"# }
  return #"""
    <div class="field half"><label for="\#(id)">\#(label)</label><select id="\#(id)" name="\#(name)">\#(list)</select></div>
    """#
}

private func dayField(_ id: String, _ name: String, _ label: String, _ choices: SheetChoices) -> HTML {
  #"""
  <div class="field half"><label for="\#(id)">\#(label)</label>\#
  <input id="\#(id)" type="date" name="\#(name)" value="\#(choices.today)" required></div>
  """#
}
