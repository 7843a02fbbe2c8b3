import Kernel
import Store

/// A diagnosis or problem.
package struct HealthCondition: ClinicalFact, Hashable {
  package var code: Code
  package var category = ""
  package var status = ""
  package var verification = ""
  package var onset: PartialDay?
  package var abated: PartialDay?
  package var recorded: Instant?

  package init(_ code: Code) { self.code = code }

  static let table = "health_condition"
  static let columns = [
    "code_system", "code", "text", "category", "status", "verification", "onset", "abated", "recorded_at",
  ]
  var values: [any Stored] {
    code.values + [kept(category), kept(status), kept(verification), onset, abated, recorded]
  }

  init(row: Row) throws {
    code = try Code(row: row)
    category = try row("category")
    status = try row("status")
    verification = try row("verification")
    onset = try row("onset")
    abated = try row("abated")
    recorded = try row("recorded_at")
  }
}
