/// Visits that are parked while somebody looks for a place for them.
let pinTables = """
  CREATE TABLE pin (
    id TEXT PRIMARY KEY NOT NULL,
    appointment TEXT NOT NULL REFERENCES appointment (id),
    location TEXT NOT NULL REFERENCES location (id),
    -- Whether it gave its time up, and what it was before it did.
    has_left {bool} NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    at {instant} NOT NULL,
    by_name TEXT NOT NULL,
    ended_at {instant},
    ended_by TEXT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
  ) {strict};
  CREATE UNIQUE INDEX pin_open ON pin (appointment) WHERE ended_at IS NULL;
  CREATE INDEX pin_by_location ON pin (location) WHERE ended_at IS NULL;
  """
