import Kernel
import Store

/// Something known of a patient's health or cover that is one row of one table.
protocol ClinicalFact: Sendable {
  static var table: String { get }
  /// Apart from `id` and `patient`.
  static var columns: [String] { get }
  var values: [any Stored] { get }
  init(row: Row) throws
}

extension ClinicalFact {
  static var columnList: String { "id, patient, " + columns.joined(separator: ", ") }

  /// Writes facts under their ids, in place of what stood there.
  static func put(_ facts: [(id: String, patient: ID<Patient>, fact: Self)], in tx: Transaction) throws {
    let renewed = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    try tx.insert(
      into: table, columnList, facts.map { [$0.id, $0.patient] + $0.fact.values },
      conflict: "ON CONFLICT (id) DO UPDATE SET patient = excluded.patient, \(renewed)")
  }

  static func all(of patient: ID<Patient>, order: String, in tx: Transaction) throws -> [Self] {
    try tx.rows(
      """
      SELECT \(SQL(stringLiteral: columnList)) FROM \(SQL(stringLiteral: table))
      WHERE patient = \(patient) ORDER BY \(SQL(stringLiteral: order)), id
      """
    ).map(Self.init(row:))
  }
}

/// A day that may be known only to the month or the year: `1987`, `1987-06`, `1987-06-03`.
package struct PartialDay: Hashable, Sendable, Codable, Stored {
  package let text: String

  /// Nil for what is no year, month or day of the calendar.
  package init?(_ text: some StringProtocol) {
    let whole = text.count == 4 ? "\(text)-01-01" : text.count == 7 ? "\(text)-01" : String(text)
    guard LocalDay(whole) != nil else { return nil }
    self.text = String(text)
  }

  package init(_ day: LocalDay) { text = day.description }

  /// The day, if it is known.
  package var day: LocalDay? { LocalDay(text) }

  package var sqlValue: SQLValue { .text(text) }
  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text)
  }
}

/// A code of a code system, and how people call it.
package struct Code: Hashable, Sendable, Codable {
  /// A URL such as `http://snomed.info/sct`; empty where there is only a text.
  package var system: String
  package var code: String
  package var text: String

  package init(system: String = "", code: String = "", text: String = "") {
    self.system = system
    self.code = code
    self.text = text
  }

  var values: [any Stored] { [kept(system), kept(code), kept(text)] }

  init(row: Row, _ prefix: String = "") throws {
    system = try row(prefix.isEmpty ? "code_system" : prefix + "_system")
    code = try row(prefix.isEmpty ? "code" : prefix + "_code")
    text = try row(prefix.isEmpty ? "text" : prefix)
  }
}

/// A file's text as the databases can keep it: no control characters but line ends and tabs.
func kept(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0a && $0 != 0x09 }) else { return text }
  return String(
    String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }))
}
