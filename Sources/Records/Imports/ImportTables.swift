/// Where imported things came from, word for word: what this version cannot read yet, the next one can.
///
/// `fact` is the row it became (a patient, an allergy …), null where it is only kept. A resource that comes again
/// with the same hash is not touched; with another one, what it said before moves to `imported_resource_past`.
let importTables = """
  CREATE TABLE imported_resource (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    external TEXT NOT NULL,
    patient TEXT REFERENCES patient (id),
    fact TEXT,
    hash TEXT NOT NULL,
    raw TEXT NOT NULL,
    imported_at {instant} NOT NULL,
    imported_by TEXT NOT NULL,
    PRIMARY KEY (source, kind, external)
  ) {strict};
  CREATE INDEX imported_resource_by_patient ON imported_resource (patient, kind);

  CREATE TABLE imported_resource_past (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    external TEXT NOT NULL,
    hash TEXT NOT NULL,
    raw TEXT NOT NULL,
    imported_at {instant} NOT NULL,
    replaced_at {instant} NOT NULL,
    FOREIGN KEY (source, kind, external) REFERENCES imported_resource (source, kind, external)
  ) {strict};
  CREATE INDEX imported_resource_past_by_resource ON imported_resource_past (source, kind, external);
  """
