import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// The drafts of the places where somebody works.
  package func scheduleDrafts(by who: Who) async throws -> [ScheduleDraft] {
    try who.require(.manageSchedule)
    return try await store.read { try $0.scheduleDrafts(where: "1 = 1") }.filter { who.may(at: $0.location) }
  }

  package func scheduleDraft(_ id: ID<ScheduleDraft>, by who: Who) async throws -> ScheduleDraft {
    try who.require(.manageSchedule)
    return try await store.read { try $0.draft(id, of: who) }
  }

  package func beginDraft(_ name: String, at location: ID<Location>, by who: Who) async throws
    -> ScheduleDraft
  {
    try who.require(.manageSchedule)
    try who.require(location)
    let name = try CleanText.line(name, of: "The name", limit: 80)
    guard !name.isEmpty else { throw InvalidInput("name", "Give the draft a name.") }
    let draft = ScheduleDraft(id: ID(rawValue: newID()), name: name, location: location, changes: [])
    let moment = now()
    do {
      try await store.write { tx in
        try tx.requireLocation(location)
        try tx.insert(draft, at: moment, by: who.name)
        try tx.audit("draft.begun", by: who, subject: "draft:\(draft.id)", at: moment)
      }
    } catch let error as StoreError where error.kind == .unique {
      throw InvalidInput("name", "There is already a draft called “\(name)”. Choose another name.")
    }
    return draft
  }

  /// Adds one thing that would be different. The schedule itself stays as it is.
  package func addChange(
    _ change: ScheduleDraft.Change, to id: ID<ScheduleDraft>, by who: Who
  ) async throws {
    let clean = try change.checked()
    try await edit(id, by: who) { draft in
      guard draft.changes.count < ScheduleDraft.mostChanges else {
        throw InvalidInput("", "A draft has at most \(ScheduleDraft.mostChanges) changes. Begin another.")
      }
      draft.changes.append(clean)
    }
  }

  /// Takes a change off the list; one that is gone already stays so.
  package func removeChange(
    _ change: ScheduleDraft.Change, from id: ID<ScheduleDraft>, by who: Who
  ) async throws {
    try await edit(id, by: who) { draft in
      if let place = draft.changes.firstIndex(of: change) { draft.changes.remove(at: place) }
    }
  }

  package func removeDraft(_ id: ID<ScheduleDraft>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      _ = try tx.draft(id, of: who)
      try tx.delete(id)
      try tx.audit("draft.removed", by: who, subject: "draft:\(id)", at: moment)
    }
  }

  private func edit(
    _ id: ID<ScheduleDraft>, by who: Who, _ change: @escaping @Sendable (inout ScheduleDraft) throws -> Void
  ) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write(locking: ["draft:\(id)"]) { tx in
      var draft = try tx.draft(id, of: who)
      try change(&draft)
      try tx.update(draft)
      try tx.audit("draft.changed", by: who, subject: "draft:\(id)", at: moment)
    }
  }
}

extension Transaction {
  func draft(_ id: ID<ScheduleDraft>, of who: Who) throws -> ScheduleDraft {
    guard let draft = try scheduleDraft(id), who.may(at: draft.location) else { throw NotFound("draft") }
    return draft
  }
}
