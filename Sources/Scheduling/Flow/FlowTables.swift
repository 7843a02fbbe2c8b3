/// What stands beside a visit's status, how days end, and what patients are to be told.
let flowTables = """
  -- Facts of their own: the forms are in, the vitals are taken, the next visit is agreed. One that was undone stays.
  CREATE TABLE visit_fact (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    number {int} NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('forms', 'vitals', 'next_visit')),
    at {instant} NOT NULL,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    undone_at {instant},
    undone_by TEXT,
    PRIMARY KEY (appointment, number),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  ) {strict};
  CREATE UNIQUE INDEX visit_fact_once ON visit_fact (appointment, kind) WHERE undone_at IS NULL;

  -- A visit that did not take place, and on whose account. It stands as long as its step does. The window is what
  -- counted as late on that day, in hours.
  CREATE TABLE absence (
    appointment TEXT NOT NULL,
    step {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('no_show', 'late_cancel', 'cancelled', 'by_us', 'nobody')),
    notice {int} NOT NULL,
    late_hours {int} NOT NULL,
    PRIMARY KEY (appointment, step),
    FOREIGN KEY (appointment, step) REFERENCES visit_step (appointment, number)
  ) {strict};

  -- A day that is over at a place. A day that was opened again stays in the list, with the reason.
  CREATE TABLE day_close (
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    number {int} NOT NULL CHECK (number >= 1),
    closed_at {instant} NOT NULL,
    closed_by TEXT NOT NULL,
    reopened_at {instant},
    reopened_by TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (location, day, number),
    CHECK ((reopened_at IS NULL) = (reopened_by IS NULL)),
    CHECK ((reopened_at IS NULL) = (reason = ''))
  ) {strict};
  CREATE UNIQUE INDEX day_close_once ON day_close (location, day) WHERE reopened_at IS NULL;

  -- What the practice calls a long wait, a late cancellation, and late enough to tell people.
  CREATE TABLE flow_rules (
    id {int} PRIMARY KEY CHECK (id = 1),
    long_wait {int} NOT NULL CHECK (long_wait BETWEEN 1 AND 240),
    too_long_wait {int} NOT NULL CHECK (too_long_wait BETWEEN long_wait AND 480),
    late_cancel_hours {int} NOT NULL CHECK (late_cancel_hours BETWEEN 0 AND 336),
    warn_from {int} NOT NULL CHECK (warn_from BETWEEN 5 AND 240),
    missed_after {int} NOT NULL CHECK (missed_after BETWEEN 0 AND 1440),
    changed_at {instant} NOT NULL,
    changed_by TEXT NOT NULL
  ) {strict};

  -- How long visits take once they have begun, learned from the steps of past visits: may be thrown away.
  CREATE TABLE usual_length (
    provider TEXT NOT NULL REFERENCES provider (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    visits {int} NOT NULL CHECK (visits > 0),
    minutes {int} NOT NULL CHECK (minutes >= 0),
    PRIMARY KEY (provider, visit_type)
  ) {strict};

  -- What a patient is to be told about a visit: the provider runs late, the visit has moved or is cancelled. It waits
  -- until it is sent, told on the phone, or no longer true.
  CREATE TABLE visit_message (
    id TEXT PRIMARY KEY NOT NULL,
    appointment TEXT NOT NULL REFERENCES appointment (id),
    kind TEXT NOT NULL CHECK (kind IN ('late', 'moved', 'cancelled', 'reminder')),
    words TEXT NOT NULL CHECK (words <> ''),
    written_at {instant} NOT NULL,
    written_by TEXT NOT NULL,
    ended_at {instant},
    ended_by TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'told', 'withdrawn')),
    CHECK ((ended_at IS NULL) = (outcome = 'waiting') AND (ended_at IS NULL) = (ended_by IS NULL))
  ) {strict};
  CREATE UNIQUE INDEX visit_message_once ON visit_message (appointment, kind) WHERE ended_at IS NULL;
  CREATE INDEX visit_message_waiting ON visit_message (written_at) WHERE ended_at IS NULL;
  """
