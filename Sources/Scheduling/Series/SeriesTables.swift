/// What a series keeps besides its visits.
let seriesTables = """
  -- Steps that moved an occurrence together with its series. An occurrence whose last move is not among them was moved
  -- by hand.
  CREATE TABLE series_move (
    appointment TEXT NOT NULL REFERENCES appointment (id),
    step {int} NOT NULL CHECK (step >= 1),
    PRIMARY KEY (appointment, step)
  ) {strict};
  """
