import Kernel
import Practice
import Records
import Scheduling
import Store
import Synchronization

/// All tables of the house, in their order.
package let wholeSchema = storeSchema + practiceSchema + recordsSchema + schedulingSchema

/// The one practice that all tests know: Riverside Family, on Monday 23 November 2026 at 8:00 in New York, with the
/// doctors Okafor and Lindqvist, three rooms, an ultrasound, and the patients Ruth Cohen, Omar Haddad and Grace Lin.
package struct Cast: Sendable {
  package let store: Store
  package let clock: Clock
  package let practice: Practice
  package let records: Records
  package let scheduling: Scheduling

  package let riverside: Location
  package let harbor: Location
  package let okafor: Provider
  package let lindqvist: Provider
  package let rooms: [Resource]
  package let ultrasound: Resource
  /// 30 minutes, either doctor, no room.
  package let followUp: VisitType
  /// 60 minutes, Dr. Okafor, any room.
  package let physical: VisitType
  /// 30 minutes, either doctor, the ultrasound and any room.
  package let scan: VisitType
  package let ruth: Patient
  package let omar: Patient
  package let grace: Patient

  /// Front desk at all locations.
  package let ortega: Who
  /// Manager at all locations: may overbook.
  package let mills: Who
  /// Front desk at the harbor only.
  package let reyes: Who
  /// Reads the audit trail, no patients.
  package let auditor: Who

  package let today = LocalDay(daysSince1970: 20_780)

  /// A slot today or on another day, at Riverside.
  package func slot(
    _ hour: Int, _ minute: Int = 0, with provider: Provider? = nil, days: Int = 0, minutes: Int = 30,
    at location: Location? = nil
  ) -> Slot {
    Slot(
      provider: (provider ?? okafor).id, location: (location ?? riverside).id, day: today.advanced(by: days),
      time: WallTime(hour, minute) ?? .midnight, minutes: minutes)
  }

  /// A booking as the front desk makes it.
  package func ask(
    _ patient: Patient, _ slot: Slot, _ type: VisitType? = nil, overrule: String = "",
    submission: String? = nil
  ) -> BookingAsk {
    BookingAsk(
      patient: patient.id, visitType: (type ?? followUp).id, slot: slot, overrule: overrule,
      submission: submission ?? ID<Cast>().rawValue)
  }
}

/// A clock that stands still until it is set.
package final class Clock: Sendable {
  private let moment: Mutex<Instant>
  package init(_ start: Instant) { moment = Mutex(start) }
  package var now: Instant { moment.withLock { $0 } }
  package func set(_ moment: Instant) { self.moment.withLock { $0 = moment } }
  package func advance(minutes: Int) { set(now.advanced(byMinutes: minutes)) }
}

/// Lends the practice that all tests know, on a fresh database.
package func withCast(_ engine: EngineKind, _ body: (Cast) async throws -> Void) async throws {
  try await withStore(engine, wholeSchema) { store in try await body(Cast(on: store)) }
}

extension Cast {
  package init(on store: Store) async throws {
    let boss = Who.system("test")
    let clock = Clock(Instant(milliseconds: 1_795_438_800_000))
    let practice = Practice(store: store, key: OfficeKey(), now: { clock.now })
    let records = Records(store: store, now: { clock.now })
    let scheduling = Scheduling(store: store, now: { clock.now })
    let zone = "America/New_York"
    let riverside = try await practice.addLocation(LocationDraft(name: "Riverside", zone: zone), by: boss)
    let harbor = try await practice.addLocation(LocationDraft(name: "Harbor", zone: zone), by: boss)
    let okafor = try await practice.addProvider(
      ProviderDraft(name: "Dr. A. Okafor", credentials: "MD", specialty: "Family"), by: boss)
    let lindqvist = try await practice.addProvider(
      ProviderDraft(name: "Dr. P. Lindqvist", credentials: "MD", specialty: "Pediatrics"), by: boss)
    var rooms: [Resource] = []
    for name in ["Room 1", "Room 2"] {
      rooms.append(try await practice.addResource(name, .room, at: riverside.id, by: boss))
    }
    let ultrasound = try await practice.addResource("Ultrasound", .device, at: riverside.id, by: boss)
    for provider in [okafor, lindqvist] {
      try await scheduling.keepWeek(
        of: provider.id, at: riverside.id, Self.week(provider.id, riverside.id), by: boss)
    }
    let both: Set = [okafor.id, lindqvist.id]
    followUp = try await scheduling.addVisitType(
      VisitTypeDraft(name: "Follow-up", minutes: 30, providers: both), by: boss)
    physical = try await scheduling.addVisitType(
      VisitTypeDraft(
        name: "Annual physical", minutes: 60, colour: .teal, providers: [okafor.id],
        needs: [VisitType.Need(.room)]), by: boss)
    scan = try await scheduling.addVisitType(
      VisitTypeDraft(
        name: "Ultrasound", minutes: 30, colour: .violet, providers: both,
        needs: [VisitType.Need(.room), VisitType.Need(.device, ultrasound.id)]), by: boss)
    ruth = try await records.register(
      PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: boss,
      submission: "ruth")
    omar = try await records.register(
      PatientDraft(family: "Haddad", given: "Omar", birthDate: "1983-07-19", sex: .male), by: boss,
      submission: "omar")
    grace = try await records.register(
      PatientDraft(family: "Lin", given: "Grace", birthDate: "1990-11-02", sex: .female), by: boss,
      submission: "grace")
    ortega = Who(staff: ID(), name: "Maria Ortega", roles: [.frontDesk])
    mills = Who(staff: ID(), name: "Jo Mills", roles: [.manager])
    reyes = Who(staff: ID(), name: "Sam Reyes", roles: [.frontDesk], locations: [harbor.id])
    auditor = Who(staff: ID(), name: "Ada Byrne", roles: [.auditor])
    (self.store, self.clock, self.practice, self.records, self.scheduling) =
      (store, clock, practice, records, scheduling)
    (self.riverside, self.harbor, self.okafor, self.lindqvist) = (riverside, harbor, okafor, lindqvist)
    (self.rooms, self.ultrasound) = (rooms, ultrasound)
  }

  /// Monday to Friday, 8 to 12 and 13 to 17.
  private static func week(_ provider: ID<Provider>, _ location: ID<Location>) -> [ProviderHours] {
    func time(_ hour: Int) -> WallTime { WallTime(hour, 0) ?? .midnight }
    return Weekday.allCases.prefix(5).flatMap { day in
      [
        ProviderHours(
          provider: provider, location: location, weekday: day, starts: time(8), ends: time(17)),
        ProviderHours(
          provider: provider, location: location, weekday: day, starts: time(12), ends: time(13),
          kind: .pause,
          label: "Lunch"),
      ]
    }
  }
}
