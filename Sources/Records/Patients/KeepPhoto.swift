import Kernel
import Practice
import Store

package enum PhotoRefused: Refusal {
  case tooLarge, notAPicture

  package var kind: RefusalKind { .invalid }
  package var sentence: String {
    switch self {
    case .tooLarge: "The picture is larger than 2 MB; please take a smaller one."
    case .notAPicture: "This is not a JPEG, PNG or WebP picture."
    }
  }
}

extension Records {
  /// Puts a picture on the record, in place of an earlier one.
  package func keepPhoto(_ bytes: [UInt8], of id: ID<Patient>, by who: Who) async throws {
    try who.require(.editPatients)
    guard bytes.count <= PatientPhoto.largest else { throw PhotoRefused.tooLarge }
    guard let media = pictureKind(bytes) else { throw PhotoRefused.notAPicture }
    let moment = now()
    try await store.write { tx in
      guard let patient = try tx.patient(id) else { throw NotFound("patient") }
      let old = try tx.photoTrace(of: id)
      let new = "\(media), \(bytes.count) bytes, \(Hex.text(SHA256.hash(bytes)).prefix(12))"
      guard old != new else { return }
      try tx.run(
        """
        INSERT INTO patient_photo (patient, media, bytes, trace, taken_at, taken_by)
        VALUES (\(id), \(media), \(bytes), \(new), \(moment), \(who.staff))
        ON CONFLICT (patient) DO UPDATE SET media = excluded.media, bytes = excluded.bytes,
          trace = excluded.trace, taken_at = excluded.taken_at, taken_by = excluded.taken_by
        """)
      try tx.photoChanged(patient, from: old, to: new, by: who, at: moment)
    }
  }

  /// Takes the picture off the record.
  package func removePhoto(of id: ID<Patient>, by who: Who) async throws {
    try who.require(.editPatients)
    let moment = now()
    try await store.write { tx in
      guard let patient = try tx.patient(id) else { throw NotFound("patient") }
      let old = try tx.photoTrace(of: id)
      guard !old.isEmpty else { return }
      try tx.run("DELETE FROM patient_photo WHERE patient = \(id)")
      try tx.photoChanged(patient, from: old, to: "", by: who, at: moment)
    }
  }

  package func photo(of id: ID<Patient>, by who: Who) async throws -> PatientPhoto {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      guard let row = try tx.row("SELECT media, bytes FROM patient_photo WHERE patient = \(id)") else {
        throw NotFound("photo")
      }
      try tx.audit("patient.photo_viewed", by: who, patients: [id.rawValue], at: moment)
      return PatientPhoto(media: try row("media"), bytes: try row("bytes"))
    }
  }
}

extension Transaction {
  fileprivate func photoTrace(of id: ID<Patient>) throws -> String {
    try value("SELECT trace FROM patient_photo WHERE patient = \(id)") ?? ""
  }

  fileprivate func photoChanged(
    _ patient: Patient, from old: String, to new: String, by who: Who, at moment: Instant
  ) throws {
    let changed = Patient(
      id: patient.id, number: patient.number, version: patient.version + 1, registered: patient.registered,
      facts: patient.facts)
    try run("UPDATE patient SET version = \(changed.version) WHERE id = \(patient.id)")
    try insertChanges([(.photo, old, new)], of: changed, by: who, at: moment)
    try audit("patient.photo_changed", by: who, patients: [patient.id.rawValue], at: moment)
  }
}

/// By its first bytes, not by what the sender calls it.
private func pictureKind(_ bytes: [UInt8]) -> String? {
  if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
  if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return "image/png" }
  if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) {
    return "image/webp"
  }
  return nil
}
