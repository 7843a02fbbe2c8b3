import Store

/// The tables of the scheduling desk.
package let schedulingSchema: [Migration] = [
  Migration("2026-11-23 visit types and hours", hoursTables),
  Migration("2026-11-23 visits", visitTables),
  Migration("2026-11-24 caseloads", caseloadTables),
]
