import Kernel
import Practice

/// When everybody is where, for all days of a search: what is the same each week is worked out once.
final class HoursBook {
  private struct Post: Hashable {
    let provider: ID<Provider>
    let location: ID<Location>
  }

  private struct Week: Hashable {
    let post: Post
    let weekday: Weekday
    /// Which of the post's templates hold.
    let holding: [Bool]
  }

  /// A day's hours, and the same as steps.
  struct Day {
    let hours: DayHours
    let open: DayMask

    init(_ hours: DayHours) {
      self.hours = hours
      open = hours.open.reduce(into: DayMask.none) { $0.insert($1) }
    }
  }

  private let templates: [Post: [Template]]
  private let exceptions: [Post: [DayException]]
  private let closures: [Closure]
  private var known: [Week: Day] = [:]

  init(templates: [Template], exceptions: [DayException], closures: [Closure]) {
    self.templates = Dictionary(grouping: templates) { Post(provider: $0.provider, location: $0.location) }
    self.exceptions = Dictionary(grouping: exceptions) { Post(provider: $0.provider, location: $0.location) }
    self.closures = closures
  }

  var hasBlocks: Bool { templates.values.contains { $0.contains { !$0.blocks.isEmpty } } }

  func isEver(_ provider: ID<Provider>, at location: ID<Location>) -> Bool {
    let post = Post(provider: provider, location: location)
    return templates[post] != nil || exceptions[post] != nil
  }

  func closed(_ location: ID<Location>, on day: LocalDay) -> String? {
    closures.first { $0.covers(day, at: location) }?.reason
  }

  /// A day as the weeks and exceptions say; a closure is looked at apart.
  func day(_ provider: ID<Provider>, at location: ID<Location>, on day: LocalDay) -> Day {
    let post = Post(provider: provider, location: location)
    let theirs = templates[post] ?? []
    let today = (exceptions[post] ?? []).filter { $0.day == day }
    if !today.isEmpty {
      return Day(DayHours(templates: theirs, on: day, exceptions: today, closed: nil))
    }
    let week = Week(post: post, weekday: day.weekday, holding: theirs.map { $0.holds(on: day) })
    if let day = known[week] { return day }
    let made = Day(DayHours(templates: theirs, on: day, exceptions: [], closed: nil))
    known[week] = made
    return made
  }

  /// From when to when somebody is ever at a place.
  func reach(at location: ID<Location>) -> Range<Int> {
    let spans =
      templates.filter { $0.key.location == location }.values.joined().flatMap { template in
        template.stretches.filter { $0.kind == .work }.map(\.span)
      }
      + exceptions.filter { $0.key.location == location }.values.joined().filter { $0.kind == .extra }.map(
        \.span)
    guard let from = spans.map(\.lowerBound).min(), let to = spans.map(\.upperBound).max() else {
      return 0..<0
    }
    return from..<to
  }
}
