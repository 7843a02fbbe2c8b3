/// Stretches of a day in minutes since midnight.
enum Minutes {
  /// Sorted, with touching and overlapping stretches made one.
  static func union(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  /// What of `ranges` is left when `taken` is cut out. `ranges` are sorted and apart.
  static func subtract(_ taken: [Range<Int>], from ranges: [Range<Int>]) -> [Range<Int>] {
    let taken = union(taken)
    var left: [Range<Int>] = []
    var place = 0
    for range in ranges {
      var start = range.lowerBound
      while place < taken.count, taken[place].upperBound <= start { place += 1 }
      var ahead = place
      while ahead < taken.count, taken[ahead].lowerBound < range.upperBound {
        if taken[ahead].lowerBound > start { left.append(start..<taken[ahead].lowerBound) }
        start = max(start, taken[ahead].upperBound)
        ahead += 1
      }
      if start < range.upperBound { left.append(start..<range.upperBound) }
    }
    return left
  }

  static func total(_ ranges: [Range<Int>]) -> Int { ranges.reduce(0) { $0 + $1.count } }
}

extension [Range<Int>] {
  /// Whether one stretch holds all of `span`.
  func holds(_ span: Range<Int>) -> Bool {
    contains { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound }
  }
}
