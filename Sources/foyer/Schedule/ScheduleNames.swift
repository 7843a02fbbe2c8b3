import Kernel
import Practice
import Records
import Scheduling

/// What there is to choose from, found by what somebody types of its name.
struct ScheduleNames: Sendable {
  let who: Who
  private let office: Office
  private let locations: [Location]
  private let providers: [Provider]
  private let types: [VisitType]

  init(_ office: Office, _ who: Who) async throws {
    self.office = office
    self.who = who
    locations = try await office.practice.locations(by: who).filter(\.active)
    providers = try await office.practice.providers(by: who).filter(\.active)
    types = try await office.scheduling.visitTypes(by: who).filter(\.isActive)
  }

  /// The only place there is need not be named.
  func location(_ typed: String?) throws -> Location {
    guard let typed else {
      guard locations.count == 1 else {
        throw InvalidInput("location", "Say where with --location: \(list(locations.map(\.name))).")
      }
      return locations[0]
    }
    return try pick(typed, "location", "place", locations, \.id.rawValue, \.name)
  }

  func provider(_ typed: String) throws -> Provider {
    try pick(typed, "provider", "provider", providers, \.id.rawValue, \.title)
  }

  func visitType(_ typed: String) throws -> VisitType {
    try pick(typed, "type", "kind of visit", types, \.id.rawValue, \.name)
  }

  func name(of location: ID<Location>) -> String { locations.first { $0.id == location }?.name ?? "" }

  /// Whoever has this record number or identifier.
  func patient(_ typed: String) async throws -> ID<Patient> {
    if let id = ID<Patient>(typed) { return id }
    guard let number = Int(typed) else {
      throw InvalidInput("patient", "“\(typed)” is no record number. Look it up on the patient’s page.")
    }
    let hits = try await office.records.find(String(number), by: who)
    guard let hit = hits.first(where: { $0.label.number == number }) else { throw NotFound("patient") }
    return hit.id
  }

  func visit(_ typed: String) throws -> ID<Appointment> {
    guard let id = ID<Appointment>(typed) else {
      throw InvalidInput("visit", "“\(typed)” is no visit’s identifier. “foyer schedule day” shows them.")
    }
    return id
  }

  private func pick<One>(
    _ typed: String, _ field: String, _ what: String, _ all: [One], _ id: (One) -> String,
    _ name: (One) -> String
  ) throws -> One {
    let wanted = typed.lowercased()
    if let one = all.first(where: { id($0) == wanted || name($0).lowercased() == wanted }) { return one }
    let some = all.filter { name($0).lowercased().contains(wanted) }
    if some.count == 1 { return some[0] }
    throw InvalidInput(
      field,
      some.isEmpty
        ? "There is no \(what) called “\(typed)”. There is: \(list(all.map(name)))."
        : "“\(typed)” may be \(list(some.map(name))). Give more of the name.")
  }

  private func list(_ names: [String]) -> String {
    names.isEmpty ? "none yet" : names.prefix(12).joined(separator: "; ") + (names.count > 12 ? "; …" : "")
  }
}
