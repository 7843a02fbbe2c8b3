import Kernel
import Practice

/// Whether the blocks of a day let a visit in. Pure: the clock is handed in.
package struct BlockRule: Sendable {
  /// The blocks of the day for this provider and place.
  package let blocks: [Template.Block]
  package let day: LocalDay
  package let zone: Zone

  /// A visit of the same provider that day.
  package struct Neighbour: Sendable {
    package let span: Range<Int>
    package let type: ID<VisitType>
    package let category: VisitType.Category

    package init(span: Range<Int>, type: ID<VisitType>, category: VisitType.Category) {
      self.span = span
      self.type = type
      self.category = category
    }
  }

  package init(blocks: [Template.Block], day: LocalDay, zone: Zone) {
    self.blocks = blocks
    self.day = day
    self.zone = zone
  }

  /// The first block that keeps its place from a visit of `type` in `span`; nil where none does.
  package func keeper(
    of span: Range<Int>, _ type: VisitType, others: [Neighbour], now: Instant
  ) -> Template.Block? {
    blocks.first { block in
      guard block.span.overlaps(span), !isReleased(block, at: now), !block.allows(type) else { return false }
      let taken = overlap(span, block.span)
      let allowed = others.filter { block.allows($0.type, $0.category) }.reduce(0) {
        $0 + overlap($1.span, block.span)
      }
      let all = others.reduce(0) { $0 + overlap($1.span, block.span) }
      return block.span.count - all - taken < max(0, block.keptMinutes - allowed)
    }
  }

  package func isReleased(_ block: Template.Block, at now: Instant) -> Bool {
    guard let release = block.release else { return false }
    return zone.instant(day.advanced(by: -release.daysBefore), release.at) <= now
  }

  private func overlap(_ a: Range<Int>, _ b: Range<Int>) -> Int { a.clamped(to: b).count }
}

extension Template.Block {
  package func allows(_ type: VisitType) -> Bool { allows(type.id, type.rules.category) }

  package func allows(_ type: ID<VisitType>, _ category: VisitType.Category) -> Bool {
    allows.contains(.type(type)) || allows.contains(.category(category))
  }

  /// The minutes that are kept for what it allows.
  package var keptMinutes: Int {
    switch share {
    case .percent(let percent): span.count * percent / 100
    case .visits(let count, let minutes): min(span.count, count * minutes)
    }
  }
}
