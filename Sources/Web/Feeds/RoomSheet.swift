import Kernel
import Practice
import Scheduling

/// A day for each room and device that is used, for the door or the drawer.
func roomSheets(
  _ board: DayBoard, _ resources: [Resource], _ buffers: [ID<Appointment>: RoomBuffer], _ ask: DayAsk,
  printed: String
) -> SheetView {
  let visits = board.columns.flatMap(\.visits).sorted { $0.visit.start < $1.visit.start }
  return SheetView(
    name: "Room sheet", title: "\(board.day.weekday.name), \(board.day.long)", place: board.location.name,
    printed: printed, back: ask.url(), hint: "One page for each room and device that is used.",
    empty: "No room or device is used on this day.",
    sheets: resources.compactMap { resource in
      let own = visits.filter { $0.resources.contains { $0.id == resource.id } }
      return own.isEmpty ? nil : roomSheet(resource, own, buffers)
    })
}

/// Setting up and cleaning have their columns where something is set up or cleaned.
private func roomSheet(_ resource: Resource, _ visits: [BoardVisit], _ buffers: [ID<Appointment>: RoomBuffer])
  -> SheetView.Sheet
{
  let before = { (v: BoardVisit) in buffers[v.visit.id]?.before ?? 0 }
  let after = { (v: BoardVisit) in buffers[v.visit.id]?.after ?? 0 }
  let (setsUp, cleans) = (visits.contains { before($0) > 0 }, visits.contains { after($0) > 0 })
  return SheetView.Sheet(
    name: resource.name, summary: sheetSummary(visits),
    columns: (setsUp ? ["Set up"] : []) + ["Visit"] + (cleans ? ["Cleaned"] : [])
      + ["Patient", "Kind", "With", "Status", "Note"],
    lines: visits.map { v -> [SheetView.Cell] in
      let (starts, minutes) = (v.visit.slot.time.minutes, v.visit.slot.minutes)
      let over = v.visit.overbooked.isEmpty ? [] : ["Overbooked: \(v.visit.overbooked)"]
      let ready = before(v) > 0 ? "from \(clockTime(starts - before(v)))" : ""
      let clean = after(v) > 0 ? "until \(clockTime(starts + minutes + after(v)))" : ""
      return (setsUp ? [.whole(ready)] : []) + [.strong(clockRange(starts, minutes))]
        + (cleans ? [.whole(clean)] : []) + [
          .strong(v.patient.filed), .plain(v.typeName), .plain(v.providerName),
          .whole(VisitMark(v.visit.status).word), .plain(sheetNote(v, over)),
        ]
    })
}
