import Kernel
import Practice
import Store

/// A box of the practice's own that is ticked on visits: `Insurance verified`.
package struct ChecklistBox: Sendable, Equatable {
  package let id: ID<ChecklistBox>
  package let name: String
  /// Days before the visit on which it is to be ticked, 0 on the day itself; nil where no day is set.
  package let dueDays: Int?
  /// Only visits of these kinds have it; all have where there is none.
  package let visitTypes: Set<ID<VisitType>>
  /// Visits have it; one that is retired stays in the history of those that had it ticked.
  package let isActive: Bool

  func belongs(to type: ID<VisitType>) -> Bool {
    isActive && (visitTypes.isEmpty || visitTypes.contains(type))
  }

  /// Whether it is to be ticked by now.
  package func isDue(for visit: LocalDay, on today: LocalDay) -> Bool {
    dueDays.map { today >= visit.advanced(by: -$0) } ?? false
  }
}

/// A box that was ticked on a visit, by whom and when, and whether it was taken back.
package struct BoxTick: Sendable, Equatable {
  package let appointment: ID<Appointment>
  package let box: ID<ChecklistBox>
  package let name: String
  package let at: Instant
  package let staffName: String
  package let undone: VisitStep.Undone?
}

/// A box of a visit, ticked or not.
package struct VisitBox: Sendable, Equatable {
  package let box: ChecklistBox
  package let tick: BoxTick?
}

/// How many of a visit's boxes are ticked.
package struct BoxCount: Sendable, Equatable {
  package let ticked: Int
  package let all: Int

  /// Nil where there is no box.
  init?(_ boxes: [ChecklistBox], ticked: Set<ID<ChecklistBox>>) {
    if boxes.isEmpty { return nil }
    self.ticked = boxes.count { ticked.contains($0.id) }
    all = boxes.count
  }

  package var isOpen: Bool { ticked < all }
  /// `2 of 4`
  package var words: String { "\(ticked) of \(all)" }
}

extension Transaction {
  /// All boxes in their order, the retired ones too.
  func checklist() throws -> [ChecklistBox] {
    try settled("checklist") {
      var types: [ID<ChecklistBox>: Set<ID<VisitType>>] = [:]
      for row in try rows("SELECT box, visit_type FROM checklist_box_type") {
        types[try row("box"), default: []].insert(try row("visit_type"))
      }
      return try rows(
        """
        SELECT b.id, b.name, b.due_days, r.box AS retired
        FROM checklist_box b LEFT JOIN checklist_box_retirement r ON r.box = b.id ORDER BY b.place, b.id
        """
      ).map { row in
        let id: ID<ChecklistBox> = try row("id")
        return ChecklistBox(
          id: id, name: try row("name"), dueDays: try row("due_days"), visitTypes: types[id] ?? [],
          isActive: (try row("retired") as String?) == nil)
      }
    }
  }

  /// All ticks of some visits, those that were taken back too, first to last.
  func ticks(where condition: SQL) throws -> [BoxTick] {
    try rows(
      """
      SELECT t.appointment, t.box, b.name, t.at, t.staff_name, t.undone_at, t.undone_by
      FROM appointment a JOIN checklist_tick t ON t.appointment = a.id JOIN checklist_box b ON b.id = t.box
      WHERE \(condition) ORDER BY t.appointment, t.number
      """
    ).map { row in
      let undoneAt: Instant? = try row("undone_at")
      return BoxTick(
        appointment: try row("appointment"), box: try row("box"), name: try row("name"), at: try row("at"),
        staffName: try row("staff_name"),
        undone: try undoneAt.map { VisitStep.Undone(at: $0, by: try row("undone_by") ?? "") })
    }
  }

  /// Which boxes of some visits are ticked; nothing is read where the practice has no boxes.
  func ticked(where condition: SQL, of boxes: [ChecklistBox]) throws -> [ID<Appointment>: Set<
    ID<ChecklistBox>
  >] {
    if boxes.isEmpty { return [:] }
    return try rows(
      """
      SELECT t.appointment, t.box FROM appointment a JOIN checklist_tick t ON t.appointment = a.id
      WHERE \(condition) AND t.undone_at IS NULL
      """
    ).reduce(into: [:]) { $0[try $1("appointment"), default: []].insert(try $1("box")) }
  }

  /// The boxes of a visit, in their order.
  func boxes(of visit: Appointment, _ ticks: [BoxTick]) throws -> [VisitBox] {
    let standing = Dictionary(
      ticks.filter { $0.appointment == visit.id && $0.undone == nil }.map { ($0.box, $0) },
      uniquingKeysWith: { first, _ in first })
    return try checklist().filter { $0.belongs(to: visit.visitType) }.map {
      VisitBox(box: $0, tick: standing[$0.id])
    }
  }
}
