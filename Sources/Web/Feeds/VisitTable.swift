import Kernel
import Practice
import Scheduling
import Wire

/// Visits as a table that every spreadsheet opens and none takes for formulas.
package func visitTable(_ visits: [BoardVisit], places: [Location]) -> String {
  let names = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0.name) })
  let head = CSVWriter.row(columns.map { .text($0) })
  return visits.reduce(into: CSVWriter.mark + head) { table, visit in
    table += CSVWriter.row(row(visit, names[visit.visit.slot.location] ?? ""))
  }
}

private let columns = [
  "Day", "Start", "End", "Minutes", "Status", "Family name", "Given names", "Record number", "Birth date",
  "Phone",
  "Visit type", "Provider", "Location", "Rooms and devices", "Note", "Overruled because", "Visit",
]

private func row(_ v: BoardVisit, _ place: String) -> [CSVWriter.Field] {
  let (visit, slot) = (v.visit, v.visit.slot)
  let end = slot.time.minutes + slot.minutes
  return [
    .text(slot.day.description), .text(slot.time.padded), .text("\(pad(end / 60 % 24)):\(pad(end % 60))"),
    .number(slot.minutes), .text(visit.status.words), .text(v.patient.family), .text(v.patient.given),
    .number(v.recordNumber), .text(v.born?.description ?? ""), .text(v.phone?.description ?? ""),
    .text(v.typeName), .text(v.providerName), .text(place),
    .text(v.resources.map(\.name).joined(separator: ", ")), .text(visit.note), .text(visit.overbooked),
    .text(visit.id.rawValue),
  ]
}
