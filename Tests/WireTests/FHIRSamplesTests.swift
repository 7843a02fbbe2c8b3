import Foundation
import Kernel
import Testing

@testable import Wire

/// The public samples, where they lie beside the checkout.
struct FHIRSamplesTests {
  private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/samples/fhir").standardizedFileURL

  @Test(arguments: [
    ("synthea-2019-smart", 4217, 25, 1981), ("synthea-2021-uscore", 1578, 6, 294),
    ("us-core-6.1.0-examples", 99, 2, 59),
  ])
  func `reads every resource of the samples without a complaint`(
    folder: String, resources: Int, patients: Int, observations: Int
  ) throws {
    let place = Self.samples.appending(path: folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
      print("skipped: there are no samples at \(place.path)")
      return
    }
    let decoder = FHIRDecoder()
    var counts: [String: Int] = [:]
    var findings: [String] = []
    for name in names.sorted() where name.hasSuffix(".json") || name.hasSuffix(".json.gz") {
      var file = try FHIRFile(path: place.appending(path: name).path)
      while let item = file.next() {
        switch item {
        case .finding(let finding): findings.append("\(name) \(finding)")
        case .resource(let raw):
          counts[raw.type, default: 0] += 1
          #expect(throws: Never.self) { _ = try decoder.decode(raw) }
        }
      }
    }
    #expect(findings == [])
    #expect(counts["Patient"] == patients)
    #expect(counts["Observation"] == observations)
    #expect(counts.values.reduce(0, +) == resources, "\(counts)")
  }

  @Test func `understands a Synthea patient`() throws {
    let folder = Self.samples.appending(path: "synthea-2021-uscore").path
    guard
      let name = try? FileManager.default.contentsOfDirectory(atPath: folder).first(where: {
        $0.hasPrefix("Jani")
      })
    else {
      print("skipped: there are no samples at \(folder)")
      return
    }
    var file = try FHIRFile(path: folder + "/" + name)
    guard case .resource(let raw)? = file.next(), case .patient(let patient) = try FHIRDecoder().decode(raw)
    else {
      Issue.record("the first resource is no patient")
      return
    }
    #expect(patient.mainName?.family == "Reynolds644")
    #expect(patient.birthDate?.day == LocalDay(1996, 1, 23))
    #expect(patient.birthSex == "F")
    #expect(patient.race?.codes.map(\.code) == ["2106-3"])
    #expect(patient.language?.firstCode == "en-US")
    #expect(patient.recordNumber == patient.id)
  }
}
