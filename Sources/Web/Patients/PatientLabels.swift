import Kernel
import Records

// A patient as one line of a list, from each of the shapes that Records hands out.

func hitView(_ hit: PatientHit, today: LocalDay) -> HitView { hitView(hit.label, today: today) }

func hitView(_ label: PatientLabel, today: LocalDay) -> HitView {
  var name = label.name.filed
  if let called = label.preferred?.given, !called.isEmpty, called != label.name.given {
    name += " “\(called)”"
  }
  return HitView(
    id: label.id.rawValue, name: name, born: bornAndAge(label.birthDate, today: today),
    record: String(label.number), phone: label.phone?.description ?? "", alerts: label.alerts,
    deceased: label.hasDied)
}

func patientBadge(_ sheet: PatientSheet, today: LocalDay) -> PatientBadge {
  let patient = sheet.patient
  let born = patient.birthDate.map { "Born \($0.short), \(today.age(bornOn: $0))" }
  let phone = patient.facts.phones.first?.number.description
  return PatientBadge(
    id: patient.id.rawValue, url: "/patients/\(patient.id)", name: patient.name.full,
    line: [born, String(patient.number), phone].compactMap(\.self).joined(separator: " · "),
    alerts: sheet.alerts.map(\.text))
}
