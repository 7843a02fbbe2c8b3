import Kernel
import Practice
import Store

let missedTables = """
  -- What people ask for may pass unanswered, too: the table anew, with that outcome.
  ALTER TABLE visit_request RENAME TO visit_request_before;
  CREATE TABLE visit_request (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT REFERENCES patient (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts {int} NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    hold TEXT NOT NULL REFERENCES visit_hold (id),
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    birth_date TEXT CHECK (length(birth_date) = 10),
    phone TEXT,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    address TEXT NOT NULL,
    asked_at {instant} NOT NULL,
    ended_at {instant},
    ended_by TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'booked', 'declined', 'withdrawn', 'missed')),
    reason TEXT NOT NULL,
    appointment TEXT REFERENCES appointment (id),
    CHECK ((ended_at IS NULL) = (outcome = 'open') AND (ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((appointment IS NOT NULL) = (outcome = 'booked')),
    CHECK ((patient IS NULL) = (family <> ''))
  ) {strict};
  INSERT INTO visit_request (id, patient, visit_type, provider, location, day, starts, minutes, hold, family,
      given, birth_date, phone, email, language, words, address, asked_at, ended_at, ended_by, outcome, reason,
      appointment)
    SELECT id, patient, visit_type, provider, location, day, starts, minutes, hold, family, given, birth_date, phone,
      email, language, words, address, asked_at, ended_at, ended_by, outcome, reason, appointment
    FROM visit_request_before;
  DROP TABLE visit_request_before;
  CREATE INDEX visit_request_open ON visit_request (location, asked_at) WHERE ended_at IS NULL;
  CREATE INDEX visit_request_by_patient ON visit_request (patient) WHERE ended_at IS NULL;
  CREATE INDEX visit_request_by_time ON visit_request (asked_at);
  CREATE INDEX visit_request_by_end ON visit_request (ended_at) WHERE ended_at IS NOT NULL;
  """

extension Scheduling {
  /// How long the desk sees what was missed, in days: a call within the week may still save the visit.
  private static let missedDays = 7

  /// Closes what was asked for and not answered before its time passed, so that it neither counts among what waits nor
  /// looks as if a yes were still possible. Asked every minute.
  package func closeMissedRequests() async throws {
    let moment = now()
    let missed = try await store.read { try $0.missedRequests(at: moment) }
    for id in missed {
      do {
        try await store.write { tx in
          guard let request = try tx.requests("r.id = \(id)").first else { return }
          try tx.close(request, .missed, "", by: .system("Patient online"), at: moment)
        }
      } catch OnlineRefused.requestOver {
        // Somebody answered in this moment.
        continue
      }
    }
  }

  /// What was missed in the last week at the places of whoever looks, last first. Seeing it is written to the audit
  /// trail.
  package func missedRequests(by who: Who) async throws -> [VisitRequest] {
    try who.require(.bookVisits)
    let since = now().advanced(byMinutes: -Self.missedDays * 1440)
    let missed = try await store.read { try $0.requests("r.outcome = 'missed' AND r.ended_at > \(since)") }
      .filter { who.may(at: $0.slot.location) }
    try await saw("request.missed_listed", missed.compactMap(\.patient?.rawValue), "requests", "", who)
    return missed.reversed()
  }
}

extension Transaction {
  fileprivate func missedRequests(at moment: Instant) throws -> [ID<VisitRequest>] {
    let places = Dictionary(uniqueKeysWithValues: try locations().map { ($0.id, $0.zone) })
    // Wherever the place is, its day is tomorrow's in UTC at the latest.
    let last = Zone.utc.day(of: moment).advanced(by: 1)
    return try requests("r.ended_at IS NULL AND r.day <= \(last)").filter { request in
      guard let zone = places[request.slot.location] else { return false }
      return zone.instant(request.slot.day, request.slot.time) <= moment
    }.map(\.id)
  }
}
