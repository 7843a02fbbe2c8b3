import Kernel
import Practice
import Records
import Scheduling

/// What there is to choose from, and whom it is for.
enum OfficeAPI {
  static func locations(_ api: APIRequest) async throws -> [Location] {
    try await api.desks.practice.locations(by: api.who).filter(\.active)
  }

  static func providers(_ api: APIRequest) async throws -> [Provider] {
    try await api.desks.practice.providers(by: api.who).filter(\.active)
  }

  static func visitTypes(_ api: APIRequest) async throws -> [VisitType] {
    try await api.desks.scheduling.visitTypes(by: api.who).filter(\.isActive)
  }

  static func findPatients(_ api: APIRequest) async throws -> [PatientHit] {
    try await api.desks.records.find(try api.input.text("text"), limit: 20, by: api.who)
  }
}

let locationShape = APIShape<Location>(
  "Location", "A place where patients are seen.",
  [
    .init("id", APIType.id, "Its identifier.") { JSON($0.id) },
    .init("name", APIType.text, "Its name.") { .string($0.name) },
    .init("zone", APIType.text, "The IANA name of its clock’s zone.") { .string($0.zone.name) },
  ])

let providerShape = APIShape<Provider>(
  "Provider", "Somebody visits are with.",
  [
    .init("id", APIType.id, "Their identifier.") { JSON($0.id) },
    .init("name", APIType.text, "Name and credentials.") { .string($0.title) },
    .init("specialty", APIType.text, "May be empty.") { .string($0.specialty) },
  ])

let visitTypeShape = APIShape<VisitType>(
  "VisitType", "A kind of visit.",
  [
    .init("id", APIType.id, "Its identifier.") { JSON($0.id) },
    .init("name", APIType.text, "Its name.") { .string($0.name) },
    .init("minutes", APIType.number, "How long it usually takes.") { .int($0.minutes) },
    .init("providers", ["type": "array", "items": APIType.id], "Who does it.") {
      .array($0.providers.sorted().map { JSON($0) })
    },
  ])

let patientShape = APIShape<PatientHit>(
  "Patient", "Somebody who was found.",
  [
    .init("id", APIType.id, "Their identifier.") { JSON($0.id) },
    .init("number", APIType.number, "The record number.") { .int($0.label.number) },
    .init("name", APIType.text, "The legal name.") { .string($0.label.name.full) },
    .init("birthDate", APIType.optional(APIType.day), "Null where it is not known.") {
      $0.label.birthDate.map { JSON($0) } ?? .null
    },
  ])
