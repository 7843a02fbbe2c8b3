/// What can be booked, with whom, and when somebody is there.
let hoursTables = """
  CREATE TABLE visit_type (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 5 AND 720),
    colour TEXT NOT NULL,
    category TEXT NOT NULL
      CHECK (category IN ('visit', 'new_patient', 'follow_up', 'procedure', 'telehealth', 'urgent')),
    before_minutes {int} NOT NULL CHECK (before_minutes BETWEEN 0 AND 240),
    after_minutes {int} NOT NULL CHECK (after_minutes BETWEEN 0 AND 240),
    buffers_provider {bool} NOT NULL,
    buffers_overlap {bool} NOT NULL,
    lead_minutes {int} NOT NULL CHECK (lead_minutes BETWEEN 0 AND 525600),
    capacity {int} NOT NULL CHECK (capacity BETWEEN 1 AND 60),
    weight {int} NOT NULL CHECK (weight BETWEEN 0 AND 500),
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

  -- So many free resources of this kind and group at the visit's location, or this very one.
  CREATE TABLE visit_type_need (
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    place {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('room', 'device', 'chair', 'interpreter', 'assistant', 'other')),
    group_name TEXT NOT NULL,
    resource TEXT REFERENCES resource (id),
    count {int} NOT NULL CHECK (count BETWEEN 1 AND 9),
    PRIMARY KEY (visit_type, place),
    CHECK (resource IS NULL OR count = 1)
  ) {strict};

  -- When a provider is at a place: a weekly pattern, from a day to a day, every so many weeks counted from the
  -- week of its anchor. Several hold at once: alternating weeks are two of them.
  CREATE TABLE template (
    id TEXT PRIMARY KEY NOT NULL,
    provider TEXT NOT NULL REFERENCES provider (id),
    location TEXT NOT NULL REFERENCES location (id),
    name TEXT NOT NULL,
    first_day TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day TEXT NOT NULL CHECK (length(last_day) = 10 AND last_day >= first_day),
    every {int} NOT NULL CHECK (every BETWEEN 1 AND 12),
    anchor TEXT NOT NULL CHECK (length(anchor) = 10),
    added_at {instant} NOT NULL,
    added_by TEXT NOT NULL
  ) {strict};
  CREATE INDEX template_by_provider ON template (provider, location);
  CREATE INDEX template_by_location ON template (location);

  CREATE TABLE template_stretch (
    template TEXT NOT NULL REFERENCES template (id),
    weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts {int} NOT NULL CHECK (starts >= 0),
    ends {int} NOT NULL CHECK (ends > starts AND ends <= 1440),
    kind TEXT NOT NULL CHECK (kind IN ('work', 'break', 'admin')),
    label TEXT NOT NULL,
    PRIMARY KEY (template, weekday, starts, kind)
  ) {strict};

  -- A stretch kept for some kinds of visits: all of it or a share of it, until it is released.
  CREATE TABLE template_block (
    id TEXT PRIMARY KEY NOT NULL,
    template TEXT NOT NULL REFERENCES template (id),
    weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts {int} NOT NULL CHECK (starts >= 0),
    ends {int} NOT NULL CHECK (ends > starts AND ends <= 1440),
    label TEXT NOT NULL CHECK (label <> ''),
    percent {int} NOT NULL CHECK (percent BETWEEN 0 AND 100),
    visits {int} NOT NULL CHECK (visits BETWEEN 0 AND 100),
    visit_minutes {int} NOT NULL CHECK (visit_minutes BETWEEN 5 AND 720),
    release_days {int} CHECK (release_days BETWEEN 0 AND 365),
    release_at {int} CHECK (release_at BETWEEN 0 AND 1440),
    link TEXT NOT NULL,
    CHECK ((release_days IS NULL) = (release_at IS NULL)),
    CHECK (percent > 0 OR visits > 0)
  ) {strict};
  CREATE INDEX template_block_by_template ON template_block (template);

  -- What a block is kept for: a category of visits, or one visit type.
  CREATE TABLE template_block_allows (
    block TEXT NOT NULL REFERENCES template_block (id),
    what TEXT NOT NULL,
    PRIMARY KEY (block, what)
  ) {strict};

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

/// How much a provider should have, in minutes weighed by how heavy a visit is.
let caseloadTables = """
  -- The most weighted minutes of a provider in a day, half a day or a week.
  CREATE TABLE caseload_budget (
    provider TEXT NOT NULL REFERENCES provider (id),
    scope TEXT NOT NULL CHECK (scope IN ('day', 'morning', 'afternoon', 'week')),
    minutes {int} NOT NULL CHECK (minutes BETWEEN 0 AND 10080),
    PRIMARY KEY (provider, scope)
  ) {strict};

  -- The most visits of a kind (a category or one visit type) in a day, half a day or a week.
  CREATE TABLE caseload_count (
    provider TEXT NOT NULL REFERENCES provider (id),
    scope TEXT NOT NULL CHECK (scope IN ('day', 'morning', 'afternoon', 'week')),
    what TEXT NOT NULL,
    most {int} NOT NULL CHECK (most BETWEEN 0 AND 500),
    PRIMARY KEY (provider, scope, what)
  ) {strict};

  -- How much heavier a visit is for what a patient needs, in percent on top.
  CREATE TABLE need_weight (
    need TEXT PRIMARY KEY NOT NULL,
    percent {int} NOT NULL CHECK (percent BETWEEN 0 AND 300)
  ) {strict};
  """

/// When visits start, where a session was planned: in a stretch of a weekday that has such starts, others are not
/// offered.
let startTables = """
  CREATE TABLE template_start (
    template TEXT NOT NULL REFERENCES template (id),
    weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    at {int} NOT NULL CHECK (at BETWEEN 0 AND 1435),
    minutes {int} CHECK (minutes BETWEEN 5 AND 720),
    visit_type TEXT REFERENCES visit_type (id),
    PRIMARY KEY (template, weekday, at)
  ) {strict};
  """
