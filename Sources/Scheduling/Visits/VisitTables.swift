/// Visits, what they hold, and each step of theirs.
///
/// `claim` is what a visit holds while it stands: its provider, its room, its device, each for a stretch of time with
/// what setting up before and cleaning after takes. Two claims of one holder are in each other's way when one's visit
/// runs into the other's visit or buffer; buffers alone may overlap where both visits allow it, and where they do not
/// the buffer counts as visit. That no two are in each other's way is a rule of the schema: on PostgreSQL exclusion
/// constraints, on SQLite triggers. A deliberate double booking says so in its claims and is let past.
let visitTables = """
  -- only postgres
  CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
  -- end

  -- Visits that belong together: several services in a row, moved and cancelled as one.
  CREATE TABLE visit_chain (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL
  ) {strict};

  -- A rule by which visits return; each occurrence is a visit of its own.
  CREATE TABLE visit_series (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    rule TEXT NOT NULL,
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL
  ) {strict};

  -- One time that several patients share.
  CREATE TABLE group_session (
    id TEXT PRIMARY KEY NOT NULL,
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    start_at {instant} NOT NULL,
    end_at {instant} NOT NULL CHECK (end_at > start_at),
    capacity {int} NOT NULL CHECK (capacity BETWEEN 1 AND 60)
  ) {strict};
  CREATE INDEX group_session_by_provider ON group_session (provider, start_at);

  -- A time that is kept for a few minutes while somebody thinks.
  CREATE TABLE visit_hold (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT REFERENCES patient (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts {int} NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL,
    made_by_name TEXT NOT NULL,
    expires_at {instant} NOT NULL,
    ended_at {instant}
  ) {strict};
  CREATE INDEX visit_hold_by_day ON visit_hold (location, day);

  -- Besides the moment, the time on the wall and the zone are kept as they were agreed with the patient, so that
  -- a change of the zone's rules moves nothing.
  CREATE TABLE appointment (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts {int} NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    zone TEXT NOT NULL,
    start_at {instant} NOT NULL,
    end_at {instant} NOT NULL CHECK (end_at > start_at),
    status TEXT NOT NULL CHECK (status IN ('booked', 'confirmed', 'arrived', 'roomed', 'started', 'checkout',
      'done', 'no_show', 'cancelled')),
    note TEXT NOT NULL,
    overbooked TEXT NOT NULL,
    -- Minutes weighed by the kind of visit and by what the patient needs: what it takes of a caseload.
    weighted {int} NOT NULL CHECK (weighted >= 0),
    series TEXT REFERENCES visit_series (id),
    chain TEXT REFERENCES visit_chain (id),
    session TEXT REFERENCES group_session (id),
    steps {int} NOT NULL CHECK (steps >= 1),
    booked_at {instant} NOT NULL,
    booked_by TEXT NOT NULL
  ) {strict};
  CREATE INDEX appointment_by_day ON appointment (location, day);
  CREATE INDEX appointment_by_provider ON appointment (provider, day);
  CREATE INDEX appointment_by_patient ON appointment (patient, start_at);
  CREATE INDEX appointment_by_series ON appointment (series) WHERE series IS NOT NULL;
  CREATE INDEX appointment_by_chain ON appointment (chain) WHERE chain IS NOT NULL;
  CREATE INDEX appointment_by_session ON appointment (session) WHERE session IS NOT NULL;

  -- Exactly one of a visit, a group and a hold owns a claim; only a hold's expires.
  CREATE TABLE claim (
    appointment TEXT REFERENCES appointment (id),
    session TEXT REFERENCES group_session (id),
    hold TEXT REFERENCES visit_hold (id),
    holder TEXT NOT NULL,
    start_at {instant} NOT NULL,
    end_at {instant} NOT NULL,
    before_at {instant} NOT NULL,
    after_at {instant} NOT NULL,
    double {bool} NOT NULL,
    expires_at {instant},
    -- The look-back of the overlap guard is one day.
    CHECK (end_at > start_at AND before_at <= start_at AND after_at >= end_at
      AND after_at - before_at <= 86400000),
    CHECK (CASE WHEN appointment IS NULL THEN 0 ELSE 1 END + CASE WHEN session IS NULL THEN 0 ELSE 1 END
      + CASE WHEN hold IS NULL THEN 0 ELSE 1 END = 1),
    CHECK ((hold IS NULL) = (expires_at IS NULL))
  ) {strict};
  CREATE INDEX claim_by_holder ON claim (holder, before_at);
  CREATE INDEX claim_by_time ON claim (start_at);
  CREATE UNIQUE INDEX claim_of_visit ON claim (appointment, holder) WHERE appointment IS NOT NULL;
  CREATE UNIQUE INDEX claim_of_session ON claim (session, holder) WHERE session IS NOT NULL;
  CREATE UNIQUE INDEX claim_of_hold ON claim (hold, holder) WHERE hold IS NOT NULL;

  -- only postgres
  ALTER TABLE claim ADD CONSTRAINT claim_overlap
    EXCLUDE USING gist (holder WITH =, int8range(start_at, after_at) WITH &&) WHERE (NOT double);
  ALTER TABLE claim ADD CONSTRAINT claim_overlap_before
    EXCLUDE USING gist (holder WITH =, int8range(before_at, end_at) WITH &&) WHERE (NOT double);
  -- end
  -- only sqlite
  CREATE TRIGGER claim_overlap_new BEFORE INSERT ON claim WHEN NOT NEW.double BEGIN
    SELECT RAISE(ABORT, 'overlap: claim') WHERE EXISTS (
      SELECT 1 FROM claim WHERE holder = NEW.holder AND before_at < NEW.after_at
        AND before_at > NEW.before_at - 86400000 AND NOT double
        AND (start_at < NEW.after_at AND after_at > NEW.start_at
          OR before_at < NEW.end_at AND end_at > NEW.before_at));
  END;
  CREATE TRIGGER claim_overlap_changed BEFORE UPDATE ON claim WHEN NOT NEW.double BEGIN
    SELECT RAISE(ABORT, 'overlap: claim') WHERE EXISTS (
      SELECT 1 FROM claim WHERE holder = NEW.holder AND before_at < NEW.after_at
        AND before_at > NEW.before_at - 86400000 AND NOT double AND rowid <> NEW.rowid
        AND (start_at < NEW.after_at AND after_at > NEW.start_at
          OR before_at < NEW.end_at AND end_at > NEW.before_at));
  END;
  -- end

  -- What happened, step by step. A step that was undone stays, with who undid it. Steps of one deed share a batch.
  CREATE TABLE visit_step (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    number {int} NOT NULL CHECK (number >= 1),
    step TEXT NOT NULL CHECK (step IN ('booked', 'moved', 'confirmed', 'arrived', 'roomed', 'started', 'checkout',
      'done', 'no_show', 'cancelled')),
    at {instant} NOT NULL,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    status_before TEXT NOT NULL,
    moved_from TEXT NOT NULL,
    batch TEXT NOT NULL,
    undone_at {instant},
    undone_by TEXT,
    PRIMARY KEY (appointment, number),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  ) {strict};
  CREATE INDEX visit_step_by_batch ON visit_step (batch) WHERE batch <> '';

  -- A rule that somebody decided to pass once, for one visit.
  CREATE TABLE rule_override (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    step {int} NOT NULL,
    rule TEXT NOT NULL,
    sentence TEXT NOT NULL,
    reason TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    at {instant} NOT NULL,
    PRIMARY KEY (appointment, step, rule)
  ) {strict};
  """
