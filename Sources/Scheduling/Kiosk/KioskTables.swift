/// Devices in the waiting room, and from when on patients may say themselves that they are here.
let kioskTables = """
  CREATE TABLE self_arrival_rules (
    id {int} PRIMARY KEY CHECK (id = 1),
    minutes_before {int} NOT NULL CHECK (minutes_before BETWEEN 0 AND 240),
    changed_at {instant} NOT NULL,
    changed_by TEXT NOT NULL
  ) {strict};

  -- The address's secret itself is nowhere: only who holds it can say it.
  CREATE TABLE kiosk (
    id TEXT PRIMARY KEY NOT NULL,
    token_hash {bytes} NOT NULL UNIQUE,
    location TEXT NOT NULL REFERENCES location (id),
    name TEXT NOT NULL CHECK (name <> ''),
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL,
    used_at {instant}
  ) {strict};

  CREATE TABLE kiosk_revocation (
    kiosk TEXT PRIMARY KEY NOT NULL REFERENCES kiosk (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};

  -- Birth dates and letters that found nobody, or more than one: what was typed is not kept. Forgotten after minutes.
  CREATE TABLE kiosk_miss (
    id TEXT PRIMARY KEY NOT NULL,
    kiosk TEXT NOT NULL REFERENCES kiosk (id),
    at {instant} NOT NULL
  ) {strict};
  CREATE INDEX kiosk_miss_by_time ON kiosk_miss (kiosk, at);

  -- Who stands at a kiosk now. The page carries the code and no patient; after minutes it opens nothing.
  CREATE TABLE kiosk_finding (
    code_hash {bytes} PRIMARY KEY NOT NULL,
    kiosk TEXT NOT NULL REFERENCES kiosk (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    found_at {instant} NOT NULL,
    arrived_at {instant}
  ) {strict};
  CREATE INDEX kiosk_finding_by_time ON kiosk_finding (kiosk, found_at);
  """
