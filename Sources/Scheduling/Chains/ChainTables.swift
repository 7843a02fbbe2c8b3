/// Which services the office offers in a row.
let chainTables = """
  CREATE TABLE chain_template (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    added_at {instant} NOT NULL,
    added_by TEXT NOT NULL
  ) {strict};

  CREATE TABLE chain_template_step (
    template TEXT NOT NULL REFERENCES chain_template (id),
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 8),
    visit_type TEXT NOT NULL REFERENCES visit_type (id),
    -- Nobody is anybody who does such visits.
    provider TEXT REFERENCES provider (id),
    -- Minutes from its end to the start of the next.
    gap_least {int} NOT NULL CHECK (gap_least >= 0),
    gap_most {int} NOT NULL CHECK (gap_most >= gap_least AND gap_most <= 480),
    PRIMARY KEY (template, place)
  ) {strict};

  CREATE TABLE chain_template_retirement (
    template TEXT PRIMARY KEY NOT NULL REFERENCES chain_template (id),
    at {instant} NOT NULL,
    by_name TEXT NOT NULL
  ) {strict};
  """
