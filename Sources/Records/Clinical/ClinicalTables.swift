/// What is known of the patients' health and cover. For now it comes from imports; the pages follow.
///
/// `code_system` is a URL such as `http://snomed.info/sct`. A day may be known to the year or month only; a file
/// that gives a day and no time gets no time.
let clinicalTables = """
  CREATE TABLE allergy (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    code_system TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    verification TEXT NOT NULL,
    criticality TEXT NOT NULL,
    reactions TEXT NOT NULL,
    onset TEXT CHECK (length(onset) IN (4, 7, 10)),
    recorded_at {instant}
  ) {strict};
  CREATE INDEX allergy_by_patient ON allergy (patient);

  CREATE TABLE encounter (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    code_system TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    setting TEXT NOT NULL,
    status TEXT NOT NULL,
    start_at {instant},
    end_at {instant},
    reason_system TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    reason TEXT NOT NULL,
    provider TEXT NOT NULL,
    place TEXT NOT NULL,
    CHECK (end_at IS NULL OR start_at IS NULL OR end_at >= start_at)
  ) {strict};
  CREATE INDEX encounter_by_patient ON encounter (patient, start_at);

  CREATE TABLE observation (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    code_system TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    number {real},
    unit TEXT NOT NULL,
    written TEXT NOT NULL,
    effective_at {instant},
    effective_day TEXT CHECK (length(effective_day) IN (4, 7, 10)),
    encounter_name TEXT NOT NULL
  ) {strict};
  CREATE INDEX observation_by_patient ON observation (patient, effective_at);

  CREATE TABLE observation_part (
    observation TEXT NOT NULL REFERENCES observation (id),
    place {int} NOT NULL CHECK (place >= 0),
    code_system TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    number {real},
    unit TEXT NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (observation, place)
  ) {strict};

  CREATE TABLE health_condition (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    code_system TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    verification TEXT NOT NULL,
    onset TEXT CHECK (length(onset) IN (4, 7, 10)),
    abated TEXT CHECK (length(abated) IN (4, 7, 10)),
    recorded_at {instant}
  ) {strict};
  CREATE INDEX health_condition_by_patient ON health_condition (patient);

  CREATE TABLE immunization (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    code_system TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    lot TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    site TEXT NOT NULL,
    occurred_at {instant},
    occurred_day TEXT CHECK (length(occurred_day) IN (4, 7, 10)),
    primary_source {bool}
  ) {strict};
  CREATE INDEX immunization_by_patient ON immunization (patient);

  CREATE TABLE coverage (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    payer TEXT NOT NULL,
    member_id TEXT NOT NULL,
    group_number TEXT NOT NULL,
    plan TEXT NOT NULL,
    relationship TEXT NOT NULL,
    subscriber TEXT NOT NULL,
    from_day TEXT CHECK (length(from_day) IN (4, 7, 10)),
    until_day TEXT CHECK (length(until_day) IN (4, 7, 10)),
    rank {int} CHECK (rank >= 1)
  ) {strict};
  CREATE INDEX coverage_by_patient ON coverage (patient);
  """
