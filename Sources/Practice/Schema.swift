import Store

/// The tables of the practice: people, places, and the trail of what was seen and done.
package let practiceSchema: [Migration] = [
  Migration(
    "2026-11-23 practice places",
    """
    CREATE TABLE practice_profile (
      id {int} PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL CHECK (name <> ''),
      demo {bool} NOT NULL,
      since {instant} NOT NULL
    ) {strict};

    CREATE TABLE location (
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      zone TEXT NOT NULL CHECK (zone <> ''),
      address TEXT NOT NULL,
      phone TEXT,
      added_at {instant} NOT NULL
    ) {strict};

    CREATE TABLE location_retirement (
      location TEXT PRIMARY KEY NOT NULL REFERENCES location (id),
      at {instant} NOT NULL,
      by_name TEXT NOT NULL
    ) {strict};

    CREATE TABLE opening_hours (
      location TEXT NOT NULL REFERENCES location (id),
      weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
      opens {int} NOT NULL CHECK (opens >= 0),
      closes {int} NOT NULL CHECK (closes > opens AND closes <= 1440),
      PRIMARY KEY (location, weekday, opens)
    ) {strict};

    CREATE TABLE closure (
      id TEXT PRIMARY KEY NOT NULL,
      location TEXT REFERENCES location (id),
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      reason TEXT NOT NULL CHECK (reason <> ''),
      added_at {instant} NOT NULL,
      added_by TEXT NOT NULL
    ) {strict};
    CREATE INDEX closure_by_last_day ON closure (last_day);

    CREATE TABLE resource (
      id TEXT PRIMARY KEY NOT NULL,
      location TEXT NOT NULL REFERENCES location (id),
      name TEXT NOT NULL CHECK (name <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('room', 'device', 'chair', 'interpreter', 'assistant', 'other')),
      group_name TEXT NOT NULL,
      added_at {instant} NOT NULL,
      UNIQUE (location, name)
    ) {strict};

    CREATE TABLE resource_retirement (
      resource TEXT PRIMARY KEY NOT NULL REFERENCES resource (id),
      at {instant} NOT NULL,
      by_name TEXT NOT NULL
    ) {strict};

    -- A room or device that cannot be used for a while; until_at is far away while nobody knows how long.
    CREATE TABLE out_of_service (
      id TEXT PRIMARY KEY NOT NULL,
      resource TEXT NOT NULL REFERENCES resource (id),
      from_at {instant} NOT NULL,
      until_at {instant} NOT NULL CHECK (until_at > from_at),
      reason TEXT NOT NULL CHECK (reason <> ''),
      said_at {instant} NOT NULL,
      said_by TEXT NOT NULL,
      ended_by TEXT
    ) {strict};
    CREATE INDEX out_of_service_by_resource ON out_of_service (resource, until_at);
    """),

  Migration(
    "2026-11-23 practice staff",
    """
    -- Roles and locations are lists of words in one column, so that a request learns who it is by in one read.
    CREATE TABLE staff (
      id TEXT PRIMARY KEY NOT NULL,
      login TEXT NOT NULL UNIQUE CHECK (login <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      roles TEXT NOT NULL,
      locations TEXT NOT NULL,
      hired_at {instant} NOT NULL,
      hired_by TEXT NOT NULL
    ) {strict};

    CREATE TABLE staff_disabling (
      id TEXT PRIMARY KEY NOT NULL,
      staff TEXT NOT NULL REFERENCES staff (id),
      at {instant} NOT NULL,
      by_name TEXT NOT NULL,
      reason TEXT NOT NULL,
      ended_at {instant},
      ended_by TEXT,
      CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    ) {strict};
    CREATE UNIQUE INDEX staff_disabled_once ON staff_disabling (staff) WHERE ended_at IS NULL;

    -- given_by is somebody else's name while the password is one that has to be changed.
    CREATE TABLE staff_password (
      staff TEXT PRIMARY KEY NOT NULL REFERENCES staff (id),
      hash TEXT NOT NULL,
      characters {int} NOT NULL CHECK (characters > 0),
      set_at {instant} NOT NULL,
      given_by TEXT
    ) {strict};

    CREATE TABLE second_factor (
      staff TEXT PRIMARY KEY NOT NULL REFERENCES staff (id),
      secret {bytes} NOT NULL,
      enrolled_at {instant} NOT NULL,
      confirmed_at {instant},
      last_step {int}
    ) {strict};

    CREATE TABLE recovery_code (
      staff TEXT NOT NULL REFERENCES staff (id),
      hash {bytes} NOT NULL,
      made_at {instant} NOT NULL,
      used_at {instant},
      PRIMARY KEY (staff, hash)
    ) {strict};

    -- The token itself is nowhere: only who holds it can say it.
    CREATE TABLE session (
      token_hash {bytes} PRIMARY KEY NOT NULL,
      staff TEXT NOT NULL REFERENCES staff (id),
      csrf TEXT NOT NULL,
      address TEXT NOT NULL,
      created_at {instant} NOT NULL,
      seen_at {instant} NOT NULL
    ) {strict};
    CREATE INDEX session_by_staff ON session (staff);

    CREATE TABLE sign_in_ticket (
      ticket_hash {bytes} PRIMARY KEY NOT NULL,
      staff TEXT NOT NULL REFERENCES staff (id),
      made_at {instant} NOT NULL
    ) {strict};

    -- account is a digest: people type their password into the wrong field.
    CREATE TABLE sign_in_attempt (
      id TEXT PRIMARY KEY NOT NULL,
      account TEXT NOT NULL,
      address TEXT NOT NULL,
      at {instant} NOT NULL
    ) {strict};
    CREATE INDEX sign_in_attempt_by_account ON sign_in_attempt (account, at);
    CREATE INDEX sign_in_attempt_by_address ON sign_in_attempt (address, at);
    CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (at);

    CREATE TABLE provider (
      id TEXT PRIMARY KEY NOT NULL,
      staff TEXT UNIQUE REFERENCES staff (id),
      name TEXT NOT NULL CHECK (name <> ''),
      credentials TEXT NOT NULL,
      specialty TEXT NOT NULL,
      npi TEXT NOT NULL CHECK (npi = '' OR length(npi) = 10),
      added_at {instant} NOT NULL
    ) {strict};
    CREATE UNIQUE INDEX provider_npi ON provider (npi) WHERE npi <> '';

    CREATE TABLE provider_retirement (
      provider TEXT PRIMARY KEY NOT NULL REFERENCES provider (id),
      at {instant} NOT NULL,
      by_name TEXT NOT NULL
    ) {strict};
    """),

  auditTables,
  Migration("2026-11-24 work", workTables),
  Migration(
    "2026-11-24 what patients ask for in a provider",
    """
    CREATE TABLE provider_trait (
      provider TEXT NOT NULL REFERENCES provider (id),
      place {int} NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('gender', 'language')),
      value TEXT NOT NULL CHECK (value <> ''),
      PRIMARY KEY (provider, place)
    ) {strict};
    """),
  Migration("2026-11-24 keys of the programming interface", keyTables),
  Migration(
    "2026-11-24 where locations are",
    """
    -- In millionths of a degree.
    CREATE TABLE location_point (
      location TEXT PRIMARY KEY NOT NULL REFERENCES location (id),
      latitude {int} NOT NULL CHECK (latitude BETWEEN -90000000 AND 90000000),
      longitude {int} NOT NULL CHECK (longitude BETWEEN -180000000 AND 180000000)
    ) {strict};
    """),
  .settled(
    "2026-11-24 places and people are settled",
    [
      "location", "location_retirement", "location_point", "resource", "resource_retirement", "provider",
      "provider_retirement", "provider_trait", "closure", "staff", "staff_disabling", "staff_password",
      "second_factor",
    ]),
  Migration("2026-11-30 a lighter queue of the audit", lighterAuditQueue),
]
