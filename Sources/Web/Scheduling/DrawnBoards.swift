import Kernel
import Practice
import Scheduling
import Synchronization

/// Boards as they were drawn lately: many look at the same day, and drawing it is most of the work.
///
/// A drawing is used again only where all that it shows is the same, which its key says. The lock guards the list.
package final class DrawnBoards: Sendable {
  struct DayKey: Hashable, Sendable {
    let edition: DayBoard.Edition
    let provider: ID<Provider>?
    let chosen: ID<Appointment>?
    let roles: Set<Role>
    /// Whose holds lead on to booking; nil where nobody holds a time.
    let staff: ID<Staff>?
    /// Which blocks are still kept.
    let kept: [Int]
    let isPast: Bool
    /// The seconds of today, in tens: minutes of waiting and the line of now go on. Nil on other days.
    let clock: Int64?
  }

  struct CheckInKey: Hashable, Sendable {
    let edition: CheckInBoard.Edition
    let provider: ID<Provider>?
    let roles: Set<Role>
    let isClosed: Bool
    let today: LocalDay
    /// Whole minutes: waiting is shown in them, and goes on by itself on the page.
    let clock: Int64
  }

  /// Some hundred days of twenty columns.
  private static let most = 40 << 20

  private struct Memory {
    var boards: [AnyHashable: HTML] = [:]
    /// The oldest first.
    var order: [AnyHashable] = []
    var bytes = 0
  }

  private let memory = Mutex(Memory())

  package init() {}

  func board(_ key: some Hashable & Sendable, draw: () -> HTML?) -> HTML? {
    if let known = memory.withLock({ $0.boards[key] }) { return known }
    guard let fresh = draw() else { return nil }
    memory.withLock { memory in
      guard memory.boards.updateValue(fresh, forKey: key) == nil else { return }
      memory.order.append(key)
      memory.bytes += fresh.text.utf8.count
      while memory.bytes > Self.most, memory.order.count > 1 {
        memory.bytes -= memory.boards.removeValue(forKey: memory.order.removeFirst())?.text.utf8.count ?? 0
      }
    }
    return fresh
  }
}

extension DayViewBuilder {
  var drawingKey: DrawnBoards.DayKey {
    DrawnBoards.DayKey(
      edition: board.edition, provider: ask.provider, chosen: ask.visit, roles: who.roles,
      staff: board.holds.isEmpty ? nil : who.staff, kept: columns.map { keptBlocks($0.hours).count },
      isPast: isPast, clock: minuteOfNow == nil ? nil : now.milliseconds / 10_000)
  }

  /// Blocks that are not open to everybody yet.
  func keptBlocks(_ hours: DayHours) -> [Template.Block] {
    let rule = BlockRule(blocks: hours.blocks, day: board.day, zone: board.location.zone)
    return hours.blocks.filter { !rule.isReleased($0, at: now) }
  }
}

extension CheckInBuilder {
  var drawingKey: DrawnBoards.CheckInKey {
    DrawnBoards.CheckInKey(
      edition: board.edition, provider: ask.provider, roles: who.roles, isClosed: board.isClosed,
      today: ask.today, clock: now.milliseconds / 60_000)
  }
}
