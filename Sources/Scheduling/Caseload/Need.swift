import Kernel
import Practice
import Records
import Store

/// What makes a visit heavier than its kind says.
package enum CaseloadNeed: String, Sendable, CaseIterable, Stored {
  case interpreter, mobility
  /// Nobody here has seen the patient before.
  case new
  case complex

  package var words: String {
    switch self {
    case .interpreter: "Interpreter"
    case .mobility: "Help with moving"
    case .new: "First visit here"
    case .complex: "Complex care"
    }
  }
}

/// Minutes as a caseload counts them: those of the visit, times the weight of its kind, plus what the patient's needs
/// add, in whole minutes rounded up.
package func weightedMinutes(_ minutes: Int, weight: Int, needs percents: [Int]) -> Int {
  let percent = weight * (100 + percents.reduce(0, +))
  return (minutes * percent + 9_999) / 10_000
}

extension Transaction {
  package func needWeights() throws -> [CaseloadNeed: Int] {
    try settled("need weights") {
      var weights: [CaseloadNeed: Int] = [:]
      for row in try rows("SELECT need, percent FROM need_weight WHERE percent > 0") {
        weights[try row("need")] = try row("percent")
      }
      return weights
    }
  }
}
