import Kernel
import Practice
import Store

extension Scheduling {
  /// The boxes in use, in their order.
  package func checklist(by who: Who) async throws -> [ChecklistBox] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.checklistBoxes() }
  }

  @discardableResult
  package func addBox(_ draft: ChecklistDraft, by who: Who) async throws -> ChecklistBox {
    try who.require(.manageSchedule)
    let (box, moment) = (ChecklistBox(id: ID(rawValue: newID()), draft: try draft.checked()), now())
    try await store.write { tx in
      guard try tx.checklistBoxes().count < ChecklistRefused.most else { throw ChecklistRefused.enough }
      try tx.run(
        """
        INSERT INTO checklist_box (id, name, place, due_days, added_at, added_by)
        VALUES (\(box.id), \(box.draft.name), \(box.draft.place), \(box.draft.dueDays), \(moment), \(who.name))
        """)
      try tx.keepTypes(of: box)
      try tx.audit("checklist.added", by: who, subject: "box:\(box.id)", detail: box.draft.name, at: moment)
    }
    return box
  }

  /// Changes a box wherever it stands. What was ticked stays ticked.
  package func editBox(_ id: ID<ChecklistBox>, _ draft: ChecklistDraft, by who: Who) async throws {
    try who.require(.manageSchedule)
    let (box, moment) = (ChecklistBox(id: id, draft: try draft.checked()), now())
    try await store.write { tx in
      let changed = try tx.change(
        """
        UPDATE checklist_box SET name = \(box.draft.name), place = \(box.draft.place),
          due_days = \(box.draft.dueDays) WHERE id = \(id) AND retired_at IS NULL
        """)
      guard changed == 1 else { throw NotFound("box") }
      try tx.run("DELETE FROM checklist_box_type WHERE box = \(id)")
      try tx.keepTypes(of: box)
      try tx.audit("checklist.changed", by: who, subject: "box:\(id)", detail: box.draft.name, at: moment)
    }
  }

  /// Takes a box out of use. Visits keep what was ticked in their history.
  package func retireBox(_ id: ID<ChecklistBox>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      let changed = try tx.change(
        """
        UPDATE checklist_box SET retired_at = \(moment), retired_by = \(who.name)
        WHERE id = \(id) AND retired_at IS NULL
        """)
      guard changed == 1 else { return }
      try tx.audit("checklist.retired", by: who, subject: "box:\(id)", at: moment)
    }
  }
}

extension Transaction {
  fileprivate func keepTypes(of box: ChecklistBox) throws {
    let known = Set(try visitTypes().map(\.id))
    for type in box.draft.types.sorted() {
      guard known.contains(type) else { throw NotFound("visit type") }
      try run("INSERT INTO checklist_box_type (box, visit_type) VALUES (\(box.id), \(type))")
    }
  }
}
