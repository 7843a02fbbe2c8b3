extension String {
  /// The text, unless it holds U+0000, which PostgreSQL cannot store and C would cut the text at.
  var withoutNull: String {
    get throws {
      let holdsNull = utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
      if holdsNull { throw StoreError(.check, "text holds U+0000") }
      return self
    }
  }
}
