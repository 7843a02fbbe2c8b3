/// Where a provider's visits go when their day is moved by some minutes. Pure; minutes since midnight.
enum NewTimes {
  /// `spans`: the visits in the order of their times.
  /// `absorbing`: gaps take the delay up. The first visit is moved, each other only as far as the one before it
  /// pushes, and past a break in which it would not fit.
  /// `open`: when the provider is there.
  static func shifted(
    _ spans: [Range<Int>], by minutes: Int, absorbing: Bool, open: [Range<Int>]
  ) -> [Range<Int>] {
    guard absorbing, minutes > 0 else { return spans.map { $0.moved(to: $0.lowerBound + minutes) } }
    var free = (spans.first?.lowerBound ?? 0) + minutes
    return spans.map { span in
      let new = span.moved(to: max(span.lowerBound, free)).moved(within: open)
      free = new.upperBound
      return new
    }
  }
}

extension Range<Int> {
  fileprivate func moved(to start: Int) -> Range<Int> { start..<start + count }

  /// As early as it fits from its start on; as it is where it fits nowhere.
  fileprivate func moved(within open: [Range<Int>]) -> Range<Int> {
    let fits = open.first { Swift.max($0.lowerBound, lowerBound) + count <= $0.upperBound }
    return fits.map { moved(to: Swift.max($0.lowerBound, lowerBound)) } ?? self
  }
}
