import Kernel
import Store

package struct Immunization: ClinicalFact, Hashable {
  /// Usually CVX (`http://hl7.org/fhir/sid/cvx`).
  package var vaccine: Code
  package var status = ""
  package var lot = ""
  package var manufacturer = ""
  package var site = ""
  package var occurred: Instant?
  package var occurredDay: PartialDay?
  /// Whether who reports it gave it.
  package var isPrimarySource: Bool?

  package init(_ vaccine: Code) { self.vaccine = vaccine }

  static let table = "immunization"
  static let columns = [
    "code_system", "code", "text", "status", "lot", "manufacturer", "site", "occurred_at", "occurred_day",
    "primary_source",
  ]
  var values: [any Stored] {
    vaccine.values + [
      kept(status), kept(lot), kept(manufacturer), kept(site), occurred, occurredDay, isPrimarySource,
    ]
  }

  init(row: Row) throws {
    vaccine = try Code(row: row)
    status = try row("status")
    lot = try row("lot")
    manufacturer = try row("manufacturer")
    site = try row("site")
    occurred = try row("occurred_at")
    occurredDay = try row("occurred_day")
    isPrimarySource = try row("primary_source")
  }
}
