/// What can be booked, with whom, and when somebody is there.
let hoursTables = """
  CREATE TABLE visit_type (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    colour TEXT NOT NULL,
    place {int} NOT NULL,
    added_at {instant} NOT NULL
  ) {strict};

  CREATE TABLE visit_type_retirement (
    visit_type TEXT PRIMARY KEY NOT NULL REFERENCES visit_type (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};

  CREATE TABLE visit_type_provider (
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    provider TEXT NOT NULL REFERENCES provider (id),
    PRIMARY KEY (visit_type, provider)
  ) {strict};

  -- One free resource of this kind at the visit's location, or this very one.
  CREATE TABLE visit_type_need (
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    place {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('room', 'device', 'chair', 'other')),
    resource TEXT REFERENCES resource (id),
    PRIMARY KEY (visit_type, place)
  ) {strict};

  CREATE TABLE provider_hours (
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts {int} NOT NULL CHECK (starts >= 0),
    ends {int} NOT NULL CHECK (ends > starts AND ends <= 1440),
    kind TEXT NOT NULL CHECK (kind IN ('work', 'break')),
    label TEXT NOT NULL,
    PRIMARY KEY (provider, location, weekday, starts, kind)
  ) {strict};
  CREATE INDEX provider_hours_by_location ON provider_hours (location, weekday);

  -- One day that is not like the others: away, or there for longer.
  CREATE TABLE day_exception (
    id TEXT PRIMARY KEY NOT NULL,
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts {int} NOT NULL CHECK (starts >= 0),
    ends {int} NOT NULL CHECK (ends > starts AND ends <= 1440),
    kind TEXT NOT NULL CHECK (kind IN ('away', 'extra')),
    reason TEXT NOT NULL,
    added_at {instant} NOT NULL,
    added_by TEXT NOT NULL
  ) {strict};
  CREATE INDEX day_exception_by_day ON day_exception (location, day);

  CREATE TABLE day_exception_removal (
    exception TEXT PRIMARY KEY NOT NULL REFERENCES day_exception (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};
  """
