import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// All visit types, the retired ones too, in the order of the list.
  package func visitTypes(by who: Who) async throws -> [VisitType] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.visitTypes() }
  }

  package func addVisitType(_ draft: VisitTypeDraft, by who: Who) async throws -> VisitType {
    try who.require(.manageSchedule)
    let clean = try draft.checked()
    let type = VisitType(
      id: ID(rawValue: newID()), name: clean.name, minutes: clean.minutes, colour: clean.colour,
      providers: clean.providers, needs: clean.needs, rules: clean.rules, isActive: true)
    let moment = now()
    try await naming(clean.name) {
      try await store.write { tx in
        try tx.insert(type, at: moment)
        try tx.audit("visit_type.added", by: who, subject: "visit_type:\(type.id)", at: moment)
      }
    }
    return type
  }

  /// Changes a visit type. Visits that are booked keep the length they were booked with.
  package func editVisitType(_ id: ID<VisitType>, _ draft: VisitTypeDraft, by who: Who) async throws {
    try who.require(.manageSchedule)
    let clean = try draft.checked()
    let moment = now()
    try await naming(clean.name) {
      try await store.write { tx in
        guard var type = try tx.visitTypes([id]).first else { throw NotFound("visit type") }
        type.name = clean.name
        type.minutes = clean.minutes
        type.colour = clean.colour
        type.providers = clean.providers
        type.needs = clean.needs
        type.rules = clean.rules
        try tx.update(type)
        try tx.audit("visit_type.changed", by: who, subject: "visit_type:\(id)", at: moment)
      }
    }
  }

  /// Takes a visit type off the list for new bookings; what is booked stays.
  package func retireVisitType(_ id: ID<VisitType>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      guard try tx.visitTypes([id]).first != nil else { throw NotFound("visit type") }
      try tx.run(
        """
        INSERT INTO visit_type_retirement (visit_type, at, by_name) VALUES (\(id), \(moment), \(who.name))
        ON CONFLICT (visit_type) DO NOTHING
        """)
      try tx.audit("visit_type.retired", by: who, subject: "visit_type:\(id)", at: moment)
    }
  }

  /// Turns what the schema says no to into a sentence.
  private func naming(_ name: String, _ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let error as StoreError where error.kind == .unique {
      throw InvalidInput("name", "There is already a visit type called “\(name)”. Choose another name.")
    } catch let error as StoreError where error.kind == .foreignKey {
      throw NotFound("provider or room")
    }
  }
}
