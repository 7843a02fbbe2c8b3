/// People who come without a visit.
let walkInTables = """
  CREATE TABLE walk_in (
    id TEXT PRIMARY KEY NOT NULL,
    location TEXT NOT NULL REFERENCES location (id),
    -- Nobody until they are found in the records.
    patient TEXT REFERENCES patient (id),
    name TEXT NOT NULL CHECK (name <> ''),
    reason TEXT NOT NULL,
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    urgency {int} NOT NULL CHECK (urgency BETWEEN 1 AND 3),
    day TEXT NOT NULL CHECK (length(day) = 10),
    came_at {instant} NOT NULL,
    noted_by TEXT NOT NULL
  ) {strict};
  CREATE INDEX walk_in_by_day ON walk_in (location, day);

  -- How the waiting ended: taken into a visit, or left without being seen.
  CREATE TABLE walk_in_end (
    walk_in TEXT PRIMARY KEY NOT NULL REFERENCES walk_in (id),
    appointment TEXT REFERENCES appointment (id),
    words TEXT NOT NULL,
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};
  """
