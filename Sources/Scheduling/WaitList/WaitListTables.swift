/// Who waits for what, the times that were freed, and to whom they were offered.
///
/// A wish, an opening and an offer end once, with a row that says how: so the trail of who was asked, and who was
/// not, can always be read back.
let waitListTables = """
  CREATE TABLE wish (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    -- NULL is anybody, and anywhere.
    provider TEXT REFERENCES provider (id),
    location TEXT REFERENCES location (id),
    weekdays TEXT NOT NULL CHECK (weekdays <> ''),
    parts TEXT NOT NULL CHECK (parts <> ''),
    first_day TEXT CHECK (length(first_day) = 10),
    last_day TEXT CHECK (length(last_day) = 10),
    notice {int} NOT NULL CHECK (notice >= 0),
    phone_only {bool} NOT NULL,
    urgency {int} NOT NULL CHECK (urgency BETWEEN 1 AND 4),
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The later visit that is moved when an offer is accepted; NULL books one more.
    sooner TEXT REFERENCES appointment (id),
    since {instant} NOT NULL,
    added_by TEXT NOT NULL,
    CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day)
  ) {strict};
  CREATE INDEX wish_by_patient ON wish (patient);
  CREATE INDEX wish_by_type ON wish (visit_type, urgency, since);

  CREATE TABLE wish_end (
    wish TEXT PRIMARY KEY NOT NULL REFERENCES wish (id),
    how TEXT NOT NULL CHECK (how IN ('accepted', 'withdrawn')),
    reason TEXT NOT NULL,
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};

  -- How freed times of a kind of visit are offered. A kind without a row has the usual rule.
  CREATE TABLE wave_rule (
    visit_type TEXT PRIMARY KEY NOT NULL REFERENCES visit_type (id),
    fills {bool} NOT NULL,
    lead_minutes {int} NOT NULL CHECK (lead_minutes BETWEEN 0 AND 20160),
    at_once {int} NOT NULL CHECK (at_once BETWEEN 1 AND 20),
    stands_minutes {int} NOT NULL CHECK (stands_minutes BETWEEN 5 AND 1440)
  ) {strict};

  -- A time that was freed. `freed_by` is the key of the job that told of it, which may run twice.
  CREATE TABLE opening (
    id TEXT PRIMARY KEY NOT NULL,
    freed_by TEXT NOT NULL UNIQUE,
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts {int} NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    start_at {instant} NOT NULL,
    at {instant} NOT NULL
  ) {strict};
  CREATE INDEX opening_by_provider ON opening (provider, start_at);

  CREATE TABLE opening_end (
    opening TEXT PRIMARY KEY NOT NULL REFERENCES opening (id),
    how TEXT NOT NULL CHECK (how IN ('accepted', 'booked', 'nobody')),
    at {instant} NOT NULL
  ) {strict};

  CREATE TABLE wave (
    opening TEXT NOT NULL REFERENCES opening (id),
    number {int} NOT NULL CHECK (number >= 1),
    at {instant} NOT NULL,
    until {instant} NOT NULL CHECK (until > at),
    PRIMARY KEY (opening, number)
  ) {strict};

  CREATE TABLE offer (
    id TEXT PRIMARY KEY NOT NULL,
    opening TEXT NOT NULL,
    wave {int} NOT NULL,
    place {int} NOT NULL CHECK (place >= 1),
    wish TEXT NOT NULL REFERENCES wish (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    by_phone {bool} NOT NULL,
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    -- Opens this one offer for as long as it stands; it travels in the message to the patient.
    secret TEXT NOT NULL CHECK (length(secret) = 32),
    at {instant} NOT NULL,
    until {instant} NOT NULL,
    FOREIGN KEY (opening, wave) REFERENCES wave (opening, number),
    -- Nobody is asked twice about one time.
    UNIQUE (opening, patient)
  ) {strict};
  CREATE INDEX offer_by_wish ON offer (wish, at);

  CREATE TABLE offer_end (
    offer TEXT PRIMARY KEY NOT NULL REFERENCES offer (id),
    outcome TEXT NOT NULL
      CHECK (outcome IN ('accepted', 'declined', 'unreached', 'expired', 'taken', 'withdrawn')),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};

  -- What the patients of an offer are told, in the words in which it is sent.
  CREATE TABLE offer_message (
    offer TEXT NOT NULL REFERENCES offer (id),
    kind TEXT NOT NULL CHECK (kind IN ('offer', 'taken')),
    words TEXT NOT NULL,
    at {instant} NOT NULL,
    PRIMARY KEY (offer, kind)
  ) {strict};
  """
