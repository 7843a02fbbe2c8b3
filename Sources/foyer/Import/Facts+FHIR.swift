import Foundation
import Kernel
import Records
import Wire

/// What FHIR's clinical resources say, as the records keep it.
extension Code {
  init(_ concept: FHIR.CodeableConcept?) {
    let coding = concept?.coding?.first { $0.code != nil }
    self.init(system: coding?.system ?? "", code: coding?.code ?? "", text: concept?.words ?? "")
  }
}

extension Allergy {
  init(_ allergy: FHIR.AllergyIntolerance) {
    self.init(Code(allergy.code))
    category = (allergy.category ?? []).joined(separator: ", ")
    status = allergy.clinicalStatus?.firstCode ?? ""
    verification = allergy.verificationStatus?.firstCode ?? ""
    criticality = allergy.criticality ?? ""
    reactions = (allergy.reaction ?? []).map { reaction in
      let words = (reaction.manifestation ?? []).map(\.words).joined(separator: ", ")
      return reaction.severity.map { "\(words) (\($0))" } ?? words
    }.joined(separator: "; ")
    onset = PartialDay(allergy.onsetDateTime)
    recorded = allergy.recordedDate?.instant
  }
}

extension Encounter {
  init(_ visit: FHIR.Encounter, names: (FHIR.Reference?) -> String) {
    self.init(Code(visit.type?.first))
    setting = visit.class?.code ?? ""
    status = visit.status ?? ""
    start = visit.period?.start?.instant
    end = visit.period?.end?.instant
    reason = visit.reasonCode?.first.map { Code($0) } ?? Code()
    provider = names(visit.participant?.first { $0.individual != nil }?.individual)
    place = names(visit.location?.first?.location ?? visit.serviceProvider)
  }
}

extension Observation {
  init(_ found: FHIR.Observation) {
    self.init(Code(found.code), Value(found))
    category = found.isVitalSign ? "vital-signs" : found.category?.lazy.compactMap(\.firstCode).first ?? ""
    status = found.status ?? ""
    parts = (found.component ?? []).map { part in
      Part(Code(part.code), Value(part.valueQuantity, part.valueCodeableConcept?.words ?? part.valueString))
    }
    effective = found.when?.instant
    effectiveDay = effective == nil ? PartialDay(found.when) : nil
    encounter = found.encounter.flatMap(externalName) ?? ""
  }
}

extension Observation.Value {
  fileprivate init(_ found: FHIR.Observation) {
    let words =
      found.valueCodeableConcept?.words ?? found.valueString ?? found.valueInteger.map(String.init)
      ?? found.valueBoolean.map { $0 ? "yes" : "no" }
      ?? found.dataAbsentReason.map { "not known: \($0.words)" }
    self.init(found.valueQuantity, words)
  }

  fileprivate init(_ quantity: FHIR.Quantity?, _ words: String?) {
    guard let quantity, let value = quantity.value else {
      self.init(written: words ?? "")
      return
    }
    self.init(
      number: NSDecimalNumber(decimal: value).doubleValue, unit: quantity.code ?? quantity.unit ?? "",
      written: (quantity.comparator ?? "") + "\(value)")
  }
}

extension HealthCondition {
  init(_ condition: FHIR.Condition) {
    self.init(Code(condition.code))
    category = condition.category?.lazy.compactMap(\.firstCode).first ?? ""
    status = condition.clinicalStatus?.firstCode ?? ""
    verification = condition.verificationStatus?.firstCode ?? ""
    onset = PartialDay(condition.onset)
    abated = PartialDay(condition.abatement)
    recorded = condition.recordedDate?.instant
  }
}

extension Immunization {
  init(_ shot: FHIR.Immunization) {
    self.init(Code(shot.vaccineCode))
    status = shot.status ?? ""
    lot = shot.lotNumber ?? ""
    manufacturer = shot.manufacturer?.display ?? ""
    site = shot.site?.words ?? ""
    occurred = shot.occurrenceDateTime?.instant
    occurredDay = occurred == nil ? PartialDay(shot.occurrenceDateTime) : nil
    isPrimarySource = shot.primarySource
  }
}

extension Coverage {
  init(_ coverage: FHIR.Coverage, names: (FHIR.Reference?) -> String) {
    self.init(payer: names(coverage.payor?.first))
    status = coverage.status ?? ""
    kind = coverage.type?.words ?? ""
    memberID = coverage.memberNumber ?? ""
    group = coverage.classValue("group")?.value ?? ""
    plan = coverage.classValue("plan").flatMap { $0.name ?? $0.value } ?? ""
    relationship = coverage.relationship?.firstCode ?? coverage.relationship?.text ?? ""
    subscriber = names(coverage.subscriber)
    from = PartialDay(coverage.period?.start)
    until = PartialDay(coverage.period?.end)
    rank = coverage.order
  }
}

extension PartialDay {
  fileprivate init?(_ when: FHIR.When?) {
    guard let when, let precision = when.precision else { return nil }
    self.init(precision == .moment ? String(when.text.prefix(10)) : when.text)
  }
}

/// The name under which an import knows what a reference points at: its id, or the end of its `urn:uuid:`.
func externalName(_ reference: FHIR.Reference) -> String? {
  switch reference.target {
  case .resource(_, let id): id
  case .entry(let url): externalName(ofURL: url)
  case .contained, .search, nil: nil
  }
}

/// `urn:uuid:3fa8…` and `https://a.example/fhir/Patient/3fa8…` both become `3fa8…`.
func externalName(ofURL url: String) -> String {
  url.split(whereSeparator: { $0 == ":" || $0 == "/" }).last.map(String.init) ?? url
}
