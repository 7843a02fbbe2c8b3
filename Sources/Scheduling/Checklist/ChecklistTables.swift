/// The practice's own boxes on a visit, and who ticked them.
let checklistTables = """
  CREATE TABLE checklist_box (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 99),
    -- How many days before the visit it should be ticked.
    due_days {int} NOT NULL CHECK (due_days BETWEEN 0 AND 90),
    added_at {instant} NOT NULL,
    added_by TEXT NOT NULL,
    retired_at {instant},
    retired_by TEXT,
    CHECK ((retired_at IS NULL) = (retired_by IS NULL))
  ) {strict};

  -- The kinds of visits a box is for; none means all.
  CREATE TABLE checklist_box_type (
    box TEXT NOT NULL REFERENCES checklist_box (id),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    PRIMARY KEY (box, visit_type)
  ) {strict};

  -- A tick that was taken back stays.
  CREATE TABLE visit_check (
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
  CREATE UNIQUE INDEX visit_check_once ON visit_check (appointment, box) WHERE undone_at IS NULL;
  """
