import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

/// Chance that is the same on every machine.
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }
}

/// What an office that works with a pencil would know: who stands where, for whom a time is kept.
private struct Model {
  struct Entry: Equatable {
    var patient: ID<Patient>
    var slot: Slot
    var stands = true
    /// What happened since the booking: where it stood before each move, nil for a cancellation.
    var past: [Slot?] = []
  }

  var visits: [ID<Appointment>: Entry] = [:]
  var holds: [ID<Hold>: Slot] = [:]

  func isFree(_ slot: Slot, _ patient: ID<Patient>?, except own: Set<ID<Appointment>> = []) -> Bool {
    let clash = visits.contains { id, entry in
      entry.stands && !own.contains(id) && entry.slot.day == slot.day && entry.slot.span.overlaps(slot.span)
        && (entry.slot.provider == slot.provider || entry.patient == patient)
    }
    return !clash
      && !holds.values.contains {
        $0.provider == slot.provider && $0.day == slot.day && $0.span.overlaps(slot.span)
      }
  }

  var standing: [ID<Appointment>: Slot] { visits.filter(\.value.stands).mapValues(\.slot) }
}

/// Runs verbs that chance picks against the office and the model, and compares.
private struct Rehearsal {
  let cast: Cast
  var dice = Dice(state: 20_261_124)
  var model = Model()

  private var patients: [ID<Patient>] { [cast.ruth.id, cast.omar.id, cast.grace.id] }

  private mutating func slot() -> Slot {
    let hour = [8, 9, 10, 11, 13, 14, 15, 16][dice.roll(8)]
    return cast.slot(
      hour, dice.roll(2) * 30, with: dice.roll(2) == 0 ? cast.okafor : cast.lindqvist,
      days: [1, 2, 3][dice.roll(3)])
  }

  private mutating func somebody(standing: Bool) -> ID<Appointment>? {
    let list = model.visits.filter { $0.value.stands == standing || !standing }.keys.sorted()
    return list.isEmpty ? nil : list[dice.roll(list.count)]
  }

  mutating func step() async throws {
    switch dice.roll(10) {
    case 0...3: try await book()
    case 4, 5: try await move()
    case 6: try await cancel()
    case 7: try await undo()
    case 8: try await hold()
    default: try await series()
    }
  }

  private mutating func book() async throws {
    let (slot, patient) = (slot(), patients[dice.roll(3)])
    let ask = BookingAsk(
      patient: patient, visitType: cast.followUp.id, slot: slot, submission: ID<Cast>().rawValue)
    let visit = await refusable { try await cast.scheduling.book(ask, by: cast.ortega) }
    #expect((visit != nil) == model.isFree(slot, patient))
    if let visit { model.visits[visit.id] = Model.Entry(patient: patient, slot: slot) }
  }

  private mutating func move() async throws {
    guard let id = somebody(standing: true), let entry = model.visits[id] else { return }
    let slot = slot()
    let visit = await refusable { try await cast.scheduling.move(id, to: slot, by: cast.ortega) }
    #expect((visit != nil) == (slot == entry.slot || model.isFree(slot, entry.patient, except: [id])))
    if visit != nil, slot != entry.slot {
      model.visits[id]?.past.append(entry.slot)
      model.visits[id]?.slot = slot
    }
  }

  private mutating func cancel() async throws {
    guard let id = somebody(standing: true) else { return }
    try await cast.scheduling.cancel(id, because: .patient, by: cast.ortega)
    model.visits[id]?.past.append(nil)
    model.visits[id]?.stands = false
  }

  private mutating func undo() async throws {
    guard let id = somebody(standing: false), let entry = model.visits[id] else { return }
    let visit = await refusable { try await cast.scheduling.undo(id, by: cast.ortega) }
    guard let before = entry.past.last else {
      #expect(visit == nil)
      return
    }
    let target = before ?? entry.slot
    #expect((visit != nil) == model.isFree(target, entry.patient, except: [id]))
    guard visit != nil else { return }
    model.visits[id]?.past.removeLast()
    model.visits[id]?.slot = target
    model.visits[id]?.stands = true
  }

  private mutating func hold() async throws {
    if let kept = model.holds.keys.sorted().first, dice.roll(2) == 0 {
      try await cast.scheduling.release(kept, by: cast.ortega)
      model.holds[kept] = nil
      return
    }
    let slot = slot()
    let hold = await refusable {
      try await cast.scheduling.hold(
        slot, for: cast.followUp.id, minutes: 30, submission: ID<Cast>().rawValue, by: cast.ortega)
    }
    #expect((hold != nil) == model.isFree(slot, nil))
    if let hold { model.holds[hold.id] = slot }
  }

  /// Three days in a row at one time: all or none.
  private mutating func series() async throws {
    var slot = slot()
    slot.day = cast.today.advanced(by: 1)
    let patient = patients[dice.roll(3)]
    let days = (0..<3).map { slot.day.advanced(by: $0) }
    let ask = SeriesAsk(
      patient: patient, visitType: cast.followUp.id, slot: slot,
      rule: SeriesRule(first: slot.day, .days(days), until: .visits(3)))
    let preview = try await cast.scheduling.previewSeries(ask, by: cast.ortega)
    #expect(preview.map { $0.refusal == nil } == preview.map { model.isFree($0.slot, patient) })
    let slots = preview.map(\.slot)
    let visits = await refusable {
      try await cast.scheduling.bookSeries(ask, at: slots, submission: ID<Cast>().rawValue, by: cast.ortega)
    }
    #expect((visits != nil) == slots.allSatisfy { model.isFree($0, patient) })
    for visit in visits ?? [] { model.visits[visit.id] = Model.Entry(patient: patient, slot: visit.slot) }
  }

  /// Nil for a no; everything else that is thrown is a fault and fails the test.
  private func refusable<T>(_ work: () async throws -> T) async -> T? {
    do {
      return try await work()
    } catch {
      #expect(error is any Refusal, "\(error)")
      return nil
    }
  }

  func compare() async throws {
    let visits = try await cast.store.read { tx in
      try tx.rows(
        "SELECT id, provider, location, day, starts, minutes FROM appointment WHERE status <> 'cancelled'"
      )
      .map { row in
        (
          try row("id") as ID<Appointment>,
          Slot(
            provider: try row("provider"), location: try row("location"), day: try row("day"),
            time: try row("starts"), minutes: try row("minutes"))
        )
      }
    }
    #expect(Dictionary(uniqueKeysWithValues: visits) == model.standing)
    let counts: [Int?] = try await cast.store.read { tx in
      [
        try tx.value("SELECT COUNT(*) FROM claim WHERE appointment IS NOT NULL"),
        try tx.value("SELECT COUNT(*) FROM claim WHERE hold IS NOT NULL"),
        try tx.value(
          """
          SELECT COUNT(*) FROM claim a JOIN claim b ON a.holder = b.holder AND a.start_at < b.end_at
            AND b.start_at < a.end_at AND (a.start_at < b.start_at OR a.start_at = b.start_at
            AND COALESCE(a.appointment, a.hold) < COALESCE(b.appointment, b.hold))
          """),
      ]
    }
    #expect(counts == [model.standing.count, model.holds.count, 0])
  }
}

// Nobody is booked twice, and what is moved or cancelled neither comes back nor stays behind.
@Suite struct `The schedule under random verbs` {
  @Test(arguments: EngineKind.underTest)
  func `is what a pencil would have written, after every one of three hundred`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      var rehearsal = Rehearsal(cast: cast)
      for _ in 0..<300 {
        try await rehearsal.step()
        try await rehearsal.compare()
      }
      #expect(rehearsal.model.standing.count > 10)
    }
  }
}
