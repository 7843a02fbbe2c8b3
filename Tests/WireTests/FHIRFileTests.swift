import Foundation
import Kernel
import Testing

@testable import Wire

/// Files of a partner practice, of our own making: what goes in, and beside it the exact text that comes out.
struct FHIRFixtureTests {
  @Test(arguments: ["bundle.json", "lines.ndjson", "cut.json", "broken.ndjson", "list.json", "batch.json"])
  func `reads a file to the text that stands beside it`(name: String) throws {
    let found = try describe(FHIRFile(path: fixture(name).path)).joined(separator: "\n") + "\n"
    try expect(found, toStandIn: name + ".expected")
  }

  @Test(arguments: [
    ("", "The file is empty."),
    ("<Bundle/>", "XML"),
    ("hello", "does not begin with a JSON object"),
    ("[1, 2]", "does not begin with a JSON object"),
    ("{\"resourceType\": \"Patient\", }", "This is not JSON: there is «}» where a field's name should be."),
    ("{\"resourceType\": \"Patient\" \"id\": 1}", "This is not JSON"),
    ("{\"resourceType\": \"Patient\"", "ends in the middle"),
    ("{\"resourceType\": \"Pat\nient\"}", "control character"),
    ("{\"a\": 1}", "it has no resourceType"),
    ("{\"resourceType\": \"Patient\", \"a\": {\"b\": 1]}", "This is not JSON"),
  ])
  func `says what is wrong with a file that is none`(text: String, wanted: String) {
    let found = describe(FHIRFile(bytes: Array(text.utf8)))
    #expect(found.count == 1 && found[0].contains(wanted), "\(found)")
  }

  @Test func `refuses a file that nests without end, and keeps what came before it`() {
    let good = "{\"fullUrl\": \"urn:uuid:1\", \"resource\": {\"resourceType\": \"Patient\", \"id\": \"1\"}}"
    let deep =
      "{\"resource\": {\"resourceType\": \"Patient\", \"x\": " + String(repeating: "[", count: 200_000)
    let found = describe(
      FHIRFile(bytes: Array("{\"resourceType\": \"Bundle\", \"entry\": [\(good),\(deep)".utf8)))
    #expect(found.count == 2)
    #expect(found[0].hasPrefix("1 Patient/1"))
    #expect(found[1].contains("nested more than 100 deep"))
  }

  @Test func `leaves out a resource of over 16 MiB and reads on behind it`() {
    let huge = String(repeating: "x", count: FHIRFile.largestResource)
    let entries = [
      "{\"resource\": {\"resourceType\": \"Binary\", \"data\": \"\(huge)\"}}",
      "{\"resource\": {\"resourceType\": \"Patient\", \"id\": \"2\"}}",
    ]
    let text = "{\"resourceType\": \"Bundle\", \"entry\": [\(entries.joined(separator: ","))]}"
    let found = describe(FHIRFile(bytes: Array(text.utf8)))
    #expect(found.count == 2)
    #expect(found[0].contains("This Binary is larger than 16 MiB and was left out."))
    #expect(found[1].hasPrefix("1 Patient/2"))
  }

  @Test func `reads the same from a plain and from a compressed file, in pieces of any size`() throws {
    let patients = (1...3000).map { number in
      "{\"resourceType\":\"Patient\",\"id\":\"\(number)\",\"name\":[{\"family\":\"Ümit \\\"\(number)\\\"\"}]}"
    }
    let plain = patients.joined(separator: "\n")
    let place = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString + ".ndjson")
    defer { try? FileManager.default.removeItem(at: place) }
    try plain.write(to: place, atomically: true, encoding: .utf8)
    var file = try FHIRFile(path: place.path)
    var count = 0
    while let item = file.next() {
      guard case .resource(let raw) = item else { continue }
      count += 1
      #expect(raw.line == count && raw.text == patients[count - 1])
    }
    #expect(count == 3000)
    #expect(file.done == file.size)
  }

  @Test func `says that a file is not there`() {
    #expect(throws: (any Error).self) { _ = try FHIRFile(path: "/nowhere/at/all.json") }
    #expect(throws: (any Error).self) { _ = try FHIRFile(path: NSTemporaryDirectory()) }
  }
}

func fixture(_ name: String) -> URL {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
}

/// Holds a text to the file of what is expected; writes the file where `FOYER_WRITE_EXPECTED` is set.
func expect(_ found: String, toStandIn name: String) throws {
  if ProcessInfo.processInfo.environment["FOYER_WRITE_EXPECTED"] != nil {
    try found.write(to: fixture(name), atomically: true, encoding: .utf8)
  }
  #expect(try found == String(contentsOf: fixture(name), encoding: .utf8))
}

/// A line for every resource and finding.
func describe(_ opened: consuming FHIRFile) -> [String] {
  var file = opened
  let decoder = FHIRDecoder()
  var lines: [String] = []
  while let item = file.next() {
    switch item {
    case .finding(let finding):
      lines.append("\(finding.line) \(finding.weight.rawValue): \(finding.sentence)")
    case .resource(let raw):
      let head = "\(raw.line) \(raw.label) \(raw.fullURL ?? "-")"
      do {
        lines.append(([head] + summary(try decoder.decode(raw))).joined(separator: "\n  "))
      } catch {
        lines.append("\(error.finding.line) \(error.finding.weight.rawValue): \(error.finding.sentence)")
      }
    }
  }
  return lines
}

private func summary(_ resource: FHIR.Resource) -> [String] {
  switch resource {
  case .patient(let patient): summary(patient)
  case .relatedPerson(let person):
    ["of \(said(person.patient)): \(person.relationship?.first?.words ?? "")", said(person.name?.first)]
  case .allergy(let allergy):
    [
      "of \(said(allergy.patient)): \(allergy.code?.words ?? "")",
      "\(allergy.clinicalStatus?.firstCode ?? "") \(allergy.criticality ?? "") "
        + (allergy.reaction?.first?.manifestation?.first?.words ?? ""),
    ]
  case .observation(let found):
    [
      "of \(said(found.subject)): \(found.isVitalSign ? "vital sign" : "observation") \(found.code.words)",
      "at \(found.when?.text ?? "?") = \(found.when?.instant?.iso8601 ?? "?")", said(found.valueQuantity),
    ] + (found.component ?? []).map { "\($0.code.firstCode ?? "") \(said($0.valueQuantity))" }
  case .condition(let condition):
    ["of \(said(condition.subject)): \(condition.code?.words ?? "") since \(condition.onset?.text ?? "?")"]
  case .immunization(let shot):
    ["of \(said(shot.patient)): \(shot.vaccineCode.words), lot \(shot.lotNumber ?? "?")"]
  case .encounter(let visit):
    [
      "of \(said(visit.subject)): \(visit.class?.code ?? "?") with \(said(visit.participant?.first?.individual))"
    ]
  case .coverage(let coverage):
    [
      "of \(said(coverage.beneficiary)): \(coverage.payor?.first?.display ?? "?") member "
        + "\(coverage.memberNumber ?? "?") group \(coverage.classValue("group")?.value ?? "?")"
    ]
  case .explanationOfBenefit(let benefit): ["\(benefit.coverages.count) coverages"]
  case .practitioner(let one): [said(one.name?.first)]
  case .organization(let one): [one.name ?? "?"]
  case .location(let one): [one.name ?? "?"]
  case .other: []
  }
}

private func summary(_ patient: FHIR.Patient) -> [String] {
  [
    said(patient.mainName) + (patient.preferredName.map { ", called " + said($0) } ?? "")
      + patient.formerNames.map { ", formerly " + said($0) }.joined(),
    "born \(patient.birthDate?.firstDay?.description ?? "?"), gender \(patient.gender ?? "?"), "
      + "birth sex \(patient.birthSex ?? "?"), identity \(patient.genderIdentity?.words ?? "?"), "
      + "pronouns \(patient.pronouns?.words ?? "?")",
    "race \(patient.race?.text ?? "?"), ethnicity \(patient.ethnicity?.text ?? "?"), "
      + "speaks \(patient.language?.firstCode ?? "?"), record \(patient.recordNumber ?? "?")",
  ] + (patient.contact ?? []).map { "contact \($0.relationship?.first?.words ?? "?") \(said($0.name))" }
}

private func said(_ name: FHIR.HumanName?) -> String {
  guard let name else { return "?" }
  return ((name.given ?? []) + [name.family ?? ""]).joined(separator: " ")
}

private func said(_ reference: FHIR.Reference?) -> String {
  switch reference?.target {
  case .resource(let type, let id): "\(type) \(id)"
  case .entry(let url): "entry \(url)"
  case .contained(let id): "own \(id)"
  case .search(let type, let system, let value): "\(type) with \(system) \(value)"
  case nil: "?"
  }
}

private func said(_ quantity: FHIR.Quantity?) -> String {
  quantity.map { "\($0.value.map { "\($0)" } ?? "?") \($0.code ?? "?")" } ?? "no value"
}
