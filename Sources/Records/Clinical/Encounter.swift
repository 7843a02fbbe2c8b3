import Kernel
import Store

/// A visit that took place, here or elsewhere.
package struct Encounter: ClinicalFact, Hashable {
  /// `AMB`, `EMER`, `IMP` …
  package var setting = ""
  package var status = ""
  package var type: Code
  package var start: Instant?
  package var end: Instant?
  package var reason = Code()
  /// The clinician's name as the source gives it.
  package var provider = ""
  package var place = ""

  package init(_ type: Code) { self.type = type }

  static let table = "encounter"
  static let columns = [
    "code_system", "code", "text", "setting", "status", "start_at", "end_at", "reason_system", "reason_code",
    "reason", "provider", "place",
  ]
  var values: [any Stored] {
    type.values + [kept(setting), kept(status), start, end] + reason.values + [kept(provider), kept(place)]
  }

  init(row: Row) throws {
    type = try Code(row: row)
    setting = try row("setting")
    status = try row("status")
    start = try row("start_at")
    end = try row("end_at")
    reason = try Code(row: row, "reason")
    provider = try row("provider")
    place = try row("place")
  }
}
