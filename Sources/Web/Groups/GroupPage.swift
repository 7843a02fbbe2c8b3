import Kernel
import Practice
import Scheduling

struct GroupView: Sendable {
  var url: String
  var title: String
  /// `Monday, 23 November, 14:00–15:00 with Dr. Okafor at Riverside`
  var what: String
  var capacity: Int
  var members: [Line]
  var gone: [Line]
  var mayBook: Bool
  /// Everybody in it can still be moved.
  var mayMove: Bool
  var mayOverrule = false
  var problems: FormProblems
  var joining: PatientBadge?
  var searched = ""
  var hits: [HitView] = []
  var submission = ""

  struct Line: Sendable {
    var url: String
    var patient: String
    var record: Int
    var mark: VisitMark
    /// Where it is taken out of the group; nil where that is over.
    var leave: String?
  }

  init(_ group: GroupDetails, mayBook: Bool, problems: FormProblems) {
    let slot = group.slot
    url = "/groups/\(group.session.id)"
    title = group.typeName
    what =
      "\(slot.day.weekday.name), \(slot.day.long), \(clockRange(slot.time.minutes, slot.minutes)) with "
      + "\(group.providerName) at \(group.location.name)"
    capacity = group.session.capacity
    func line(_ v: BoardVisit) -> Line {
      let at = "/appointments/\(v.visit.id)"
      return Line(
        url: at, patient: v.patient.full, record: v.recordNumber, mark: VisitMark(v.visit.status),
        leave: mayBook && v.visit.status.next.contains(.cancelled) ? "\(at)/cancellation" : nil)
    }
    members = group.members.map(line)
    gone = group.gone.map(line)
    self.mayBook = mayBook
    mayMove = mayBook && !group.members.isEmpty && group.members.allSatisfy { $0.visit.status.isMovable }
    self.problems = problems
  }

  var placesLeft: Int { max(0, capacity - members.count) }
}

func groupPage(_ view: GroupView, in chrome: Chrome) -> HTML {
  let full = view.placesLeft == 0
  let places = chip(
    "\(view.members.count) of \(view.capacity)", full ? .warn : .ok, full ? .alert : .people)
  let list = panel("Who is in", beside: places) {
    view.members.isEmpty ? emptyState(.people, "Nobody is in this group any more.") : lines(view.members)
  }
  let gone: HTML = view.gone.isEmpty ? .empty : panel("Not any more") { lines(view.gone) }
  return layout(
    Page(
      "Group", here: .schedule,
      head(
        view.title,
        buttons: view.mayMove
          ? linkButton("Move the group", to: "\(view.url)/move", icon: .move, key: "m") : .empty)
        + wrongFields(view.problems.list) + #"<p>\#(view.what)</p>"#
        + split(list + gone, beside: view.mayBook ? joining(view, chrome) : .empty)),
    in: chrome)
}

private func lines(_ list: [GroupView.Line]) -> HTML {
  rows(
    list.enumerated().map { place, line in
      ListRow(
        mark: "\(place + 1)",
        what: #"<a class="strong" href="\#(line.url)">\#(line.patient)</a> \#(statusChip(line.mark))"#,
        why: "\(line.record)", actions: line.leave.map { linkButton("Take out", to: $0, .quiet) } ?? .empty)
    })
}

private func joining(_ view: GroupView, _ chrome: Chrome) -> HTML {
  panel(
    "Add somebody", beside: chip(view.placesLeft == 1 ? "1 place left" : "\(view.placesLeft) places left")
  ) {
    guard let patient = view.joining else {
      return findPatient(
        "Name, birth date, phone or record number", to: "\(view.url)/search", pick: "\(view.url)?patient=",
        searched: view.searched, hits: view.hits, csrf: chrome.csrf)
    }
    return form(to: "\(view.url)/members", FormKeys(csrf: chrome.csrf, submission: view.submission)) {
      hidden("patient", patient.id) + patientBadge(patient)
        + fieldRow(
          textArea("note", "Note for the desk", lines: 2, limit: 500),
          view.mayOverrule && view.placesLeft == 0
            ? field(Field("reason", "Reason to go beyond the last place", "", width: .full, limit: 200))
            : .empty)
        + buttons(
          button("Add to the group", .primary, icon: .plus, autofocus: true),
          linkButton("Somebody else", to: view.url))
    }
  }
}
