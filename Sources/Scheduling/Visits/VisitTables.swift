/// Visits, what they hold, and each step of theirs.
///
/// `claim` is what a visit holds while it stands: its provider, its room, its device, each for a stretch of time.
/// That no two claims of one holder overlap is a rule of the schema, on PostgreSQL an exclusion constraint, on
/// SQLite a trigger. A deliberate double booking says so in its claims and is let past it.
let visitTables = """
  -- only postgres
  CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
  -- end

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
    status TEXT NOT NULL
      CHECK (status IN ('booked', 'confirmed', 'arrived', 'roomed', 'started', 'done', 'no_show', 'cancelled')),
    note TEXT NOT NULL,
    overbooked TEXT NOT NULL,
    steps {int} NOT NULL CHECK (steps >= 1),
    booked_at {instant} NOT NULL,
    booked_by TEXT NOT NULL
  ) {strict};
  CREATE INDEX appointment_by_day ON appointment (location, day);
  CREATE INDEX appointment_by_provider ON appointment (provider, day);
  CREATE INDEX appointment_by_patient ON appointment (patient, start_at);

  CREATE TABLE claim (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    holder TEXT NOT NULL,
    start_at {instant} NOT NULL,
    end_at {instant} NOT NULL,
    double {bool} NOT NULL,
    PRIMARY KEY (appointment, holder),
    -- The look-back of the overlap guard is one day.
    CHECK (end_at > start_at AND end_at - start_at <= 86400000)
  ) {strict};
  CREATE INDEX claim_by_holder ON claim (holder, start_at);
  CREATE INDEX claim_by_time ON claim (start_at);

  -- only postgres
  ALTER TABLE claim ADD CONSTRAINT claim_overlap
    EXCLUDE USING gist (holder WITH =, int8range(start_at, end_at) WITH &&) WHERE (NOT double);
  -- end
  -- only sqlite
  CREATE TRIGGER claim_overlap_new BEFORE INSERT ON claim WHEN NOT NEW.double BEGIN
    SELECT RAISE(ABORT, 'overlap: claim') WHERE EXISTS (
      SELECT 1 FROM claim WHERE holder = NEW.holder AND start_at < NEW.end_at
        AND start_at > NEW.start_at - 86400000 AND end_at > NEW.start_at AND NOT double);
  END;
  CREATE TRIGGER claim_overlap_changed BEFORE UPDATE ON claim WHEN NOT NEW.double BEGIN
    SELECT RAISE(ABORT, 'overlap: claim') WHERE EXISTS (
      SELECT 1 FROM claim WHERE holder = NEW.holder AND start_at < NEW.end_at
        AND start_at > NEW.start_at - 86400000 AND end_at > NEW.start_at AND NOT double
        AND appointment <> NEW.appointment);
  END;
  -- end

  -- What happened, step by step. A step that was undone stays, with who undid it.
  CREATE TABLE visit_step (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    number {int} NOT NULL CHECK (number >= 1),
    step TEXT NOT NULL CHECK (step IN ('booked', 'moved', 'confirmed', 'arrived', 'roomed', 'started', 'done',
      'no_show', 'cancelled')),
    at {instant} NOT NULL,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    status_before TEXT NOT NULL,
    moved_from TEXT NOT NULL,
    undone_at {instant},
    undone_by TEXT,
    PRIMARY KEY (appointment, number),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  ) {strict};
  """
