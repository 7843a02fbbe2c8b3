import Practice
import Records
import Scheduling
import Store

/// Tables of the program itself.
let officeSchema: [Migration] = [
  Migration(
    "2026-11-23 office key",
    """
    -- A known word sealed with the office key, by which a server knows that it holds the right key.
    CREATE TABLE office_key_check (
      id {int} PRIMARY KEY NOT NULL CHECK (id = 1),
      sealed {bytes} NOT NULL
    ) {strict};
    """)
]

/// Every table of a practice, in the order in which they are made.
let wholeSchema: [Migration] =
  storeSchema + officeSchema + practiceSchema + recordsSchema + schedulingSchema
