import Kernel
import Store

/// Who pays, as the card says.
package struct Coverage: ClinicalFact, Hashable {
  package var status = ""
  /// `PPO`, `Medicare`, `self-pay`
  package var kind = ""
  package var payer: String
  package var memberID = ""
  package var group = ""
  package var plan = ""
  /// The patient's relation to the subscriber: `self`, `child`, `spouse`.
  package var relationship = ""
  package var subscriber = ""
  package var from: PartialDay?
  package var until: PartialDay?
  /// 1 is billed first.
  package var rank: Int?

  package init(payer: String) { self.payer = payer }

  static let table = "coverage"
  static let columns = [
    "status", "kind", "payer", "member_id", "group_number", "plan", "relationship", "subscriber", "from_day",
    "until_day", "rank",
  ]
  var values: [any Stored] {
    [
      kept(status), kept(kind), kept(payer), kept(memberID), kept(group), kept(plan), kept(relationship),
      kept(subscriber), from, until, rank.flatMap { $0 >= 1 ? $0 : nil },
    ]
  }

  init(row: Row) throws {
    status = try row("status")
    kind = try row("kind")
    payer = try row("payer")
    memberID = try row("member_id")
    group = try row("group_number")
    plan = try row("plan")
    relationship = try row("relationship")
    subscriber = try row("subscriber")
    from = try row("from_day")
    until = try row("until_day")
    rank = try row("rank")
  }
}
