import Kernel
import Practice
import Records
import Store

/// Somebody at the desk without a visit.
package struct WalkInDraft: Sendable {
  package var location: ID<Location>
  package var patient: ID<Patient>?
  /// How they are called, where they are not found in the records yet.
  package var name: String
  package var reason: String
  package var visitType: ID<VisitType>
  package var urgency: WalkIn.Urgency

  package init(
    location: ID<Location>, patient: ID<Patient>? = nil, name: String = "", reason: String,
    visitType: ID<VisitType>, urgency: WalkIn.Urgency = .ordinary
  ) {
    self.location = location
    self.patient = patient
    self.name = name
    self.reason = reason
    self.visitType = visitType
    self.urgency = urgency
  }
}

extension Scheduling {
  /// Puts somebody who came without a visit into the queue.
  package func noteWalkIn(_ draft: WalkInDraft, submission: String, by who: Who) async throws -> ID<WalkIn> {
    try who.require(.runDay)
    try who.require(draft.location)
    let name = try CleanText.line(draft.name, of: "The name", limit: 120)
    let reason = try CleanText.line(draft.reason, of: "The reason", limit: 200)
    guard draft.patient != nil || !name.isEmpty else {
      throw InvalidInput("name", "Say how they are called, or find the patient.")
    }
    guard !reason.isEmpty else { throw InvalidInput("reason", "Say in a few words why they came.") }
    let id: ID<WalkIn> = ID(rawValue: newID())
    let moment = now()
    return try await store.write { tx in
      if let before = try tx.answer(forSubmission: submission, by: who.staff.rawValue) {
        return ID(rawValue: before)
      }
      guard let zone = try tx.location(draft.location)?.zone else { throw NotFound("location") }
      guard try tx.visitTypes([draft.visitType]).first?.isActive == true else { throw NotFound("visit type") }
      let known = try draft.patient.map { try tx.nameOfPatient($0) }
      try tx.run(
        """
        INSERT INTO walk_in (id, location, patient, name, reason, visit_type, urgency, day, came_at, noted_by)
        VALUES (\(id), \(draft.location), \(draft.patient), \(known ?? name), \(reason), \(draft.visitType),
          \(draft.urgency.rawValue), \(zone.day(of: moment)), \(moment), \(who.name))
        """)
      try tx.audit(
        "walk_in.noted", by: who, patients: draft.patient.map { [$0.rawValue] } ?? [],
        subject: "walk_in:\(id)",
        at: moment)
      try tx.remember(submission: submission, by: who.staff.rawValue, answer: id.rawValue, at: moment)
      try tx.announce(Self.topic(draft.location, zone.day(of: moment)))
      return id
    }
  }

  /// Notes that somebody left without being seen.
  package func letGo(_ id: ID<WalkIn>, words: String = "", by who: Who) async throws {
    try who.require(.runDay)
    let words = try CleanText.line(words, of: "The remark", limit: 200)
    let moment = now()
    try await store.write { tx in
      let one = try tx.openWalkIn(id, by: who)
      try tx.end(one, visit: nil, words, by: who, at: moment)
      try tx.audit(
        "walk_in.left", by: who, patients: one.patient.map { [$0.rawValue] } ?? [], subject: "walk_in:\(id)",
        at: moment)
    }
  }
}

extension Transaction {
  func nameOfPatient(_ id: ID<Patient>) throws -> String {
    guard let row = try row("SELECT family, given FROM patient_name WHERE patient = \(id) AND place = 0")
    else {
      throw NotFound("patient")
    }
    return "\(try row("given") as String) \(try row("family") as String)"
  }

  /// Somebody who still waits.
  func openWalkIn(_ id: ID<WalkIn>, by who: Who) throws -> WalkIn {
    guard let one = try walkIns(where: "w.id = \(id)").first, who.may(at: one.location) else {
      throw NotFound("person in the queue")
    }
    guard one.end == nil else { throw WalkInRefused.over }
    return one
  }

  func end(_ one: WalkIn, visit: ID<Appointment>?, _ words: String, by who: Who, at moment: Instant) throws {
    let ended = try change(
      """
      INSERT INTO walk_in_end (walk_in, appointment, words, at, by_name)
      VALUES (\(one.id), \(visit), \(words), \(moment), \(who.name)) ON CONFLICT (walk_in) DO NOTHING
      """)
    guard ended == 1 else { throw WalkInRefused.over }
    guard let zone = try location(one.location)?.zone else { return }
    try announce(Scheduling.topic(one.location, zone.day(of: moment)))
  }

  /// In the order in which they are seen: the urgent first, then who came first.
  func walkIns(where condition: SQL) throws -> [WalkIn] {
    try rows(
      """
      SELECT w.id, w.location, w.patient, w.name, w.reason, w.visit_type, t.name AS type_name, w.urgency, w.came_at,
        e.appointment, e.words, e.at, e.by_name
      FROM walk_in w JOIN visit_type t ON t.id = w.visit_type LEFT JOIN walk_in_end e ON e.walk_in = w.id
      WHERE \(condition) ORDER BY w.urgency, w.came_at, w.id
      """
    ).map { row in
      let ended: Instant? = try row("at")
      return WalkIn(
        id: try row("id"), location: try row("location"), patient: try row("patient"), name: try row("name"),
        reason: try row("reason"), visitType: try row("visit_type"), typeName: try row("type_name"),
        urgency: WalkIn.Urgency(rawValue: try row("urgency")) ?? .ordinary, cameAt: try row("came_at"),
        end: try ended.map {
          WalkIn.End(visit: try row("appointment"), words: try row("words"), at: $0, by: try row("by_name"))
        })
    }
  }
}
