/// Who is to be asked back when, and what came of asking.
let recallTables = """
  CREATE TABLE recall_rule (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    -- What is booked.
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    kind TEXT NOT NULL CHECK (kind IN ('every', 'ages', 'condition')),
    months {int} NOT NULL CHECK (months BETWEEN 0 AND 120),
    -- `3d 1m 2y`: ages at which a visit is due.
    ages TEXT NOT NULL,
    from_age {int} CHECK (from_age BETWEEN 0 AND 130),
    to_age {int} CHECK (to_age BETWEEN 0 AND 130),
    -- Condition codes, apart by a space.
    codes TEXT NOT NULL,
    ahead {int} NOT NULL CHECK (ahead BETWEEN 0 AND 365),
    place {int} NOT NULL,
    added_at {instant} NOT NULL,
    CHECK (kind = 'ages' OR months >= 1)
  ) {strict};

  -- Done visits that count, besides those of the kind that is booked.
  CREATE TABLE recall_rule_type (
    rule TEXT NOT NULL REFERENCES recall_rule (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    PRIMARY KEY (rule, visit_type)
  ) {strict};

  CREATE TABLE recall_rule_retirement (
    rule TEXT PRIMARY KEY NOT NULL REFERENCES recall_rule (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};

  -- Put under a rule by hand.
  CREATE TABLE recall_person (
    rule TEXT NOT NULL REFERENCES recall_rule (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    by_name TEXT NOT NULL,
    PRIMARY KEY (rule, patient)
  ) {strict};

  -- Each time somebody tried to bring a patient back: `about` is `recall:<rule>` or `visit:<appointment>`.
  CREATE TABLE outreach (
    id TEXT PRIMARY KEY NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    about TEXT NOT NULL,
    at {instant} NOT NULL,
    day TEXT NOT NULL CHECK (length(day) = 10),
    by_name TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('called', 'left_message', 'booked', 'declined', 'wrong_number')),
    note TEXT NOT NULL,
    next_day TEXT CHECK (length(next_day) = 10)
  ) {strict};
  CREATE INDEX outreach_by_about ON outreach (about, patient, at);

  -- Done and broken visits are looked through by kind.
  CREATE INDEX appointment_by_status ON appointment (status, start_at);
  """
