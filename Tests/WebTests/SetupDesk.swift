import Kernel
import Practice
import Records
import Scheduling
import Store
import Support

/// An office with a doctor who works Monday to Friday, 8 to 12, and a patient.
struct SetupDesk {
  let office: TestOffice
  let scheduling: Scheduling
  let doctor: Provider
  let type: VisitType
  let room: Resource
  let patient: Patient

  init(_ office: TestOffice) async throws {
    let system = Who.system("test")
    let scheduling = Scheduling(store: office.store, now: { office.clock.now })
    let records = Records(store: office.store, now: { office.clock.now })
    let doctor = try await office.practice.addProvider(
      ProviderDraft(name: "A. Okafor", credentials: "MD", specialty: "Family"), by: system)
    room = try await office.practice.addResource("Room 1", .room, at: office.place.id, by: system)
    type = try await scheduling.addVisitType(
      VisitTypeDraft(name: "Check", minutes: 30, providers: [doctor.id], needs: [VisitType.Need(.room)]),
      by: system)
    let week = Weekday.allCases.prefix(5).map {
      ProviderHours(
        provider: doctor.id, location: office.place.id, weekday: $0, starts: WallTime(8, 0) ?? .midnight,
        ends: WallTime(12, 0) ?? .midnight)
    }
    try await scheduling.keepWeek(of: doctor.id, at: office.place.id, week, by: system)
    patient = try await records.register(
      PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: system,
      submission: "ruth")
    (self.office, self.scheduling, self.doctor) = (office, scheduling, doctor)
  }

  var tomorrow: LocalDay { LocalDay(daysSince1970: 20_781) }

  func slot(_ hour: Int) -> Slot {
    Slot(
      provider: doctor.id, location: office.place.id, day: tomorrow, time: WallTime(hour, 0) ?? .midnight,
      minutes: 30)
  }

  @discardableResult
  func book(_ hour: Int) async throws -> Appointment {
    try await scheduling.book(
      BookingAsk(patient: patient.id, visitType: type.id, slot: slot(hour), submission: "\(hour)"),
      by: .system("test"))
  }
}
