/// Boxes of the practice's own that are ticked on a visit.
let checklistTables = """
  CREATE TABLE checklist_box (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    place {int} NOT NULL,
    -- Days before the visit on which it is to be ticked; NULL where no day is set.
    due_days {int} CHECK (due_days BETWEEN 0 AND 365),
    added_at {instant} NOT NULL,
    added_by TEXT NOT NULL
  ) {strict};

  -- Visits of these kinds alone have it; without a row all have.
  CREATE TABLE checklist_box_type (
    box TEXT NOT NULL REFERENCES checklist_box (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    PRIMARY KEY (box, visit_type)
  ) {strict};

  CREATE TABLE checklist_box_retirement (
    box TEXT PRIMARY KEY NOT NULL REFERENCES checklist_box (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};

  -- A tick that was taken back stays.
  CREATE TABLE checklist_tick (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    number {int} NOT NULL CHECK (number >= 1),
    box TEXT NOT NULL REFERENCES checklist_box (id),
    at {instant} NOT NULL,
    staff TEXT NOT NULL,
    staff_name TEXT NOT NULL,
    undone_at {instant},
    undone_by TEXT,
    PRIMARY KEY (appointment, number),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  ) {strict};
  CREATE UNIQUE INDEX checklist_tick_once ON checklist_tick (appointment, box) WHERE undone_at IS NULL;

  -- Boards show ticks, so ticks are counted as changes of the day.
  -- only sqlite
  CREATE TRIGGER checklist_tick_counted_new AFTER INSERT ON checklist_tick BEGIN
    INSERT INTO schedule_change (day, holder, changes)
      SELECT a.start_at / 86400000, 'ticks:' || a.provider, 1 FROM appointment a WHERE a.id = NEW.appointment
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  CREATE TRIGGER checklist_tick_counted_changed AFTER UPDATE ON checklist_tick BEGIN
    INSERT INTO schedule_change (day, holder, changes)
      SELECT a.start_at / 86400000, 'ticks:' || a.provider, 1 FROM appointment a WHERE a.id = NEW.appointment
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  -- end
  -- only postgres
  CREATE FUNCTION checklist_tick_counted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO schedule_change AS c (day, holder, changes)
      SELECT a.start_at / 86400000, 'ticks:' || a.provider, 1 FROM appointment a WHERE a.id = NEW.appointment
      ON CONFLICT (day, holder) DO UPDATE SET changes = c.changes + 1;
    RETURN NULL;
  END $$;
  CREATE TRIGGER checklist_tick_counted AFTER INSERT OR UPDATE ON checklist_tick
    FOR EACH ROW EXECUTE FUNCTION checklist_tick_counted();
  -- end
  """
