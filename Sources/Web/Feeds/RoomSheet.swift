import Kernel
import Practice
import Scheduling

/// A day of rooms and devices on paper: a page for each, for the door or the drawer.
struct RoomSheetView: Sendable {
  /// `Monday, 23 November 2026`
  var title: String
  var place: String
  var printed: String
  var back: String
  var sheets: [Sheet]

  struct Sheet: Sendable {
    var name: String
    /// `4 visits, 8:00–16:30`
    var summary: String
    var lines: [Line]
  }

  struct Line: Sendable {
    var time: String
    /// `from 8:50`, `until 9:40`: with setting up and cleaning.
    var setUp: String
    var cleaned: String
    var patient: String
    var visit: String
    var provider: String
    var status: String
    var note: String
  }
}

func roomSheets(
  _ board: DayBoard, _ resources: [Resource], _ buffers: [ID<Appointment>: RoomBuffer], _ ask: DayAsk,
  printed: String
) -> RoomSheetView {
  let visits = board.columns.flatMap(\.visits).sorted { $0.visit.start < $1.visit.start }
  return RoomSheetView(
    title: "\(board.day.weekday.name), \(board.day.long)", place: board.location.name, printed: printed,
    back: ask.url(),
    sheets: resources.compactMap { resource in
      let own = visits.filter { $0.resources.contains { $0.id == resource.id } }
      return own.isEmpty
        ? nil
        : RoomSheetView.Sheet(
          name: resource.name, summary: sheetSummary(own),
          lines: own.map { RoomSheetView.Line($0, buffers[$0.visit.id]) })
    })
}

extension RoomSheetView.Line {
  fileprivate init(_ v: BoardVisit, _ buffer: RoomBuffer?) {
    let slot = v.visit.slot
    let (before, after) = (buffer?.before ?? 0, buffer?.after ?? 0)
    let over = v.visit.overbooked.isEmpty ? [] : ["Overbooked: \(v.visit.overbooked)"]
    self.init(
      time: clockRange(slot.time.minutes, slot.minutes),
      setUp: before > 0 ? "from \(clockTime(slot.time.minutes - before))" : "",
      cleaned: after > 0 ? "until \(clockTime(slot.time.minutes + slot.minutes + after))" : "",
      patient: v.patient.filed, visit: v.typeName,
      provider: v.providerName, status: VisitMark(v.visit.status).word,
      note: (v.alerts + over + [v.visit.note]).filter { !$0.isEmpty }.joined(separator: "; "))
  }
}

func roomSheetPage(_ view: RoomSheetView, in chrome: Chrome) -> HTML {
  sheetsPage(
    "Room sheet", view.title, view.place, back: view.back,
    hint: "One page for each room and device that is used.",
    empty: "No room or device is used on this day.",
    view.sheets.map { sheet in
      sheetSection(sheet.name, "\(view.title) · \(view.place)", sheet.summary, view.printed) {
        roomTable(sheet, "\(sheet.name), \(view.title)")
      }
    }, in: chrome)
}

/// Setting up and cleaning have their columns where something is set up or cleaned.
private func roomTable(_ sheet: RoomSheetView.Sheet, _ caption: String) -> HTML {
  typealias Column = (name: String, of: (RoomSheetView.Line) -> HTML)
  let setUp: [Column] = sheet.lines.contains { !$0.setUp.isEmpty } ? [("Set up", { "\($0.setUp)" })] : []
  let cleaned: [Column] =
    sheet.lines.contains { !$0.cleaned.isEmpty } ? [("Cleaned", { "\($0.cleaned)" })] : []
  let visit: [Column] = [("Visit", { #"<strong class="nowrap">\#($0.time)</strong>"# })]
  let rest: [Column] = [
    ("Patient", { "<strong>\($0.patient)</strong>" }), ("Kind", { "\($0.visit)" }),
    ("With", { "\($0.provider)" }),
    ("Status", { "\($0.status)" }), ("Note", { "\($0.note)" }),
  ]
  let columns = setUp + visit + cleaned + rest
  return table(caption, head: columns.map(\.name), sheet.lines.map { line in columns.map { $0.of(line) } })
}
