import Kernel
import Practice
import Store

extension Records {
  /// Leaves a note for the desk, or an alert that is shown wherever the patient is.
  package func write(
    _ kind: DeskNote.Kind, _ text: String, on id: ID<Patient>, by who: Who, submission: String
  ) async throws -> DeskNote {
    try who.require(.editPatients)
    let clean = try CleanText.lines(text, of: "The note", limit: 2000)
    guard !clean.isEmpty else { throw InvalidInput("text", "Please write something.") }
    let note = DeskNote(
      id: ID(rawValue: newID()), patient: id, kind: kind, text: clean, at: now(), by: who.name, retired: nil)
    return try await store.write { tx in
      let known: Int? = try tx.value("SELECT number FROM patient WHERE id = \(id)")
      guard known != nil else { throw NotFound("patient") }
      if let earlier = try tx.answer(forSubmission: submission, by: who.staff.rawValue),
        let written = try tx.notes(of: id, withRetired: true).first(where: { $0.id.rawValue == earlier })
      {
        return written
      }
      try tx.insert([note], by: who)
      try tx.remember(
        submission: submission, by: who.staff.rawValue, answer: note.id.rawValue, at: note.at)
      try tx.audit(
        "patient.\(kind.rawValue)_written", by: who, patients: [id.rawValue], subject: "note:\(note.id)",
        at: note.at)
      return note
    }
  }

  /// Takes a note out of sight. It stays in the record, with who, when and why.
  package func retire(_ note: ID<DeskNote>, on id: ID<Patient>, reason: String, by who: Who) async throws {
    try who.require(.editPatients)
    let clean = try CleanText.line(reason, of: "The reason")
    let moment = now()
    try await store.write { tx in
      let known: String? = try tx.value(
        "SELECT kind FROM patient_note WHERE id = \(note) AND patient = \(id)")
      guard known != nil else { throw NotFound("note") }
      let count = try tx.change(
        """
        INSERT INTO patient_note_retirement (note, retired_at, retired_by, retired_by_name, reason)
        VALUES (\(note), \(moment), \(who.staff), \(who.name), \(clean)) ON CONFLICT (note) DO NOTHING
        """)
      guard count == 1 else { return }
      try tx.audit(
        "patient.note_retired", by: who, patients: [id.rawValue], subject: "note:\(note)", at: moment)
    }
  }

  /// Every note and alert there ever was, newest first.
  package func allNotes(on id: ID<Patient>, by who: Who) async throws -> [DeskNote] {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      try tx.audit("patient.notes_viewed", by: who, patients: [id.rawValue], at: moment)
      return try tx.notes(of: id, withRetired: true)
    }
  }
}

extension Transaction {
  package func insert(_ notes: [DeskNote], by who: Who) throws {
    try insert(
      into: "patient_note", "id, patient, kind, text, written_at, written_by, written_by_name",
      notes.map { [$0.id, $0.patient, $0.kind, $0.text, $0.at, who.staff, who.name] })
  }

  /// Notes in force, or all, newest first.
  func notes(of id: ID<Patient>, withRetired: Bool = false) throws -> [DeskNote] {
    let inForce: SQL = withRetired ? "" : "AND r.note IS NULL"
    return try rows(
      """
      SELECT n.id, n.patient, n.kind, n.text, n.written_at, n.written_by_name, r.retired_at,
        r.retired_by_name, r.reason
      FROM patient_note n LEFT JOIN patient_note_retirement r ON r.note = n.id
      WHERE n.patient = \(id) \(inForce) ORDER BY n.written_at DESC, n.id DESC
      """
    ).map(deskNote)
  }

  private func deskNote(_ row: Row) throws -> DeskNote {
    let retiredAt: Instant? = try row("retired_at")
    return DeskNote(
      id: try row("id"), patient: try row("patient"), kind: try row("kind"), text: try row("text"),
      at: try row("written_at"), by: try row("written_by_name"),
      retired: try retiredAt.map {
        DeskNote.Retirement(at: $0, by: try row("retired_by_name"), reason: try row("reason"))
      })
  }
}
