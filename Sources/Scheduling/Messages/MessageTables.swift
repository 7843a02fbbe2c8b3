/// What leaves the house, what comes back, and by which rules reminders are written.
let messageTables = """
  -- Each time a message was handed over, and what came of it. A row that has begun and not ended is somebody sending it
  -- at this moment: nobody else does meanwhile.
  CREATE TABLE message_sending (
    message TEXT NOT NULL REFERENCES visit_message (id),
    number {int} NOT NULL CHECK (number >= 1),
    channel TEXT NOT NULL CHECK (channel IN ('text', 'email')),
    begun_at {instant} NOT NULL,
    ended_at {instant},
    outcome TEXT NOT NULL CHECK (outcome IN ('begun', 'accepted', 'refused', 'later', 'unsure')),
    reason TEXT NOT NULL,
    -- What the mail server or the gateway calls it.
    receipt TEXT NOT NULL,
    PRIMARY KEY (message, number),
    CHECK ((ended_at IS NULL) = (outcome = 'begun'))
  ) {strict};
  CREATE UNIQUE INDEX message_sending_once ON message_sending (message)
    WHERE outcome IN ('begun', 'accepted', 'refused', 'unsure');
  CREATE INDEX message_sending_by_time ON message_sending (begun_at);
  CREATE INDEX message_sending_begun ON message_sending (begun_at) WHERE outcome = 'begun';

  -- When a visit is expected to begin, as a message about a delay says.
  CREATE TABLE message_start (
    message TEXT PRIMARY KEY NOT NULL REFERENCES visit_message (id),
    starts {int} NOT NULL CHECK (starts BETWEEN 0 AND 1440)
  ) {strict};

  -- A number that gets no text messages any more, until that is taken back.
  CREATE TABLE text_stop (
    phone TEXT NOT NULL CHECK (phone LIKE '+%'),
    number {int} NOT NULL CHECK (number >= 1),
    at {instant} NOT NULL,
    how TEXT NOT NULL,
    undone_at {instant},
    undone_how TEXT,
    PRIMARY KEY (phone, number),
    CHECK ((undone_at IS NULL) = (undone_how IS NULL))
  ) {strict};
  CREATE UNIQUE INDEX text_stop_once ON text_stop (phone) WHERE undone_at IS NULL;

  -- A text message that somebody sent us. The receipt is the gateway's name for it: what it tells twice counts once.
  CREATE TABLE text_received (
    id TEXT PRIMARY KEY NOT NULL,
    receipt TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL CHECK (phone LIKE '+%'),
    patient TEXT REFERENCES patient (id),
    appointment TEXT REFERENCES appointment (id),
    at {instant} NOT NULL,
    words TEXT NOT NULL,
    meaning TEXT NOT NULL CHECK (meaning IN ('confirm', 'stop', 'start', 'help', 'other'))
  ) {strict};
  CREATE INDEX text_received_by_time ON text_received (at);
  CREATE INDEX text_received_by_visit ON text_received (appointment) WHERE appointment IS NOT NULL;

  -- When patients are reminded of a visit.
  CREATE TABLE reminder_rule (
    id TEXT PRIMARY KEY NOT NULL,
    ahead {int} NOT NULL CHECK (ahead BETWEEN 60 AND 86400),
    channel TEXT NOT NULL CHECK (channel IN ('any', 'text', 'email')),
    note_en TEXT NOT NULL,
    note_es TEXT NOT NULL,
    added_at {instant} NOT NULL,
    added_by TEXT NOT NULL,
    retired_at {instant},
    retired_by TEXT,
    CHECK ((retired_at IS NULL) = (retired_by IS NULL))
  ) {strict};

  -- The kinds of visits a rule is for; none means all.
  CREATE TABLE reminder_rule_type (
    rule TEXT NOT NULL REFERENCES reminder_rule (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    PRIMARY KEY (rule, visit_type)
  ) {strict};

  INSERT INTO reminder_rule (id, ahead, channel, note_en, note_es, added_at, added_by)
    VALUES ('00000000-0000-7000-8000-000000000003', 4320, 'any', '', '', 0, 'Foyer'),
      ('00000000-0000-7000-8000-000000000001', 1440, 'any', '', '', 0, 'Foyer');

  -- That a rule has written its reminder for a visit at this time. A visit that moves is reminded of anew.
  CREATE TABLE reminder_written (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    rule TEXT NOT NULL REFERENCES reminder_rule (id),
    start_at {instant} NOT NULL,
    message TEXT NOT NULL UNIQUE REFERENCES visit_message (id),
    PRIMARY KEY (appointment, rule, start_at)
  ) {strict};
  CREATE INDEX reminder_written_by_start ON reminder_written (start_at);

  -- What e-mail may say besides day, time and place.
  CREATE TABLE message_settings (
    id {int} PRIMARY KEY CHECK (id = 1),
    names_provider {bool} NOT NULL,
    changed_at {instant} NOT NULL,
    changed_by TEXT NOT NULL
  ) {strict};
  """
