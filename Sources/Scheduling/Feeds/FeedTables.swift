/// Calendars that other programs subscribe to.
let feedTables = """
  -- The address's secret itself is nowhere: only who holds it can say it.
  CREATE TABLE calendar_feed (
    id TEXT PRIMARY KEY NOT NULL,
    token_hash {bytes} NOT NULL UNIQUE,
    provider TEXT REFERENCES provider (id),
    resource TEXT REFERENCES resource (id),
    detail TEXT NOT NULL CHECK (detail IN ('busy', 'initials', 'full')),
    purpose TEXT NOT NULL,
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL REFERENCES staff (id),
    fetched_at {instant},
    CHECK ((provider IS NULL) <> (resource IS NULL))
  ) {strict};

  CREATE TABLE calendar_feed_revocation (
    feed TEXT PRIMARY KEY NOT NULL REFERENCES calendar_feed (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};
  """
