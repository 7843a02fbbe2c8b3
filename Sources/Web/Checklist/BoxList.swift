import Kernel
import Practice
import Scheduling

/// A box of a visit, and where a press ticks it or takes the tick back.
struct BoxView: Sendable {
  var name: String
  var isTicked: Bool
  /// `Maria Ortega, today 10:33`, `to be ticked by now`; may be empty.
  var said: String
  var isDue: Bool
  /// Nil where this person may not, or the visit changes no more.
  var url: String?
}

/// The boxes of a visit, for whoever looks.
func boxViews(_ details: VisitDetails, _ who: Who, _ zone: Zone, today: LocalDay) -> [BoxView] {
  let visit = details.visit
  let may = who.may(.bookVisits) && !details.isClosed && visit.status.holdsItsPlace
  return details.boxes.map { one in
    let url = tickURL(one.box.id, on: visit.id) + (one.tick == nil ? "" : "/undo")
    let isDue = one.tick == nil && one.box.isDue(for: visit.slot.day, on: today)
    return BoxView(
      name: one.box.name, isTicked: one.tick != nil,
      said: one.tick.map { "\($0.staffName), \(stamp($0.at, zone, today: today))" } ?? (isDue ? "due" : ""),
      isDue: isDue, url: may ? url : nil)
  }
}

func tickURL(_ box: ID<ChecklistBox>, on visit: ID<Appointment>) -> String {
  "/appointments/\(visit)/boxes/\(box)"
}

/// The checklist of a visit: each line says whether it is ticked, by whom and when, and a press changes it.
func boxList(_ boxes: [BoxView], _ keys: FormKeys) -> HTML {
  guard !boxes.isEmpty else { return .empty }
  let ticked = boxes.count(where: \.isTicked)
  let lines = HTML.each(boxes) { box -> HTML in
    let said: HTML =
      box.said.isEmpty
      ? .empty
      : box.isDue
        ? #" \#(chip(box.said, .warn, .clock))"# : #" <span class="quiet small">\#(box.said)</span>"#
    return "<li>\(boxButton(box, keys))\(said)</li>"
  }
  return #"""
    <section class="checklist"><h3>Checklist <span class="chip">\#(ticked) of \#(boxes.count)</span></h3>\#
    <ul>\#(lines)</ul></section>
    """#
}

/// A press ticks a box, another takes it back.
func boxButton(_ box: BoxView, _ keys: FormKeys) -> HTML {
  let said: HTML =
    #"\#(icon(box.isTicked ? .done : .booked))\#(box.name)\#(aside(box.isTicked ? ": ticked" : ": open"))"#
  guard let url = box.url else {
    return #"<span class="chip\#(box.isTicked ? " ok" : "")">\#(said)</span>"#
  }
  return form(to: url, keys, class: "action") {
    #"<button type="submit" class="fact\#(box.isTicked ? " settled" : "")">\#(said)</button>"#
  }
}

/// `2 of 4` on a board.
func boxMark(_ words: String) -> HTML {
  #" <span class="nowrap box-mark">\#(icon(.list, meaning: "Checklist")) \#(words)</span>"#
}

extension BoardVisit {
  /// `2 of 4`, where boxes are open.
  var openBoxes: String? { boxes.flatMap { $0.isOpen ? $0.words : nil } }
}
