import Kernel
import Practice
import Records
import Store

/// A box of the practice's own that stands on visits until somebody ticks it: insurance checked, consent signed.
package struct ChecklistBox: Sendable, Equatable {
  package let id: ID<ChecklistBox>
  package var draft: ChecklistDraft

  package func fits(_ type: ID<VisitType>) -> Bool { draft.types.isEmpty || draft.types.contains(type) }

  /// The first day on which an open box is late for a visit.
  package func dueDay(for day: LocalDay) -> LocalDay { day.advanced(by: -draft.dueDays) }
}

/// A box as a form or a seed gives it.
package struct ChecklistDraft: Sendable, Equatable {
  package var name: String
  /// Lower stands first.
  package var place: Int
  package var dueDays: Int
  /// Empty is every kind of visit.
  package var types: Set<ID<VisitType>>

  package init(name: String, place: Int = 50, dueDays: Int = 0, types: Set<ID<VisitType>> = []) {
    self.name = name
    self.place = place
    self.dueDays = dueDays
    self.types = types
  }

  func checked() throws(InvalidInput) -> ChecklistDraft {
    var clean = self
    clean.name = try CleanText.line(name, of: "The name", limit: 60)
    if clean.name.isEmpty { throw InvalidInput("name", "Give the box a name.") }
    guard (1...99).contains(place) else {
      throw InvalidInput("place", "The place is 1 to 99; lower stands first.")
    }
    guard (0...90).contains(dueDays) else {
      throw InvalidInput("due_days", "A box is due 0 to 90 days before the visit.")
    }
    return clean
  }
}

/// A box on one visit.
package struct VisitCheck: Sendable, Equatable {
  package let box: ChecklistBox
  /// Who ticked it and when; nil while it is open.
  package let ticked: Ticked?

  package struct Ticked: Sendable, Equatable {
    package let by: String
    package let at: Instant
  }
}

/// A tick in the history of its visit.
package struct CheckTick: Sendable, Equatable {
  package let appointment: ID<Appointment>
  package let box: ID<ChecklistBox>
  package let name: String
  package let at: Instant
  package let by: String
  package let undone: VisitStep.Undone?
}

/// Why a box cannot be kept or ticked.
package enum ChecklistRefused: Refusal, Equatable {
  case enough
  case retired
  case notForIt(VisitStatus)

  /// How many boxes a practice uses at once.
  static let most = 24

  package var sentence: String {
    switch self {
    case .enough: "A checklist has \(Self.most) boxes at most. Retire one that nobody needs."
    case .retired: "This box is not used any more. Open the page again."
    case .notForIt(let status): "This visit is \(status.words), so its boxes do not matter any more."
    }
  }
}

extension Transaction {
  /// Boxes in use, or all that ever were, in their order.
  func checklistBoxes(retired: Bool = false) throws -> [ChecklistBox] {
    let types: [ID<ChecklistBox>: Set<ID<VisitType>>] = try rows(
      "SELECT box, visit_type FROM checklist_box_type"
    ).reduce(into: [:]) { $0[try $1("box"), default: []].insert(try $1("visit_type")) }
    let which: SQL = retired ? "1 = 1" : "retired_at IS NULL"
    return try rows(
      "SELECT id, name, place, due_days FROM checklist_box WHERE \(which) ORDER BY place, name, id"
    ).map { row in
      let id: ID<ChecklistBox> = try row("id")
      return ChecklistBox(
        id: id,
        draft: ChecklistDraft(
          name: try row("name"), place: try row("place"), dueDays: try row("due_days"), types: types[id] ?? []
        ))
    }
  }

  /// All ticks of some visits, those that were taken back too, first to last.
  func checkTicks(where condition: SQL) throws -> [CheckTick] {
    try rows(
      """
      SELECT t.appointment, t.box, b.name, t.at, t.staff_name, t.undone_at, t.undone_by
      FROM appointment a JOIN visit_check t ON t.appointment = a.id JOIN checklist_box b ON b.id = t.box
      WHERE \(condition) ORDER BY t.appointment, t.number
      """
    ).map { row in
      let undoneAt: Instant? = try row("undone_at")
      return CheckTick(
        appointment: try row("appointment"), box: try row("box"), name: try row("name"), at: try row("at"),
        by: try row("staff_name"),
        undone: try undoneAt.map { VisitStep.Undone(at: $0, by: try row("undone_by") ?? "") })
    }
  }
}

extension [ChecklistBox] {
  /// The boxes of one visit, with what is ticked of them.
  func on(_ visit: Appointment, _ ticks: [CheckTick]) -> [VisitCheck] {
    let standing = Dictionary(
      ticks.filter { $0.appointment == visit.id && $0.undone == nil }.map { ($0.box, $0) },
      uniquingKeysWith: { one, _ in one })
    return filter { $0.fits(visit.visitType) }.map { box in
      VisitCheck(box: box, ticked: standing[box.id].map { VisitCheck.Ticked(by: $0.by, at: $0.at) })
    }
  }
}
