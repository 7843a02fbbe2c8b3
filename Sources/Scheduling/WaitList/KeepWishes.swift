import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// What live pages watch: the wait list and its offers.
  package static let waitListTopic = "wait-list"

  /// Puts a patient on the wait list. The same form twice puts them there once.
  @discardableResult
  package func wish(_ terms: WishTerms, by who: Who, submission: String) async throws -> Wish {
    try who.require(.bookVisits)
    if let location = terms.location { try who.require(location) }
    let wish = Wish(id: ID(rawValue: newID()), terms: try terms.checked(), since: now())
    do {
      return try await store.write { tx in
        if let before = try tx.answer(forSubmission: submission, by: who.staff.rawValue),
          let made = try tx.wish(ID(rawValue: before))
        {
          return made
        }
        try tx.requireLiving(wish.terms.patient)
        try tx.check(wish.terms)
        try tx.insert(wish, by: who)
        try tx.tell("wish.added", wish, at: wish.since, by: who)
        try tx.remember(
          submission: submission, by: who.staff.rawValue, answer: wish.id.rawValue, at: wish.since)
        return wish
      }
    } catch let error as StoreError where error.kind == .foreignKey {
      throw NotFound("visit type, provider or place")
    }
  }

  /// Changes what somebody waits for; their place in line stays.
  package func editWish(_ id: ID<Wish>, _ terms: WishTerms, by who: Who) async throws {
    try who.require(.bookVisits)
    if let location = terms.location { try who.require(location) }
    let clean = try terms.checked()
    let moment = now()
    try await store.write { tx in
      var wish = try tx.openWish(id, by: who)
      guard wish.terms.patient == clean.patient else { throw WishRefused.otherPatient }
      try tx.check(clean)
      wish.terms = clean
      try tx.update(wish)
      try tx.tell("wish.changed", wish, at: moment, by: who)
    }
  }

  /// Takes somebody off the list, with the reason, and their offers back.
  package func withdrawWish(_ id: ID<Wish>, because reason: String, by who: Who) async throws {
    try who.require(.bookVisits)
    let words = try CleanText.line(reason, of: "The reason", limit: 200)
    let moment = now()
    try await store.write { tx in
      let wish = try tx.openWish(id, by: who)
      try tx.end(id, .withdrawn, because: words, at: moment, by: who)
      try tx.withdrawOffers(of: id, at: moment, by: who)
      try tx.tell("wish.withdrawn", wish, at: moment, by: who)
    }
  }

  /// How the freed times of each kind of visit are offered.
  package func waveRules(by who: Who) async throws -> [ID<VisitType>: WaveRule] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.waveRules() }
  }

  package func keepWaveRule(_ rule: WaveRule, for type: ID<VisitType>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let clean = try rule.checked()
    let moment = now()
    try await store.write { tx in
      guard try tx.visitTypes([type]).first != nil else { throw NotFound("visit type") }
      try tx.keep(clean, for: type)
      try tx.audit("wave_rule.changed", by: who, subject: "visit_type:\(type)", at: moment)
      try tx.announce(Self.waitListTopic)
    }
  }
}

/// Why a wish cannot be kept.
package enum WishRefused: Refusal, Equatable {
  case otherPatient
  case notTheirVisit
  case nobodyDoesIt

  package var sentence: String {
    switch self {
    case .otherPatient: "This wish belongs to another patient. Add a new one instead."
    case .notTheirVisit: "The visit to be moved is not a coming visit of this patient. Choose another."
    case .nobodyDoesIt: "This provider does not do that kind of visit. Choose another provider, or anybody."
    }
  }
}

extension Transaction {
  /// - Throws: ``NotFound`` for nobody, ``BookingRefused/deceased`` for the dead.
  func requireLiving(_ patient: ID<Patient>) throws {
    let row = try row(
      "SELECT d.patient AS dead FROM patient p LEFT JOIN patient_death d ON d.patient = p.id WHERE p.id = \(patient)"
    )
    guard let row else { throw NotFound("patient") }
    if (try row("dead") as String?) != nil { throw BookingRefused.deceased }
  }

  fileprivate func check(_ terms: WishTerms) throws {
    guard let type = try visitTypes([terms.visitType]).first, type.isActive else {
      throw NotFound("visit type")
    }
    if let provider = terms.provider, !type.providers.contains(provider) { throw WishRefused.nobodyDoesIt }
    guard let sooner = terms.sooner else { return }
    guard let visit = try appointment(sooner), visit.patient == terms.patient,
      visit.status == .booked || visit.status == .confirmed
    else { throw WishRefused.notTheirVisit }
  }

  fileprivate func tell(_ action: String, _ wish: Wish, at moment: Instant, by who: Who) throws {
    try audit(
      action, by: who, patients: [wish.terms.patient.rawValue], subject: "wish:\(wish.id)", at: moment)
    try announce(Scheduling.waitListTopic)
  }
}
