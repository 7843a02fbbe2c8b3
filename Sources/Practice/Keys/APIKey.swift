import Kernel
import Store

/// A key with which a program uses the programming interface for somebody, until it is revoked or its time is over.
package struct APIKey: Sendable, Equatable {
  package let id: ID<APIKey>
  package let staff: ID<Staff>
  package let staffName: String
  /// Which program has it: `Website`.
  package let purpose: String
  /// What it may do at most; never more than its owner may at the moment.
  package let permissions: Set<Permission>
  package let madeAt: Instant
  package let expiresAt: Instant
  package let usedAt: Instant?
}

let keyTables = """
  -- The key itself is nowhere: only the program that has it can say it.
  CREATE TABLE api_key (
    id TEXT PRIMARY KEY NOT NULL,
    key_hash {bytes} NOT NULL UNIQUE,
    staff TEXT NOT NULL REFERENCES staff (id),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    permissions TEXT NOT NULL CHECK (permissions <> ''),
    made_at {instant} NOT NULL,
    expires_at {instant} NOT NULL CHECK (expires_at > made_at),
    used_at {instant}
  ) {strict};
  CREATE INDEX api_key_by_staff ON api_key (staff);

  CREATE TABLE api_key_revocation (
    api_key TEXT PRIMARY KEY NOT NULL REFERENCES api_key (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};
  """

extension Transaction {
  /// Keys that nobody revoked, last made first.
  func apiKeys(_ condition: SQL) throws -> [APIKey] {
    try rows(
      """
      SELECT k.id, k.staff, s.name, k.purpose, k.permissions, k.made_at, k.expires_at, k.used_at
      FROM api_key k JOIN staff s ON s.id = k.staff
      WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM api_key_revocation r WHERE r.api_key = k.id)
      ORDER BY k.made_at DESC, k.id
      """
    ).map { row in
      let words: String = try row("permissions")
      return try APIKey(
        id: row("id"), staff: row("staff"), staffName: row("name"), purpose: row("purpose"),
        permissions: Set(words.split(separator: " ").compactMap { Permission(rawValue: String($0)) }),
        madeAt: row("made_at"), expiresAt: row("expires_at"), usedAt: row("used_at"))
    }
  }
}
