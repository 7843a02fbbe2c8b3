import Kernel
import Store

/// A patient as a line in a list or a block on the board shows them.
package struct PatientLabel: Sendable, Hashable, Identifiable {
  package let id: ID<Patient>
  package let number: Int
  package let name: PersonName
  /// The preferred name, if there is one.
  package let preferred: PersonName?
  package let birthDate: LocalDay?
  package let sex: AdministrativeSex
  package let pronouns: String
  /// The first of the phones.
  package let phone: PhoneNumber?
  package let hasDied: Bool
  package let alerts: [String]
}

extension Transaction {
  /// Labels for those of the patients that exist. Three statements, however many are asked for.
  ///
  /// Whoever shows them writes the audit row, which names the page and everybody on it.
  package func patientLabels(_ ids: [ID<Patient>]) throws -> [ID<Patient>: PatientLabel] {
    var labels: [ID<Patient>: PatientLabel] = [:]
    for start in stride(from: 0, to: ids.count, by: 500) {
      let some = Array(ids[start..<min(start + 500, ids.count)])
      labels.merge(try someLabels(some)) { first, _ in first }
    }
    return labels
  }

  private func someLabels(_ ids: [ID<Patient>]) throws -> [ID<Patient>: PatientLabel] {
    let names = try rows(
      """
      SELECT patient, kind, family, given, prefix, suffix FROM patient_name
      WHERE patient IN (\(each: ids)) AND kind IN ('legal', 'preferred')
      """
    ).reduce(into: [ID<Patient>: [String: PersonName]]()) { names, row in
      names[try row("patient"), default: [:]][try row("kind")] = try personName(row)
    }
    let alerts = try rows(
      """
      SELECT n.patient, n.text FROM patient_note n LEFT JOIN patient_note_retirement r ON r.note = n.id
      WHERE n.patient IN (\(each: ids)) AND n.kind = 'alert' AND r.note IS NULL ORDER BY n.written_at, n.id
      """
    ).reduce(into: [ID<Patient>: [String]]()) { alerts, row in
      alerts[try row("patient"), default: []].append(try row("text"))
    }
    let heads = try rows(
      """
      SELECT p.id, p.number, p.birth_date, p.sex, p.pronouns, f.phone, d.patient AS died
      FROM patient p
      LEFT JOIN patient_phone f ON f.patient = p.id AND f.place = 0
      LEFT JOIN patient_death d ON d.patient = p.id
      WHERE p.id IN (\(each: ids))
      """)
    return try heads.reduce(into: [:]) { labels, row in
      let id: ID<Patient> = try row("id")
      labels[id] = PatientLabel(
        id: id, number: try row("number"), name: names[id]?["legal"] ?? PersonName(family: "", given: ""),
        preferred: names[id]?["preferred"], birthDate: try row("birth_date"), sex: try row("sex"),
        pronouns: try row("pronouns"), phone: try row("phone"), hasDied: try row("died") as String? != nil,
        alerts: alerts[id] ?? [])
    }
  }

  func patientIDs(numbered numbers: [Int]) throws -> [Int: ID<Patient>] {
    try rows("SELECT number, id FROM patient WHERE number IN (\(each: numbers))").reduce(into: [:]) {
      $0[try $1("number")] = try $1("id")
    }
  }
}
