import Kernel
import Practice
import Records
import Store

/// What the practice lets patients do by themselves.
package struct OnlineRules: Sendable, Equatable {
  /// Whether anybody may open the booking page, or only who was given a page of their own.
  package var publicPage: Bool
  /// How many days ahead visits can be had.
  package var aheadDays: Int
  /// How many hours before its visit a patient may still move it. Cancelling is possible until it begins: a late word
  /// is better than none.
  package var changeHours: Int
  /// How many visits that are still to come somebody may have booked or asked for by themselves.
  package var most: Int
  /// How long the time of a visit that is asked for is held, in hours.
  package var keepHours: Int

  package init(publicPage: Bool, aheadDays: Int, changeHours: Int, most: Int, keepHours: Int) {
    self.publicPage = publicPage
    self.aheadDays = aheadDays
    self.changeHours = changeHours
    self.most = most
    self.keepHours = keepHours
  }

  /// Until the practice says otherwise.
  package static let atFirst = OnlineRules(
    publicPage: false, aheadDays: 90, changeHours: 24, most: 3, keepHours: 24)

  fileprivate func check() throws(InvalidInput) {
    guard (1...365).contains(aheadDays) else {
      throw InvalidInput("ahead_days", "Visits can be had 1 to 365 days ahead.")
    }
    guard (0...336).contains(changeHours) else {
      throw InvalidInput("change_hours", "Visits can be moved until 0 to 336 hours before they begin.")
    }
    guard (1...20).contains(most) else {
      throw InvalidInput("most", "Somebody may have 1 to 20 visits booked by themselves.")
    }
    guard (1...72).contains(keepHours) else {
      throw InvalidInput("keep_hours", "A time that is asked for is held for 1 to 72 hours.")
    }
  }
}

/// A kind of visit as patients may have it by themselves.
package struct OnlineType: Sendable, Equatable {
  package var visitType: ID<VisitType>
  package var isOpen: Bool
  package var way: Way
  package var whom: Whom
  /// The least notice, in hours; the type's own notice counts besides.
  package var leastHours: Int
  /// What patients read in place of the type's name; empty is the name.
  package var words: String

  package enum Way: String, Sendable, CaseIterable, Stored {
    /// Stands at once.
    case booked
    /// Is held until the desk has said yes.
    case asked
  }

  package enum Whom: String, Sendable, CaseIterable, Stored {
    case anybody
    /// Who has been seen here before.
    case known
    /// Who has not.
    case new
  }

  package init(
    visitType: ID<VisitType>, isOpen: Bool, way: Way = .asked, whom: Whom = .anybody, leastHours: Int = 24,
    words: String = ""
  ) {
    self.visitType = visitType
    self.isOpen = isOpen
    self.way = way
    self.whom = whom
    self.leastHours = leastHours
    self.words = words
  }

  func isFor(known: Bool) -> Bool { whom == .anybody || (whom == .known) == known }
}

extension Scheduling {
  /// What patients may do by themselves, and which kinds of visits are or were open to them.
  package func onlineRules(by who: Who) async throws -> (rules: OnlineRules, types: [OnlineType]) {
    try who.require(.manageSchedule)
    return try await store.read { (try $0.onlineRules(), try $0.onlineTypes()) }
  }

  /// Sets what patients may do by themselves. What they have booked stays.
  package func keep(_ rules: OnlineRules, by who: Who) async throws {
    try who.require(.manageSchedule)
    try rules.check()
    let moment = now()
    try await store.write { tx in
      try tx.run(
        """
        INSERT INTO online_rules
          (id, public_page, ahead_days, change_hours, most, keep_hours, changed_at, changed_by)
        VALUES (1, \(rules.publicPage), \(rules.aheadDays), \(rules.changeHours), \(rules.most),
          \(rules.keepHours), \(moment), \(who.name))
        ON CONFLICT (id) DO UPDATE SET public_page = excluded.public_page, ahead_days = excluded.ahead_days,
          change_hours = excluded.change_hours, most = excluded.most, keep_hours = excluded.keep_hours,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """)
      let detail =
        "\(rules.publicPage ? "open to all" : "by link"), \(rules.aheadDays) d, \(rules.changeHours) h, "
        + "\(rules.most), \(rules.keepHours) h"
      try tx.audit("online.rules_changed", by: who, detail: detail, at: moment)
    }
  }

  /// Opens a kind of visit to patients, changes how, or closes it.
  package func keep(_ type: OnlineType, by who: Who) async throws {
    try who.require(.manageSchedule)
    var type = type
    type.words = try CleanText.line(type.words, of: "The words for patients", limit: 80)
    guard (0...336).contains(type.leastHours) else {
      throw InvalidInput("least_hours", "The least notice is 0 to 336 hours.")
    }
    let (moment, kept) = (now(), type)
    try await store.write { tx in
      guard try tx.visitTypes().contains(where: { $0.id == kept.visitType }) else {
        throw NotFound("visit type")
      }
      try tx.run(
        """
        INSERT INTO online_type (visit_type, is_open, way, whom, least_hours, words, changed_at, changed_by)
        VALUES (\(kept.visitType), \(kept.isOpen), \(kept.way), \(kept.whom), \(kept.leastHours), \(kept.words),
          \(moment), \(who.name))
        ON CONFLICT (visit_type) DO UPDATE SET is_open = excluded.is_open, way = excluded.way,
          whom = excluded.whom, least_hours = excluded.least_hours, words = excluded.words,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """)
      try tx.audit(
        "online.type_changed", by: who, subject: "visit_type:\(kept.visitType)",
        detail: kept.isOpen ? "\(kept.way.rawValue), \(kept.whom.rawValue), \(kept.leastHours) h" : "closed",
        at: moment)
    }
  }
}

extension Transaction {
  func onlineRules() throws -> OnlineRules {
    try row(
      "SELECT public_page, ahead_days, change_hours, most, keep_hours FROM online_rules WHERE id = 1"
    ).map {
      OnlineRules(
        publicPage: try $0("public_page"), aheadDays: try $0("ahead_days"),
        changeHours: try $0("change_hours"), most: try $0("most"), keepHours: try $0("keep_hours"))
    } ?? .atFirst
  }

  func onlineTypes() throws -> [OnlineType] {
    try rows(
      "SELECT visit_type, is_open, way, whom, least_hours, words FROM online_type ORDER BY visit_type"
    ).map {
      OnlineType(
        visitType: try $0("visit_type"), isOpen: try $0("is_open"), way: try $0("way"),
        whom: try $0("whom"), leastHours: try $0("least_hours"), words: try $0("words"))
    }
  }
}
