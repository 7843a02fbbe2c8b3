/// How often what stands on a day has changed, counted by the schema itself, so that what a search or a board
/// remembers of a day can be told from what is true now. Counted for each holder alone, so that writers who do not
/// meet otherwise do not meet here; who asks adds them up. A day is the UTC day on which something begins.
let changeTables = """
  CREATE TABLE schedule_change (
    day {int} NOT NULL,
    holder TEXT NOT NULL,
    changes {int} NOT NULL,
    PRIMARY KEY (day, holder)
  )
  -- only sqlite
  STRICT, WITHOUT ROWID
  -- end
  ;
  CREATE INDEX appointment_by_start ON appointment (start_at);

  -- only sqlite
  CREATE TRIGGER claim_counted_new AFTER INSERT ON claim BEGIN
    INSERT INTO schedule_change (day, holder, changes) VALUES (NEW.start_at / 86400000, NEW.holder, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  CREATE TRIGGER claim_counted_gone AFTER DELETE ON claim BEGIN
    INSERT INTO schedule_change (day, holder, changes) VALUES (OLD.start_at / 86400000, OLD.holder, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  CREATE TRIGGER claim_counted_changed AFTER UPDATE ON claim BEGIN
    INSERT INTO schedule_change (day, holder, changes) VALUES (OLD.start_at / 86400000, OLD.holder, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
    INSERT INTO schedule_change (day, holder, changes) VALUES (NEW.start_at / 86400000, NEW.holder, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  CREATE TRIGGER appointment_counted_new AFTER INSERT ON appointment BEGIN
    INSERT INTO schedule_change (day, holder, changes)
      VALUES (NEW.start_at / 86400000, 'visits:' || NEW.provider, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  CREATE TRIGGER appointment_counted_changed AFTER UPDATE ON appointment BEGIN
    INSERT INTO schedule_change (day, holder, changes)
      VALUES (OLD.start_at / 86400000, 'visits:' || OLD.provider, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
    INSERT INTO schedule_change (day, holder, changes)
      VALUES (NEW.start_at / 86400000, 'visits:' || NEW.provider, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  -- end
  -- only postgres
  CREATE FUNCTION claim_counted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP <> 'INSERT' THEN
      INSERT INTO schedule_change AS c (day, holder, changes) VALUES (OLD.start_at / 86400000, OLD.holder, 1)
        ON CONFLICT (day, holder) DO UPDATE SET changes = c.changes + 1;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO schedule_change AS c (day, holder, changes) VALUES (NEW.start_at / 86400000, NEW.holder, 1)
        ON CONFLICT (day, holder) DO UPDATE SET changes = c.changes + 1;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER claim_counted AFTER INSERT OR UPDATE OR DELETE ON claim
    FOR EACH ROW EXECUTE FUNCTION claim_counted();

  CREATE FUNCTION appointment_counted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      INSERT INTO schedule_change AS c (day, holder, changes)
        VALUES (OLD.start_at / 86400000, 'visits:' || OLD.provider, 1)
        ON CONFLICT (day, holder) DO UPDATE SET changes = c.changes + 1;
    END IF;
    INSERT INTO schedule_change AS c (day, holder, changes)
      VALUES (NEW.start_at / 86400000, 'visits:' || NEW.provider, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = c.changes + 1;
    RETURN NULL;
  END $$;
  CREATE TRIGGER appointment_counted AFTER INSERT OR UPDATE ON appointment
    FOR EACH ROW EXECUTE FUNCTION appointment_counted();
  -- end
  """
