import Store

/// The tables of the records, in the order in which they are made.
package let recordsSchema: [Migration] = [
  Migration("2026-11-23 patients", patientTables),
  Migration("2026-11-23 finding patients", searchTables),
  Migration("2026-11-23 clinical facts", clinicalTables),
  Migration("2026-11-23 imported resources", importTables),
  Migration("2026-11-24 access needs", accessNeedTables),
]
