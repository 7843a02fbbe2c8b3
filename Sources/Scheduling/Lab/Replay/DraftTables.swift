/// Changes of the schedule that are tried in the lab and touch nothing.
let draftTables = """
  -- What would be different is a list in JSON: only the lab reads it, and always as a whole.
  CREATE TABLE schedule_draft (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    location TEXT NOT NULL REFERENCES location (id),
    changes TEXT NOT NULL,
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (location, name)
  ) {strict};
  """
