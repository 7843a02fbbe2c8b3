import Kernel
import Practice
import Scheduling
import Store

extension Demo {
  /// Four boxes, and what the desk has ticked of them for today and tomorrow at the first place.
  func checkOff(_ office: DemoOffice, today: LocalDay, by who: Who) async throws {
    guard let desk = office.desk.first, let place = office.places.first else { return }
    let types = try await scheduling.visitTypes(by: who).filter(\.isActive)
    func kinds(_ category: VisitType.Category) -> Set<ID<VisitType>> {
      Set(types.filter { $0.rules.category == category }.map(\.id))
    }
    let (new, procedures) = (kinds(.newPatient), kinds(.procedure))
    var drafts = [ChecklistDraft(name: "Insurance verified", dueDays: 1)]
    if !new.isEmpty {
      drafts.append(ChecklistDraft(name: "Forms sent", dueDays: 7, visitTypes: new))
      drafts.append(ChecklistDraft(name: "Records requested", dueDays: 3, visitTypes: new))
    }
    if !procedures.isEmpty {
      drafts.append(ChecklistDraft(name: "Consent signed", dueDays: 0, visitTypes: procedures))
    }
    for draft in drafts { try await scheduling.keepBox(draft, by: who) }
    var dice = Dice(seed, "checklist")
    for open in try await scheduling.openBoxes(at: place.location, days: 2, by: desk) {
      for box in open.boxes where dice.falls(70) {
        try await scheduling.tick(box.id, on: open.board.visit.id, by: desk)
      }
    }
  }
}
