import Foundation
import Kernel
import Testing

@testable import Wire

struct FHIREncoderTests {
  @Test func `writes a patient that reads back as it was`() throws {
    let line = try FHIREncoder().line(ruth())
    #expect(line.last == newline)
    try expect(String(decoding: line, as: UTF8.self), toStandIn: "ruth.expected")
    var file = FHIRFile(bytes: line)
    guard case .resource(let raw)? = file.next(),
      case .patient(let read) = try FHIRDecoder().decode(raw)
    else {
      Issue.record("it does not read back")
      return
    }
    #expect(read.birthSex == "F")
    #expect(read.race?.codes.map(\.code) == ["2106-3", "2028-9", "1010-8"])
    #expect(read.genderIdentity?.words == "woman")
    #expect(read.pronouns?.words == "she/her")
    #expect(read.recordNumber == "10001")
    #expect(read.needsInterpreter == true)
  }
}

private func ruth() -> FHIR.Patient {
  var patient = FHIR.Patient()
  patient.id = "0c000000-0000-7000-8000-000000000001"
  patient.meta = FHIR.Meta(profile: [FHIR.URL.usCore + "us-core-patient"])
  patient.extension = [
    .race(
      "White and Asian",
      [
        FHIR.Coding(FHIR.URL.raceCodes, "2106-3", "White"),
        FHIR.Coding(FHIR.URL.raceCodes, "2028-9", "Asian"),
        FHIR.Coding(FHIR.URL.raceCodes, "1010-8", "Apache"),
      ]),
    .ethnicity(
      "Not Hispanic or Latino",
      [FHIR.Coding(FHIR.URL.raceCodes, "2186-5", "Not Hispanic or Latino")]),
    .birthSex("F"), .genderIdentity(FHIR.CodeableConcept(text: "woman")),
    .pronouns(FHIR.CodeableConcept(text: "she/her")), .interpreterRequired(),
  ]
  patient.identifier = [.recordNumber("10001", system: "urn:foyer:record-number")]
  patient.active = true
  patient.name = [
    FHIR.HumanName(use: "official", family: "Cohen", given: ["Ruth", "Naomi"]),
    FHIR.HumanName(use: "old", family: "Levi", given: ["Ruth"]),
  ]
  patient.telecom = [FHIR.ContactPoint("phone", "+16175550142", use: "mobile", rank: 1)]
  patient.gender = "female"
  patient.birthDate = LocalDay(1979, 2, 3).map { FHIR.When($0) }
  patient.address = [
    FHIR.Address(
      use: "home", line: ["12 Elm Street"], city: "Boston", state: "MA", postalCode: "02101",
      country: "US")
  ]
  patient.communication = [
    FHIR.Patient.Communication(
      language: FHIR.CodeableConcept(FHIR.URL.languages, "he"), preferred: true)
  ]
  return patient
}
