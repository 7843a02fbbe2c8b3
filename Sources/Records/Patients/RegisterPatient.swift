import Kernel
import Practice
import Store

extension Records {
  /// Makes a record for a new patient and gives it the next record number.
  ///
  /// `submission` is the key of the form: the same form sent twice makes one record. Whether somebody like this is
  /// known already is asked before, with ``likelyDuplicates(of:by:)``.
  package func register(_ draft: PatientDraft, by who: Who, submission: String) async throws -> Patient {
    try who.require(.editPatients)
    let facts = try draft.checked(today: today()).facts
    let new = NewPatient(id: ID(rawValue: newID()), facts: facts)
    let moment = now()
    do {
      return try await store.write { tx in
        if let earlier = try tx.registered(submission, by: who) { return earlier }
        try tx.checkRelated(facts)
        let patient = try tx.insert([new], by: who, at: moment)[0]
        try tx.remember(submission: submission, by: who.staff.rawValue, answer: new.id.rawValue, at: moment)
        try tx.audit("patient.registered", by: who, patients: [new.id.rawValue], at: moment)
        return patient
      }
    } catch let error as StoreError where error.kind == .unique {
      // The same form at the same moment: the other sending was first.
      guard let earlier = try await store.read({ try $0.registered(submission, by: who) }) else {
        throw error
      }
      return earlier
    }
  }
}

extension Transaction {
  fileprivate func registered(_ submission: String, by who: Who) throws -> Patient? {
    guard let answer = try answer(forSubmission: submission, by: who.staff.rawValue) else { return nil }
    return try patient(ID(rawValue: answer))
  }

  /// A guarantor or contact who is a patient must be one of ours.
  func checkRelated(_ facts: PatientFacts) throws {
    for (place, person) in facts.related.enumerated() {
      guard let other = person.patient else { continue }
      let known: Int? = try value("SELECT number FROM patient WHERE id = \(other)")
      guard known == nil else { continue }
      let problem = InvalidInput("related.\(place).patient", "The related person is not a patient here.")
      throw PatientDraftRefused(problems: [problem])
    }
  }
}
