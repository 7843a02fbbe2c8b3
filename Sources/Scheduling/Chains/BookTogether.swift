import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Books visits that belong together, of one patient or of several, in one commit: all of them, or none. From then
  /// on they can be moved and cancelled as one.
  ///
  /// - Throws: ``BookingRefused`` for the first that cannot be had.
  package func bookTogether(
    _ asks: [BookingAsk], called name: String, by who: Who
  ) async throws -> [Appointment] {
    guard asks.count > 1 else { throw TogetherRefused.alone }
    guard asks.count <= TogetherRefused.most else { throw TogetherRefused.tooMany(asks.count) }
    let name = try CleanText.line(name, of: "The name", limit: 80)
    let chain: ID<VisitChain> = ID(rawValue: newID())
    let moment = now()
    return try await book(
      asks, by: who,
      prepare: { tx in
        try tx.run(
          """
          INSERT INTO visit_chain (id, name, made_at, made_by) VALUES (\(chain), \(name), \(moment), \(who.name))
          """)
        return Belonging(chain: chain)
      })
  }

  /// Books the steps of a chain for a patient at the times that were chosen, one a step.
  ///
  /// - Throws: ``ChainRefused`` where the times do not follow one another as the chain asks.
  package func bookChain(
    _ plan: ChainPlan, at slots: [Slot], for patient: ID<Patient>, note: String = "", submission: String,
    by who: Who
  ) async throws -> [Appointment] {
    try plan.check(slots)
    return try await bookTogether(
      zip(plan.steps, slots).map { step, slot in
        BookingAsk(
          patient: patient, visitType: step.visitType, slot: slot, note: note, submission: submission)
      }, called: plan.name, by: who)
  }
}

/// Why visits cannot be treated as one.
package enum TogetherRefused: Refusal, Equatable {
  static let most = 12

  case alone
  case tooMany(Int)
  case over

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .alone: "Choose at least two visits to go together."
    case .tooMany(let count): "At most \(Self.most) visits go together, not \(count). Book them in two parts."
    case .over: "None of these visits can be changed any more."
    }
  }
}
