import Kernel
import Practice
import Records
import Scheduling
import Store

/// Many who hold and book on one day at once, and whether everything was right afterwards.
package struct HotDay: Sendable {
  private let scheduling: Scheduling
  private let store: Store
  private let day: LocalDay
  private let location: ID<Location>

  package init(_ scheduling: Scheduling, _ store: Store, day: LocalDay, at location: ID<Location>) {
    (self.scheduling, self.store, self.day, self.location) = (scheduling, store, day, location)
  }

  package struct Outcome: Sendable {
    package var booked = 0
    package var refused = 0
    /// Holds that were granted and whose time could then not be booked.
    package var lostHolds = 0
    package var faults: [String] = []

    package init() {}
  }

  package func run(
    tries: Int, clients: Int, types: [VisitType], providers: [ID<Provider>], patients: [ID<Patient>],
    by who: Who
  ) async throws -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      for client in 0..<clients {
        group.addTask {
          var outcome = Outcome()
          for number in stride(from: client, to: tries, by: clients) {
            let type = types[number % types.count]
            let slot = Slot(
              provider: providers[number / 3 % providers.count], location: location, day: day,
              time: WallTime(minutes: 480 + number * 7 % 108 * 5) ?? .midnight, minutes: type.minutes)
            await attempt(number, type, slot, patients[number % patients.count], who, &outcome)
          }
          return outcome
        }
      }
      return await group.reduce(into: Outcome()) {
        $0.booked += $1.booked
        $0.refused += $1.refused
        $0.lostHolds += $1.lostHolds
        $0.faults += $1.faults
      }
    }
  }

  /// Holds and then books; each third books without a hold.
  private func attempt(
    _ number: Int, _ type: VisitType, _ slot: Slot, _ patient: ID<Patient>, _ who: Who,
    _ outcome: inout Outcome
  ) async {
    var hold: Hold?
    do {
      if number % 3 != 0 {
        hold = try await scheduling.hold(
          slot, for: type.id, patient: patient, minutes: 30, submission: "hold \(number)", by: who)
      }
      try await scheduling.book(
        BookingAsk(
          patient: patient, visitType: type.id, slot: slot, hold: hold?.id, submission: "book \(number)"),
        by: who)
      outcome.booked += 1
    } catch let refused as BookingRefused {
      outcome.refused += 1
      // The patient's own visits and the caseload are nobody's to hold; the time and the room are.
      if hold != nil, refused == .slotTaken || refused == .roomTaken || refused == .holdGone {
        outcome.lostHolds += 1
      }
      if let hold { try? await scheduling.release(hold.id, by: who) }
    } catch {
      outcome.faults.append("\(error)")
    }
  }

  /// Pairs of claims of one holder that are in each other's way.
  package func overlaps() async throws -> Int {
    try await store.read { tx in
      try tx.value(
        """
        SELECT COUNT(*) FROM claim a JOIN claim b ON b.holder = a.holder
          AND a.start_at < b.after_at AND b.start_at < a.after_at
          AND (a.appointment < b.appointment OR (a.hold IS NOT NULL AND b.appointment IS NOT NULL))
        """) ?? 0
    }
  }

  /// What a clinician's day came to.
  package func weighted(_ provider: ID<Provider>) async throws -> Int {
    try await store.read { tx in
      try tx.value(
        """
        SELECT SUM(weighted) FROM appointment
        WHERE provider = \(provider) AND day = \(day) AND status NOT IN ('cancelled', 'no_show')
        """) ?? 0
    }
  }
}
