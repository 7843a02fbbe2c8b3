import Store

/// The tables of the scheduling desk.
package let schedulingSchema: [Migration] = [
  Migration("2026-11-23 visit types and hours", hoursTables),
  Migration("2026-11-23 visits", visitTables),
  Migration("2026-11-24 caseloads", caseloadTables),
  Migration("2026-11-24 wait list", waitListTables),
  Migration("2026-11-24 recall", recallTables),
  Migration("2026-11-24 pinboard", pinTables),
  Migration("2026-11-24 the day moves", flowTables),
  Migration("2026-11-24 what changed on a day", changeTables),
  Migration("2026-11-24 schedule drafts", draftTables),
  Migration("2026-11-24 moves of series", seriesTables),
  Migration("2026-11-24 templates of visits in a row", chainTables),
  Migration("2026-11-24 walk-ins", walkInTables),
  Migration("2026-11-24 calendar feeds", feedTables),
  Migration("2026-11-24 planned starts", startTables),
  .settled(
    "2026-11-24 hours and rules are settled",
    [
      "visit_type", "visit_type_provider", "visit_type_need", "visit_type_retirement", "template",
      "template_stretch", "template_block", "template_block_allows", "template_start", "day_exception",
      "day_exception_removal", "caseload_budget", "caseload_count", "need_weight",
    ]),
  Migration("2026-11-30 patients by themselves", onlineTables),
  Migration("2026-11-30 messages are sent", messageTables),
  Migration("2026-11-30 kiosks", kioskTables),
  Migration("2026-11-30 checklist", checklistTables),
  .settled(
    "2026-11-30 the checklist is settled",
    ["checklist_box", "checklist_box_type", "checklist_box_retirement"]),
  Migration("2026-11-30 cancellations that are taken back", standsTables),
  Migration("2026-11-30 requests may be missed", missedTables),
  Migration("2026-11-30 lighter claims", lighterClaims),
]
