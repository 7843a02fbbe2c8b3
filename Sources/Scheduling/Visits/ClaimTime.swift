import Kernel

/// For how long something is held for a visit: the visit itself, and around it what setting up and cleaning take.
package struct ClaimTime: Sendable, Equatable {
  package let visit: Range<Instant>
  package let whole: Range<Instant>

  package init(visit: Range<Instant>, whole: Range<Instant>) {
    self.visit = visit
    self.whole = whole
  }

  /// A buffer that may not overlap another's counts as part of the visit.
  package init(_ time: Range<Instant>, _ buffer: Buffer) {
    whole =
      time.lowerBound.advanced(
        byMinutes: -buffer.before)..<time.upperBound.advanced(byMinutes: buffer.after)
    visit = buffer.overlaps ? time : whole
  }

  /// Whether two visits cannot both have it: one runs into the other, or into its buffer. Buffers alone may overlap.
  package func clashes(with other: ClaimTime) -> Bool {
    visit.lowerBound < other.whole.upperBound && other.visit.lowerBound < whole.upperBound
      || whole.lowerBound < other.visit.upperBound && other.whole.lowerBound < visit.upperBound
  }
}

extension Buffer {
  /// What of it holds a person or a thing.
  package func holding(_ holder: Holder) -> Buffer {
    switch holder {
    case .provider: holdsProvider ? self : .none
    case .resource: self
    }
  }
}
