import Foundation
import Kernel
import Records
import Wire

/// Turns the resources of FHIR files into items for the records, in three passes over each file: first the people and
/// places that others name, then the patients, then all that belongs to them. So it does not matter in which order a
/// file has them, and memory does not grow with it.
struct FHIRIntake {
  enum Pass: Int, CaseIterable { case names, patients, facts }

  private let decoder = FHIRDecoder()
  /// Names of clinicians, places and payers, by what they are referred to.
  private var names: [String: String] = [:]
  private var related: [String: [FHIR.RelatedPerson]] = [:]
  /// Where an entry's `fullUrl` and its resource's id differ.
  private var aliases: [String: String] = [:]
  /// Coverages within bills come again with every bill.
  private var coverages: Set<String> = []
  /// Patients, and what belongs to no patient (clinicians, places), by name and fingerprint: many exports repeat them
  /// in every file, and not always word for word. The first one counts, so that a second import changes nothing.
  private var met: [String: Int] = [:]

  /// What one resource gives in this pass.
  mutating func take(_ raw: RawResource, in pass: Pass) throws(Wire.Finding.Skip) -> [ImportedItem] {
    switch (pass, raw.type) {
    case (.names, _):
      try note(raw)
      return []
    case (.patients, "Patient"):
      let item = try patient(raw)
      switch meet(item) {
      case .first: return [item]
      case .same: return []
      case .other:
        throw skip(raw, "\(raw.label) is in the files twice, and not the same. The first one was taken.")
      }
    case (.patients, _), (.facts, "Patient"): return []
    case (.facts, _): return try facts(raw)
    }
  }

  private static let mostNames = 200_000

  private mutating func note(_ raw: RawResource) throws(Wire.Finding.Skip) {
    let external = external(of: raw)
    if raw.type == "Patient", let url = raw.fullURL, externalName(ofURL: url) != external {
      aliases[externalName(ofURL: url)] = external
    }
    guard ["Practitioner", "Organization", "Location", "RelatedPerson"].contains(raw.type),
      names.count + related.count < Self.mostNames
    else { return }
    // What cannot be read is said once, in the last pass.
    guard let resource = try? decoder.decode(raw) else { return }
    switch resource {
    case .practitioner(let one): name(raw, PersonName(one.name?.first).full, one.identifier)
    case .organization(let one): name(raw, one.name ?? "", one.identifier)
    case .location(let one): name(raw, one.name ?? "", one.identifier)
    case .relatedPerson(let person):
      if let of = externalName(person.patient) { related[of, default: []].append(person) }
    default: break
    }
  }

  private mutating func name(_ raw: RawResource, _ name: String, _ identifiers: [FHIR.Identifier]?) {
    guard !name.isEmpty else { return }
    names[external(of: raw)] = name
    if let url = raw.fullURL { names[externalName(ofURL: url)] = name }
    for one in identifiers ?? [] { names["\(one.system ?? "")|\(one.value ?? "")"] = name }
  }

  private func words(_ reference: FHIR.Reference?) -> String {
    guard let reference else { return "" }
    if let display = reference.display { return display }
    if case .search(_, let system, let value) = reference.target { return names["\(system)|\(value)"] ?? "" }
    return externalName(reference).flatMap { names[$0] } ?? ""
  }

  private func patient(_ raw: RawResource) throws(Wire.Finding.Skip) -> ImportedItem {
    guard case .patient(let patient) = try decoder.decode(raw) else { throw unreadable(raw) }
    let external = external(of: raw)
    let urls = raw.fullURL.map { [externalName(ofURL: $0)] } ?? []
    let persons = Set(urls + [external]).sorted().flatMap { related[$0] ?? [] }
    return try item(raw, external, of: nil, .patient(PatientDraft(patient, related: persons)))
  }

  private mutating func facts(_ raw: RawResource) throws(Wire.Finding.Skip) -> [ImportedItem] {
    let external = external(of: raw)
    var more: [ImportedItem] = []
    let content: ImportedItem.Content
    switch try decoder.decode(raw) {
    case .allergy(let allergy): content = .allergy(Allergy(allergy))
    case .observation(let found): content = .observation(Observation(found))
    case .condition(let condition): content = .condition(HealthCondition(condition))
    case .immunization(let shot): content = .immunization(Immunization(shot))
    case .encounter(let visit): content = .encounter(Encounter(visit, names: words))
    case .coverage(let coverage): content = .coverage(Coverage(coverage, names: words))
    case .explanationOfBenefit(let benefit):
      more = coverages(within: benefit)
      content = .kept
    default: content = .kept
    }
    let person = decoder.person(of: raw)
    let patient = person.flatMap(externalName).map { aliases[$0] ?? $0 }
    if case .kept = content {
    } else if patient == nil {
      throw skip(raw, "\(raw.label): it does not say which patient it belongs to.")
    }
    let found = try item(raw, external, of: patient, content)
    if patient == nil, meet(found) != .first { return more }
    return [found] + more
  }

  private enum Meeting { case first, same, other }

  private mutating func meet(_ item: ImportedItem) -> Meeting {
    let name = "\(item.kind)/\(item.external)"
    let fingerprint = item.raw.hashValue
    if let before = met[name] { return before == fingerprint ? .same : .other }
    met[name] = fingerprint
    return .first
  }

  /// Many systems name a patient's payer nowhere but within the bills. Each payer of a patient counts once.
  private mutating func coverages(within benefit: FHIR.ExplanationOfBenefit) -> [ImportedItem] {
    guard let patient = benefit.patient.flatMap(externalName).map({ aliases[$0] ?? $0 }) else { return [] }
    return benefit.coverages.compactMap { one in
      let payer = words(one.payor?.first)
      guard !payer.isEmpty, coverages.insert("\(patient) \(payer)").inserted else { return nil }
      var coverage = Coverage(payer: payer)
      coverage.status = one.status ?? ""
      coverage.kind = one.type?.words ?? ""
      return ImportedItem(
        kind: "Coverage", external: "\(patient)/\(payer)", patient: patient,
        raw: "{\"resourceType\":\"Coverage\",\"payor\":[{\"display\":\(quoted(payer))}]}",
        content: .coverage(coverage))
    }
  }

  /// What a resource is called there: its id, else the end of its `fullUrl`, else its own fingerprint.
  private func external(of raw: RawResource) -> String {
    raw.id ?? raw.fullURL.map(externalName(ofURL:)) ?? "sha256-"
      + SHA256.hex(String(decoding: raw.bytes, as: UTF8.self))
  }

  private func item(
    _ raw: RawResource, _ external: String, of patient: String?, _ content: ImportedItem.Content
  ) throws(Wire.Finding.Skip) -> ImportedItem {
    guard let text = raw.text else { throw skip(raw, "\(raw.label): it is not in UTF-8.") }
    return ImportedItem(kind: raw.type, external: external, patient: patient, raw: text, content: content)
  }

  private func unreadable(_ raw: RawResource) -> Wire.Finding.Skip {
    skip(raw, "\(raw.label) cannot be read.")
  }

  private func skip(_ raw: RawResource, _ sentence: String) -> Wire.Finding.Skip {
    Wire.Finding.Skip(Wire.Finding(.skipped, line: raw.line, sentence))
  }
}

/// A text as JSON writes it.
func quoted(_ text: String) -> String {
  (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
}
