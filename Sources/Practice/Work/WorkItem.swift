import Kernel
import Store

/// Something that a person has to do: call back, move a visit, look at a failed check. It says why it is there, until
/// when, and where the one next action is.
package struct WorkItem: Sendable, Equatable {
  package let id: ID<WorkItem>
  /// What sort of work: `schedule.displaced`, `waitlist.call`.
  package let kind: String
  /// Unique within its kind: the same work is not listed twice while it is open.
  package let key: String
  package let title: String
  /// Why it is there, in a sentence.
  package let reason: String
  package let due: Instant
  package let urgency: Urgency
  /// Who usually does it.
  package let role: Role
  package let location: ID<Location>?
  /// The patient it is about, as the records' identifier.
  package let patient: String?
  /// The page of the one next action.
  package let link: String
  /// What the next action's button says.
  package let action: String
  package let madeAt: Instant
  package let end: End?

  package enum Urgency: Int, Sendable, CaseIterable, Stored, Comparable {
    case urgent = 1
    case soon, ordinary

    package static func < (a: Urgency, b: Urgency) -> Bool { a.rawValue < b.rawValue }
  }

  package struct End: Sendable, Equatable {
    package let at: Instant
    package let by: String
    package let outcome: String
  }

  package init(
    id: ID<WorkItem>, kind: String, key: String, title: String, reason: String, due: Instant,
    urgency: Urgency = .ordinary, role: Role = .frontDesk, location: ID<Location>? = nil,
    patient: String? = nil,
    link: String, action: String, madeAt: Instant, end: End? = nil
  ) {
    self.id = id
    self.kind = kind
    self.key = key
    self.title = title
    self.reason = reason
    self.due = due
    self.urgency = urgency
    self.role = role
    self.location = location
    self.patient = patient
    self.link = link
    self.action = action
    self.madeAt = madeAt
    self.end = end
  }
}

/// The work of people. An item that has ended stays, with who ended it and how.
let workTables = """
  CREATE TABLE work_item (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    key TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    reason TEXT NOT NULL,
    due {instant} NOT NULL,
    urgency {int} NOT NULL CHECK (urgency BETWEEN 1 AND 3),
    role TEXT NOT NULL,
    location TEXT REFERENCES location (id),
    patient TEXT,
    link TEXT NOT NULL,
    action TEXT NOT NULL,
    made_at {instant} NOT NULL,
    ended_at {instant},
    ended_by TEXT,
    outcome TEXT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (outcome IS NULL))
  ) {strict};
  CREATE UNIQUE INDEX work_item_open ON work_item (kind, key) WHERE ended_at IS NULL;
  CREATE INDEX work_item_by_due ON work_item (due) WHERE ended_at IS NULL;
  """
