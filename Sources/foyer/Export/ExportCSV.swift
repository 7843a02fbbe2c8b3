import Foundation
import Kernel
import Practice
import Records
import Wire

/// Writes the patient list as a spreadsheet, under headings that `foyer import csv` understands.
struct ExportCSV {
  let records: Records
  let who: Who

  private static let headings = [
    "MRN", "Last name", "First name", "Prefix", "Suffix", "Preferred name", "Former name", "Date of birth",
    "Sex",
    "Sex at birth", "Gender identity", "Pronouns", "Mobile phone", "Home phone", "Work phone", "Phone",
    "May text",
    "Email", "Address", "Address line 2", "City", "State", "ZIP", "Country", "Language", "Interpreter needed",
    "Contact preference", "Deceased", "Guarantor", "Guarantor relation", "Guarantor phone",
    "Emergency contact",
    "Emergency contact relation", "Emergency phone", "Payer", "Member ID", "Group number", "Plan",
  ]

  func run(into folder: ExportFolder, progress: (Int) -> Void = { _ in }) async throws {
    let heading = CSVWriter.mark + CSVWriter.row(Self.headings.map { .text($0) })
    try folder.write(Array(heading.utf8), to: "patients.csv", counting: false)
    var done = 0
    try await records.exportPatients(by: who) { patients in
      let facts = try await records.factsForExport(of: patients.map(\.id), by: who)
      let covers = Dictionary(grouping: facts.coverages, by: \.patient)
      for patient in patients {
        let cover = covers[patient.id]?.map(\.fact).min { ($0.rank ?? 99) < ($1.rank ?? 99) }
        try folder.write(Array(CSVWriter.row(row(patient, cover)).utf8), to: "patients.csv")
      }
      done += patients.count
      progress(done)
    }
    try folder.close()
  }

  private func row(_ patient: KeptPatient, _ cover: KeptCoverage?) -> [CSVWriter.Field] {
    let facts = patient.facts
    func phone(_ label: PatientPhone.Label) -> String {
      facts.phones.first { $0.label == label }?.number.description ?? ""
    }
    let home = facts.addresses.first { $0.use == .home } ?? facts.addresses.first
    let guarantor = facts.guarantor
    let emergency = facts.emergencyContacts.first
    var texts = [facts.legal.family, facts.legal.given, facts.legal.prefix, facts.legal.suffix]
    texts += [facts.preferred?.full ?? "", facts.former.first?.family ?? ""]
    texts += [facts.birthDate?.description ?? "", facts.sex.rawValue]
    texts += [facts.sexAtBirth == .notAsked ? "" : facts.sexAtBirth.rawValue]
    texts += [facts.genderIdentity, facts.pronouns]
    texts += [phone(.mobile), phone(.home), phone(.work), phone(.other)]
    texts += [facts.phones.contains(where: \.mayText) ? "yes" : "", facts.emails.joined(separator: "; ")]
    texts += [home?.lines.first ?? "", home?.lines.dropFirst().joined(separator: ", ") ?? ""]
    texts += [home?.city ?? "", home?.region ?? "", home?.postalCode ?? "", home?.country ?? ""]
    texts += [facts.language, facts.needsInterpreter ? "yes" : ""]
    texts += [facts.contactPreference == .noPreference ? "" : facts.contactPreference.rawValue]
    texts += [facts.death.map { $0.day?.description ?? "yes" } ?? ""]
    texts += [guarantor?.name.filed ?? "", guarantor?.relation ?? "", guarantor?.phone?.description ?? ""]
    texts += [emergency?.name.filed ?? "", emergency?.relation ?? "", emergency?.phone?.description ?? ""]
    texts += [cover?.payer ?? "", cover?.memberID ?? "", cover?.group ?? "", cover?.plan ?? ""]
    return [.number(patient.number)] + texts.map { .text($0) }
  }
}
