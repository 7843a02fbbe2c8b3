import Kernel
import Store

package struct Allergy: ClinicalFact, Hashable {
  package var substance: Code
  /// `food`, `medication`, `environment`, `biologic`
  package var category = ""
  package var status = ""
  package var verification = ""
  package var criticality = ""
  /// `Hives (mild); wheezing`
  package var reactions = ""
  package var onset: PartialDay?
  package var recorded: Instant?

  package init(_ substance: Code) { self.substance = substance }

  static let table = "allergy"
  static let columns = [
    "code_system", "code", "text", "category", "status", "verification", "criticality", "reactions", "onset",
    "recorded_at",
  ]
  var values: [any Stored] {
    substance.values + [
      kept(category), kept(status), kept(verification), kept(criticality), kept(reactions), onset, recorded,
    ]
  }

  init(row: Row) throws {
    substance = try Code(row: row)
    category = try row("category")
    status = try row("status")
    verification = try row("verification")
    criticality = try row("criticality")
    reactions = try row("reactions")
    onset = try row("onset")
    recorded = try row("recorded_at")
  }
}
