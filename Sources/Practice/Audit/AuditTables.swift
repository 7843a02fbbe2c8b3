import Store

/// The trail and its chain. No statement changes or removes a row of it: the triggers refuse.
let auditTables = Migration(
  "2026-11-23 practice audit",
  """
  -- A set of patients that were shown together, named by the SHA-256 of its members: the day board of a
  -- morning is one set, however often it is looked at.
  CREATE TABLE audit_set (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 64),
    size {int} NOT NULL CHECK (size > 1)
  ) {strict};

  CREATE TABLE audit_set_patient (
    patient_set TEXT NOT NULL REFERENCES audit_set (id),
    patient TEXT NOT NULL,
    PRIMARY KEY (patient_set, patient)
  ) {strict};
  CREATE INDEX audit_set_by_patient ON audit_set_patient (patient);

  -- No reference to staff: the command line and a wrong login have no row there.
  CREATE TABLE audit_entry (
    id TEXT PRIMARY KEY NOT NULL,
    at {instant} NOT NULL,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action <> ''),
    patient TEXT,
    patient_set TEXT REFERENCES audit_set (id),
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    address TEXT NOT NULL,
    request TEXT NOT NULL,
    CHECK (patient IS NULL OR patient_set IS NULL)
  ) {strict};
  CREATE INDEX audit_entry_by_staff ON audit_entry (staff, id);
  CREATE INDEX audit_entry_by_patient ON audit_entry (patient, id) WHERE patient IS NOT NULL;
  CREATE INDEX audit_entry_by_set ON audit_entry (patient_set, id) WHERE patient_set IS NOT NULL;

  -- The sealer's queue. A trigger fills it, so that no writer can forget to.
  CREATE TABLE audit_waiting (
    entry TEXT PRIMARY KEY NOT NULL REFERENCES audit_entry (id)
  ) {strict};

  CREATE TABLE audit_seal (
    seq {int} PRIMARY KEY NOT NULL CHECK (seq > 0),
    entry TEXT NOT NULL UNIQUE REFERENCES audit_entry (id),
    digest {bytes} NOT NULL,
    hash {bytes} NOT NULL
  ) {strict};

  -- only sqlite
  CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry
  BEGIN INSERT INTO audit_waiting (entry) VALUES (NEW.id); END;
  CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_set_kept BEFORE UPDATE ON audit_set
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_set_stays BEFORE DELETE ON audit_set
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_set_patient_kept BEFORE UPDATE ON audit_set_patient
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_set_patient_stays BEFORE DELETE ON audit_set_patient
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_seal_kept BEFORE UPDATE ON audit_seal
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_seal_stays BEFORE DELETE ON audit_seal
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  CREATE TRIGGER audit_waiting_stays BEFORE DELETE ON audit_waiting
  WHEN NOT EXISTS (SELECT 1 FROM audit_seal WHERE entry = OLD.entry)
  BEGIN SELECT RAISE(ABORT, 'an audit entry waits until it is sealed'); END;
  -- end
  -- only postgres
  CREATE FUNCTION audit_entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN INSERT INTO audit_waiting (entry) VALUES (NEW.id); RETURN NULL; END $$;
  CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'the audit trail is never changed'; END $$;
  CREATE FUNCTION audit_waiting_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM audit_seal WHERE entry = OLD.entry) THEN
      RAISE EXCEPTION 'an audit entry waits until it is sealed';
    END IF;
    RETURN OLD;
  END $$;
  CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_waits();
  CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
  CREATE TRIGGER audit_set_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_set
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
  CREATE TRIGGER audit_set_patient_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_set_patient
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
  CREATE TRIGGER audit_seal_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
  CREATE TRIGGER audit_waiting_stays BEFORE DELETE ON audit_waiting
    FOR EACH ROW EXECUTE FUNCTION audit_waiting_stays();
  -- end
  """)

/// PostgreSQL's queue by a rule, which costs a fraction of a trigger: the entry and its place in the queue are one
/// statement's work. What the queue names is an entry, since nothing else fills it and no entry ever goes. Taking many
/// off looks once whether all of them are sealed.
let lighterAuditQueue = """
  -- only postgres
  DROP TRIGGER audit_entry_waits ON audit_entry;
  DROP FUNCTION audit_entry_waits();
  CREATE RULE audit_entry_waits AS ON INSERT TO audit_entry
    DO ALSO INSERT INTO audit_waiting (entry) VALUES (NEW.id);
  ALTER TABLE audit_waiting DROP CONSTRAINT audit_waiting_entry_fkey;

  DROP TRIGGER audit_waiting_stays ON audit_waiting;
  CREATE OR REPLACE FUNCTION audit_waiting_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM gone g WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry = g.entry)) THEN
      RAISE EXCEPTION 'an audit entry waits until it is sealed';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER audit_waiting_stays AFTER DELETE ON audit_waiting REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION audit_waiting_stays();
  CREATE TRIGGER audit_waiting_kept BEFORE UPDATE OR TRUNCATE ON audit_waiting
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
  -- end
  -- only sqlite
  CREATE TRIGGER audit_waiting_kept BEFORE UPDATE ON audit_waiting
  BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
  -- end
  """
