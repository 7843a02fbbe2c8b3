/// The store's own tables: work that follows a commit, answers to forms that were sent before, and what tells whether
/// remembered facts still stand.
package let storeSchema: [Migration] = [
  Migration(
    "2026-11-23 jobs and submissions",
    """
    CREATE TABLE job (
      id           TEXT PRIMARY KEY NOT NULL,
      kind         TEXT NOT NULL,
      key          TEXT NOT NULL,
      payload      TEXT NOT NULL,
      due          {instant} NOT NULL,
      made_at      {instant} NOT NULL,
      attempts     {int} NOT NULL DEFAULT 0,
      leased_until {instant} NOT NULL DEFAULT 0,
      last_error   TEXT NOT NULL DEFAULT '',
      dead_at      {instant},
      UNIQUE (kind, key)
    ){strict};
    CREATE INDEX job_by_due ON job (due) WHERE dead_at IS NULL;

    CREATE TABLE submission (
      key     TEXT NOT NULL,
      by_whom TEXT NOT NULL,
      answer  TEXT NOT NULL,
      at      {instant} NOT NULL,
      PRIMARY KEY (key, by_whom)
    ){strict};
    CREATE INDEX submission_by_age ON submission (at);
    """),
  Migration(
    "2026-11-24 settled",
    """
    -- A random token that is another one whenever a table of settled facts has changed.
    CREATE TABLE settled (token TEXT NOT NULL){strict};
    INSERT INTO settled (token) VALUES ('');
    -- only postgres
    CREATE FUNCTION settled_anew() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE settled SET token = gen_random_uuid()::text;
      RETURN NULL;
    END $$;
    -- end
    """),
]
