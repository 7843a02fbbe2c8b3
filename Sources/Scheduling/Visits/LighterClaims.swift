/// What guards a booking, at less cost for each.
///
/// PostgreSQL's exclusion compares a holder's hash, eight bytes, where it compared its text: holders that are the same
/// have the same hash, so nothing slips past, and two different ones are taken for each other once in 2⁶⁴ pairs.
///
/// A visit's claim never comes without the visit being written or another claim going, and both are counted as changes
/// of that day; only what a group or a hold claims has to be counted by itself.
///
/// Whoever looks for what is in the way reads a day back. With a claim's end in the index, only claims that are in the
/// way are fetched from the table.
let lighterClaims = """
  DROP INDEX claim_by_holder;
  CREATE INDEX claim_by_holder ON claim (holder, before_at, after_at);

  -- only postgres
  ALTER TABLE claim DROP CONSTRAINT claim_overlap;
  ALTER TABLE claim DROP CONSTRAINT claim_overlap_before;
  ALTER TABLE claim ADD CONSTRAINT claim_overlap
    EXCLUDE USING gist (hashtextextended(holder, 0) WITH =, int8range(start_at, after_at) WITH &&)
    WHERE (NOT double);
  ALTER TABLE claim ADD CONSTRAINT claim_overlap_before
    EXCLUDE USING gist (hashtextextended(holder, 0) WITH =, int8range(before_at, end_at) WITH &&)
    WHERE (NOT double);

  DROP TRIGGER claim_counted ON claim;
  CREATE TRIGGER claim_counted_new AFTER INSERT ON claim
    FOR EACH ROW WHEN (NEW.appointment IS NULL) EXECUTE FUNCTION claim_counted();
  CREATE TRIGGER claim_counted AFTER UPDATE OR DELETE ON claim
    FOR EACH ROW EXECUTE FUNCTION claim_counted();
  -- end
  -- only sqlite
  DROP TRIGGER claim_counted_new;
  CREATE TRIGGER claim_counted_new AFTER INSERT ON claim WHEN NEW.appointment IS NULL BEGIN
    INSERT INTO schedule_change (day, holder, changes) VALUES (NEW.start_at / 86400000, NEW.holder, 1)
      ON CONFLICT (day, holder) DO UPDATE SET changes = changes + 1;
  END;
  -- end
  """
