extension String {
  /// The text, unless it holds U+0000, which PostgreSQL cannot store and C would cut the text at.
  var withoutNull: String {
    get throws {
      if utf8.contains(0) { throw StoreError(.check, "text holds U+0000") }
      return self
    }
  }
}
