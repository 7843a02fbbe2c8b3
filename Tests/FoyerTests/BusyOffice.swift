import Driver
import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store
import Support

@testable import foyer

/// A practice with a real `foyer serve` in front of it, for what only a process can go through.
struct BusyOffice: Sendable {
  let practice: WholePractice
  let location: ID<Location>
  let provider: ID<Provider>
  let visitType: ID<VisitType>
  let patient: ID<Patient>

  static let password = "a lamp in every window"
  /// The program that stands beside the tests.
  static let binary: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let places = [tests.path, FileManager.default.currentDirectoryPath + "/.build/debug"]
    return places.map { $0 + "/foyer" }.first { access($0, X_OK) == 0 } ?? ""
  }()

  /// A practice whose one doctor works around the clock on any day.
  static func with<T>(
    _ engine: EngineKind, in folder: TemporaryFolder? = nil, _ body: (BusyOffice) async throws -> T
  ) async throws -> T {
    try await WholePractice.with(engine, in: folder) { practice in
      let office = try await Office.visit(practice.configuration) { try await settle($0, practice) }
      return try await body(office)
    }
  }

  private static func settle(_ office: Office, _ practice: WholePractice) async throws -> BusyOffice {
    let boss = Who.system("test")
    try await office.practice.name("Riverside Family", by: boss)
    let draft = StaffDraft(login: "maria", name: "Maria Ortega", roles: [.frontDesk])
    _ = try await office.practice.hire(draft, password: password, mustChange: false, by: boss)
    let place = try await office.practice.addLocation(
      LocationDraft(name: "Riverside", zone: "UTC"), by: boss)
    let doctor = try await office.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: boss)
    let hours = Weekday.allCases.map { day in
      ProviderHours(
        provider: doctor.id, location: place.id, weekday: day, starts: .midnight,
        ends: WallTime(24, 0) ?? .midnight)
    }
    try await office.scheduling.keepWeek(of: doctor.id, at: place.id, hours, by: boss)
    let type = try await office.scheduling.addVisitType(
      VisitTypeDraft(name: "Follow-up", minutes: 10, providers: [doctor.id]), by: boss)
    let ruth = try await office.records.register(
      PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04"), by: boss, submission: "ruth")
    return BusyOffice(
      practice: practice, location: place.id, provider: doctor.id, visitType: type.id, patient: ruth.id)
  }

  /// A server on the practice, for the length of the work with it.
  func serve(settings: [String: String] = [:], data: String? = nil) throws -> FoyerProcess {
    var settings = settings
    settings["FOYER_DATABASE_URL"] = practice.configuration.databaseURL
    return try FoyerProcess(
      Self.binary, data: data ?? practice.folder.path, settings: settings,
      log: NSTemporaryDirectory() + "foyer-test-\(UUID().uuidString).log")
  }

  func visitor(_ server: FoyerProcess) throws -> Visitor {
    let visitor = try Visitor(port: server.port)
    try visitor.signIn("maria", Self.password)
    return visitor
  }

  /// Ten minutes of the doctor's time, from next week on.
  func slot(_ number: Int) -> (day: LocalDay, code: String) {
    let day = Zone.utc.day(of: .now).advanced(by: 7 + number / 144)
    let time = WallTime(minutes: number % 144 * 10) ?? .midnight
    return (day, "\(provider)_\(location)_\(day)_\(time.padded)")
  }

  func book(_ number: Int, _ visitor: Visitor, submission: String? = nil) throws -> Int {
    try visitor.post(
      "/appointments",
      [
        "patient": patient.rawValue, "type": visitType.rawValue, "location": location.rawValue,
        "provider": provider.rawValue, "slot": slot(number).code,
        "submission": submission ?? UUID().uuidString.lowercased(),
      ]
    ).status
  }

  /// How often each start is booked, after proving database and audit trail.
  func bookings() async throws -> [Instant: Int] {
    try await Office.visit(practice.configuration) { office in
      let answer = try await VerifyCommand.verify(office, anchor: nil)
      guard answer.isSound else {
        throw Unsound(description: (answer.database + answer.audit).joined(separator: " "))
      }
      let starts: [Instant] = try await office.store.read { tx in
        try tx.rows("SELECT start_at FROM appointment").map { try $0("start_at") }
      }
      return starts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
  }

  func start(_ number: Int) -> Instant {
    Zone.utc.instant(slot(number).day, WallTime(minutes: number % 144 * 10) ?? .midnight)
  }

  struct Unsound: Error, CustomStringConvertible { let description: String }
}
