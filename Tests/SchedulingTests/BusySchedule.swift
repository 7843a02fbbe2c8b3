import Kernel
import Practice
import Records
import Scheduling
import Store
import Support

/// The cast's practice with everything that can be in a visit's way: buffers, groups, blocks, notice, caseloads, a
/// room that is out of service, an interpreter.
struct BusySchedule {
  let cast: Cast
  let types: [VisitType]
  let patients: [Patient]

  init(_ cast: Cast) async throws {
    self.cast = cast
    let boss = Who.system("test")
    let both: Set = [cast.okafor.id, cast.lindqvist.id]
    _ = try await cast.practice.addResource(
      "Spanish interpreter", .interpreter, group: "es", at: cast.riverside.id, by: boss)
    func add(_ draft: VisitTypeDraft) async throws -> VisitType {
      try await cast.scheduling.addVisitType(draft, by: boss)
    }
    let room = VisitType.Need(.room)
    types = [
      cast.followUp, cast.physical, cast.scan,
      try await add(
        VisitTypeDraft(
          name: "Procedure", minutes: 45, providers: both, needs: [room],
          rules: VisitTypeRules(
            category: .procedure, buffer: Buffer(before: 10, after: 15, holdsProvider: true, overlaps: true)))
      ),
      try await add(
        VisitTypeDraft(
          name: "Dressing", minutes: 20, providers: [cast.lindqvist.id], needs: [room, room],
          rules: VisitTypeRules(buffer: Buffer(after: 10)))),
      try await add(
        VisitTypeDraft(
          name: "Back class", minutes: 60, providers: both, needs: [room],
          rules: VisitTypeRules(capacity: 2))),
      try await add(
        VisitTypeDraft(
          name: "New patient", minutes: 40, providers: both,
          rules: VisitTypeRules(category: .newPatient, leadMinutes: 1440))),
    ]
    let maria = try await cast.register("Ruiz", "Maria", speaking: "es")
    patients = [cast.ruth, cast.omar, cast.grace, maria]
    let (broken, mended) = (cast.clock.now.advanced(byMinutes: 300), cast.clock.now.advanced(byMinutes: 1800))
    let (okafor, lindqvist, riverside, today) = (
      cast.okafor.id, cast.lindqvist.id, cast.riverside.id, cast.today
    )
    let room1 = cast.rooms[0].id
    try await cast.store.write { tx in
      try tx.run(
        """
        INSERT INTO out_of_service (id, resource, from_at, until_at, reason, said_at, said_by)
        VALUES ('o', \(room1), \(broken), \(mended), 'Leak', \(broken), 'test')
        """)
      try tx.run("INSERT INTO caseload_budget (provider, scope, minutes) VALUES (\(okafor), 'morning', 180)")
      try tx.run(
        """
        INSERT INTO caseload_count (provider, scope, what, most)
        VALUES (\(lindqvist), 'week', 'category:procedure', 3)
        """)
      try tx.run("INSERT INTO need_weight (need, percent) VALUES ('interpreter', 50)")
      try tx.insert(
        Template(
          id: ID(), provider: lindqvist, location: riverside, name: "Blocks",
          days: today...today.advanced(by: 60), stretches: [],
          blocks: [1, 2, 3].compactMap { Weekday(rawValue: $0) }.map { day in
            Template.Block(
              id: ID(), weekday: day, starts: .at(9), ends: .at(11), label: "New patients",
              allows: [.category(.newPatient)], share: .percent(50),
              release: Template.Release(daysBefore: 1, at: .at(9)))
          }), at: broken, by: "test")
    }
  }

  /// One of the things that happen in an office, by the throw of dice. Refusals are part of the day.
  func somethingHappens(_ dice: inout OfficeDice) async throws {
    let type = types[Int(dice.next() % UInt64(types.count))]
    let patient = patients[Int(dice.next() % UInt64(patients.count))]
    let slot = cast.slot(
      8 + Int(dice.next() % 9), Int(dice.next() % 12) * 5,
      with: dice.next() % 2 == 0 ? cast.okafor : cast.lindqvist, days: Int(dice.next() % 3),
      minutes: type.minutes)
    let what = dice.next() % 8
    let pick = dice.next()
    do {
      switch what {
      case 0:
        _ = try await cast.scheduling.hold(
          slot, for: type.id, minutes: 5, submission: "h\(dice.next())", by: cast.ortega)
      case 1: cast.clock.advance(minutes: 3)
      case 2, 3:
        let standing = try await standingVisits()
        guard !standing.isEmpty else { return }
        let visit = standing[Int(pick % UInt64(standing.count))]
        if what == 2 {
          _ = try await cast.scheduling.cancel(visit, because: .patient, words: "", by: cast.ortega)
        } else {
          _ = try await cast.scheduling.move(visit, to: slot, by: cast.ortega)
        }
      default: try await cast.scheduling.book(cast.ask(patient, slot, type), by: cast.ortega)
      }
    } catch is any Refusal {
      // An expected no.
    }
  }

  private func standingVisits() async throws -> [ID<Appointment>] {
    try await cast.store.read { tx in
      try tx.rows("SELECT id FROM appointment WHERE status = 'booked' ORDER BY start_at, id").map {
        try $0("id")
      }
    }
  }
}

extension WallTime {
  static func at(_ hour: Int, _ minute: Int = 0) -> WallTime { WallTime(hour, minute) ?? .midnight }
}

extension Cast {
  /// Somebody who needs an interpreter.
  func register(_ family: String, _ given: String, speaking language: String) async throws -> Patient {
    var draft = PatientDraft(family: family, given: given, birthDate: "1970-01-01", sex: .female)
    (draft.language, draft.needsInterpreter) = (language, true)
    return try await records.register(draft, by: .system("test"), submission: given)
  }
}
