import Foundation

/// Decodes resources, and turns what is wrong with one into a sentence with its line.
package struct FHIRDecoder {
  private let json = JSONDecoder()

  package init() {}

  /// The resource; throws a finding that names what in it cannot be read.
  package func decode(_ raw: RawResource) throws(Finding.Skip) -> FHIR.Resource {
    let data = Data(raw.bytes)
    do {
      return switch raw.type {
      case "Patient": .patient(try json.decode(FHIR.Patient.self, from: data))
      case "RelatedPerson": .relatedPerson(try json.decode(FHIR.RelatedPerson.self, from: data))
      case "AllergyIntolerance": .allergy(try json.decode(FHIR.AllergyIntolerance.self, from: data))
      case "Observation": .observation(try json.decode(FHIR.Observation.self, from: data))
      case "Condition": .condition(try json.decode(FHIR.Condition.self, from: data))
      case "Immunization": .immunization(try json.decode(FHIR.Immunization.self, from: data))
      case "Encounter": .encounter(try json.decode(FHIR.Encounter.self, from: data))
      case "Coverage": .coverage(try json.decode(FHIR.Coverage.self, from: data))
      case "ExplanationOfBenefit":
        .explanationOfBenefit(try json.decode(FHIR.ExplanationOfBenefit.self, from: data))
      case "Practitioner": .practitioner(try json.decode(FHIR.Practitioner.self, from: data))
      case "Organization": .organization(try json.decode(FHIR.Organization.self, from: data))
      case "Location": .location(try json.decode(FHIR.Location.self, from: data))
      default: .other
      }
    } catch {
      throw Finding.Skip(Finding(.skipped, line: raw.line, "\(raw.label): \(reason(error))"))
    }
  }

  /// Whom a resource of any kind is about; nil where it says nobody, or cannot be read.
  package func person(of raw: RawResource) -> FHIR.Reference? {
    (try? json.decode(FHIR.Anchor.self, from: Data(raw.bytes)))?.person
  }
}

extension Finding {
  /// A finding on its way up.
  package struct Skip: Error {
    package let finding: Finding
    package init(_ finding: Finding) { self.finding = finding }
  }
}

extension RawResource {
  /// `Patient/17`, or `Patient` where it has no id.
  package var label: String { id.map { "\(type)/\($0)" } ?? type }

  /// The bytes as text; nil where they are not UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }
}

private func reason(_ error: any Error) -> String {
  switch error {
  case DecodingError.keyNotFound(let key, let context):
    "it lacks «\(path(context.codingPath + [key]))», which FHIR requires."
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    "its field «\(path(context.codingPath))» is not of the kind that FHIR says."
  case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
    "its field «\(path(context.codingPath))» cannot be read."
  default: "it is not valid JSON."
  }
}

private func path(_ keys: [any CodingKey]) -> String {
  keys.reduce(into: "") { out, key in
    if let index = key.intValue {
      out += "[\(index)]"
    } else {
      out += out.isEmpty ? key.stringValue : "." + key.stringValue
    }
  }
}
