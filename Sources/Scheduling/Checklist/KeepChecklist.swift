import Kernel
import Practice
import Store

/// A box as a manager writes it.
package struct ChecklistDraft: Sendable {
  package var name: String
  package var dueDays: Int?
  package var visitTypes: Set<ID<VisitType>>

  package init(name: String, dueDays: Int? = nil, visitTypes: Set<ID<VisitType>> = []) {
    self.name = name
    self.dueDays = dueDays
    self.visitTypes = visitTypes
  }

  fileprivate func checked(_ types: [VisitType]) throws -> ChecklistDraft {
    var clean = self
    clean.name = try cleanLine(name, "name", "The name", atMost: 60)
    if let dueDays, !(0...365).contains(dueDays) {
      throw InvalidInput("due", "A box is due from 0 to 365 days before the visit, or on no set day.")
    }
    guard visitTypes.isSubset(of: Set(types.map(\.id))) else { throw NotFound("kind of visit") }
    return clean
  }
}

/// Why a box cannot be kept.
package enum ChecklistRefused: Refusal, Equatable {
  case tooMany

  package var sentence: String {
    "There are \(Scheduling.mostBoxes) boxes in use, which is as many as a visit can show. Retire one first."
  }
}

extension Scheduling {
  /// Boxes that are in use at the same time.
  package static let mostBoxes = 24

  /// The boxes in their order, the retired ones too.
  package func checklist(by who: Who) async throws -> [ChecklistBox] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.checklist() }
  }

  /// Adds a box at the end, or changes one. Ticks stay as they are.
  @discardableResult
  package func keepBox(
    _ draft: ChecklistDraft, replacing old: ID<ChecklistBox>? = nil, by who: Who
  ) async throws -> ID<ChecklistBox> {
    try who.require(.manageSchedule)
    let (id, moment) = (old ?? ID(rawValue: newID()), now())
    try await store.write(locking: [Self.checklistLock]) { tx in
      let clean = try draft.checked(try tx.visitTypes())
      let used = try tx.checklist().filter(\.isActive)
      guard !used.contains(where: { $0.name == clean.name && $0.id != id }) else {
        throw InvalidInput("name", "There is already a box called “\(clean.name)”. Choose another name.")
      }
      if old == nil {
        guard used.count < Self.mostBoxes else { throw ChecklistRefused.tooMany }
        try tx.run(
          """
          INSERT INTO checklist_box (id, name, place, due_days, added_at, added_by)
          VALUES (\(id), \(clean.name), (SELECT COALESCE(MAX(place), 0) + 1 FROM checklist_box),
            \(clean.dueDays), \(moment), \(who.name))
          """)
      } else {
        guard used.contains(where: { $0.id == id }) else { throw NotFound("box") }
        try tx.run(
          "UPDATE checklist_box SET name = \(clean.name), due_days = \(clean.dueDays) WHERE id = \(id)")
        try tx.run("DELETE FROM checklist_box_type WHERE box = \(id)")
      }
      for type in clean.visitTypes {
        try tx.run("INSERT INTO checklist_box_type (box, visit_type) VALUES (\(id), \(type))")
      }
      try tx.audit("checklist.kept", by: who, subject: "checklist_box:\(id)", detail: clean.name, at: moment)
    }
    return id
  }

  /// Puts a box before the one that stands above it.
  package func raiseBox(_ id: ID<ChecklistBox>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write(locking: [Self.checklistLock]) { tx in
      var order = try tx.checklist().filter(\.isActive)
      guard let place = order.firstIndex(where: { $0.id == id }) else { throw NotFound("box") }
      if place == 0 { return }
      order.swapAt(place, place - 1)
      for (number, box) in order.enumerated() {
        try tx.run("UPDATE checklist_box SET place = \(number + 1) WHERE id = \(box.id)")
      }
      try tx.audit(
        "checklist.ordered", by: who, subject: "checklist_box:\(id)", detail: order[place - 1].name,
        at: moment)
    }
  }

  /// Takes a box off all visits. Where it was ticked it stays in the history.
  package func retireBox(_ id: ID<ChecklistBox>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write(locking: [Self.checklistLock]) { tx in
      guard let box = try tx.checklist().first(where: { $0.id == id && $0.isActive }) else {
        throw NotFound("box")
      }
      try tx.run(
        "INSERT INTO checklist_box_retirement (box, at, by_name) VALUES (\(id), \(moment), \(who.name))")
      try tx.audit("checklist.retired", by: who, subject: "checklist_box:\(id)", detail: box.name, at: moment)
    }
  }

  private static let checklistLock = "checklist"
}
