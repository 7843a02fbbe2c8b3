import Kernel
import Practice
import Store

extension Scheduling {
  /// How much heavier a visit is for what a patient needs, in percent on top.
  package func needWeights(by who: Who) async throws -> [CaseloadNeed: Int] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.needWeights() }
  }

  /// Changes how needs weigh. Visits that are booked keep the weight they were booked with.
  package func keepNeedWeights(_ weights: [CaseloadNeed: Int], by who: Who) async throws {
    try who.require(.manageSchedule)
    for (need, percent) in weights where !(0...300).contains(percent) {
      throw InvalidInput(need.rawValue, "“\(need.words)” weighs 0 to 300 percent on top.")
    }
    let moment = now()
    try await store.write { tx in
      try tx.run("DELETE FROM need_weight")
      for (need, percent) in weights {
        try tx.run("INSERT INTO need_weight (need, percent) VALUES (\(need), \(percent))")
      }
      try tx.audit("caseload.weights_changed", by: who, subject: "caseload", at: moment)
    }
  }
}
