/// What patients do by themselves: what is open to them, the secret addresses of their own pages, and visits they ask for.
let onlineTables = """
  -- What the practice lets patients do by themselves.
  CREATE TABLE online_rules (
    id {int} PRIMARY KEY CHECK (id = 1),
    public_page {bool} NOT NULL,
    ahead_days {int} NOT NULL CHECK (ahead_days BETWEEN 1 AND 365),
    change_hours {int} NOT NULL CHECK (change_hours BETWEEN 0 AND 336),
    most {int} NOT NULL CHECK (most BETWEEN 1 AND 20),
    keep_hours {int} NOT NULL CHECK (keep_hours BETWEEN 1 AND 72),
    changed_at {instant} NOT NULL,
    changed_by TEXT NOT NULL
  ) {strict};

  -- A kind of visit that patients book or ask for; one that is closed again keeps its row.
  CREATE TABLE online_type (
    visit_type TEXT PRIMARY KEY NOT NULL REFERENCES visit_type (id),
    is_open {bool} NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('booked', 'asked')),
    whom TEXT NOT NULL CHECK (whom IN ('anybody', 'known', 'new')),
    least_hours {int} NOT NULL CHECK (least_hours BETWEEN 0 AND 336),
    words TEXT NOT NULL,
    changed_at {instant} NOT NULL,
    changed_by TEXT NOT NULL
  ) {strict};

  -- The secret address of a patient's own page. The secret itself is nowhere: only who was told it can say it.
  CREATE TABLE patient_pass (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    token_hash {bytes} NOT NULL UNIQUE,
    made_at {instant} NOT NULL,
    made_by TEXT NOT NULL,
    until {instant} NOT NULL,
    tries {int} NOT NULL CHECK (tries BETWEEN 0 AND 5),
    opened_at {instant},
    ended_at {instant},
    ended_by TEXT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
  ) {strict};
  CREATE INDEX patient_pass_by_patient ON patient_pass (patient, until);

  -- Somebody asked for the address of their page to be sent. Who is nobody's patient is counted too, and gets nothing.
  CREATE TABLE link_asked (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT REFERENCES patient (id),
    phone TEXT,
    email TEXT,
    address TEXT NOT NULL,
    at {instant} NOT NULL,
    -- Taken by a server that sends it: nobody else does, whatever becomes of that.
    begun_at {instant},
    outcome TEXT NOT NULL,
    CHECK ((patient IS NULL) = (phone IS NULL AND email IS NULL))
  ) {strict};
  CREATE INDEX link_asked_by_time ON link_asked (at);

  -- A browser in which a patient opened their page; it may be thrown away.
  CREATE TABLE own_session (
    token_hash {bytes} PRIMARY KEY NOT NULL,
    pass TEXT NOT NULL REFERENCES patient_pass (id),
    begun_at {instant} NOT NULL,
    seen_at {instant} NOT NULL
  ) {strict};
  CREATE INDEX own_session_by_begin ON own_session (begun_at);

  -- A visit that somebody asks for. Its time is held for a while; the desk says yes or no. Who is not known yet is
  -- known by what they wrote.
  CREATE TABLE visit_request (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT REFERENCES patient (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts {int} NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    hold TEXT NOT NULL REFERENCES visit_hold (id),
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    birth_date TEXT CHECK (length(birth_date) = 10),
    phone TEXT,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    address TEXT NOT NULL,
    asked_at {instant} NOT NULL,
    ended_at {instant},
    ended_by TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'booked', 'declined', 'withdrawn')),
    reason TEXT NOT NULL,
    appointment TEXT REFERENCES appointment (id),
    CHECK ((ended_at IS NULL) = (outcome = 'open') AND (ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((appointment IS NOT NULL) = (outcome = 'booked')),
    CHECK ((patient IS NULL) = (family <> ''))
  ) {strict};
  CREATE INDEX visit_request_open ON visit_request (location, asked_at) WHERE ended_at IS NULL;
  CREATE INDEX visit_request_by_patient ON visit_request (patient) WHERE ended_at IS NULL;
  CREATE INDEX visit_request_by_time ON visit_request (asked_at);
  """
