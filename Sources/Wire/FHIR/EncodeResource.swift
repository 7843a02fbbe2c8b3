import Foundation

/// Writes resources as lines of NDJSON: keys in order, so that the same facts always give the same bytes.
package struct FHIREncoder {
  private let json = JSONEncoder()

  package init() { json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes] }

  /// One resource with its line end.
  package func line(_ resource: some Encodable) throws -> [UInt8] {
    Array(try json.encode(resource)) + [newline]
  }
}

/// What US Core 6.1.0 adds to a patient.
extension FHIR.Extension {
  package static func birthSex(_ code: String) -> FHIR.Extension {
    var made = FHIR.Extension(FHIR.URL.birthSex)
    made.valueCode = code
    return made
  }

  package static func genderIdentity(_ identity: FHIR.CodeableConcept) -> FHIR.Extension {
    var made = FHIR.Extension(FHIR.URL.genderIdentity)
    made.valueCodeableConcept = identity
    return made
  }

  package static func pronouns(_ pronouns: FHIR.CodeableConcept) -> FHIR.Extension {
    var value = FHIR.Extension("value")
    value.valueCodeableConcept = pronouns
    var made = FHIR.Extension(FHIR.URL.pronouns)
    made.extension = [value]
    return made
  }

  package static func interpreterRequired() -> FHIR.Extension {
    var made = FHIR.Extension(FHIR.URL.interpreter)
    made.valueBoolean = true
    return made
  }

  /// Race and ethnicity: at most five and one of the broad categories, and the text that US Core requires.
  package static func race(_ text: String, _ codes: [FHIR.Coding]) -> FHIR.Extension {
    categories(FHIR.URL.race, text, codes, atMost: 5)
  }

  package static func ethnicity(_ text: String, _ codes: [FHIR.Coding]) -> FHIR.Extension {
    categories(FHIR.URL.ethnicity, text, codes, atMost: 1)
  }

  private static func categories(
    _ url: String, _ text: String, _ codes: [FHIR.Coding], atMost limit: Int
  ) -> FHIR.Extension {
    var made = FHIR.Extension(url)
    let broad = codes.filter { broadCategories.contains($0.code ?? "") }.prefix(limit)
    made.extension =
      broad.map { part("ombCategory", $0) }
      + codes.filter { !broadCategories.contains($0.code ?? "") }.map { part("detailed", $0) }
    var words = FHIR.Extension("text")
    words.valueString = text
    made.extension?.append(words)
    return made
  }

  private static func part(_ url: String, _ coding: FHIR.Coding) -> FHIR.Extension {
    var made = FHIR.Extension(url)
    made.valueCoding = coding
    return made
  }

  /// The broad categories that the federal budget office defines, in the CDC's code system.
  private static let broadCategories: Set<String> = [
    "1002-5", "2028-9", "2054-5", "2076-8", "2106-3", "2131-1", "2135-2", "2186-5", "ASKU", "UNK",
  ]
}

extension FHIR.Identifier {
  /// The record number in the practice that writes the file. `system` is the practice's own address space.
  package static func recordNumber(_ value: String, system: String) -> FHIR.Identifier {
    FHIR.Identifier(
      use: "usual",
      type: FHIR.CodeableConcept(FHIR.URL.identifierTypes, "MR", "Medical record number"),
      system: system, value: value)
  }
}
