/// One step of the schema, written once and never edited after release: forward only, the same list on both
/// engines. A test keeps the hashes.
///
/// In the text `{int}` `{bool}` `{instant}` `{bytes}` `{real}` `{strict}` stand for what each engine calls it,
/// and lines between `-- only sqlite` or `-- only postgres` and `-- end` are for that engine alone.
package struct Migration: Sendable {
  package let name: String
  package let sql: String

  /// The name is a date and a few words, `2026-11-23 staff`; the list is applied in the order given.
  package init(_ name: String, _ sql: String) {
    self.name = name
    self.sql = sql
  }
}
