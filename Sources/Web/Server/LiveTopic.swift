import Kernel
import Practice

/// What a page can watch. Topics name places and days, never people: `schedule:<location>:<day>`, or every day of
/// a place with `schedule:<location>`.
struct LiveTopic: Sendable, Equatable {
  let name: String
  let permission: Permission
  let location: ID<Location>?

  /// Nil for anything that is not one.
  init?(_ name: String) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("schedule", 3):
      guard let location = ID<Location>(parts[1]), LocalDay(parts[2]) != nil else { return nil }
      self.location = location
      permission = .seeSchedule
    case ("schedule", 2):
      guard let location = ID<Location>(parts[1]) else { return nil }
      self.location = location
      permission = .seeSchedule
    case ("wait-list", 1), ("work", 1):
      location = nil
      permission = .seeSchedule
    case ("operations", 1):
      location = nil
      permission = .seeOperations
    default: return nil
    }
    self.name = name
  }

  /// Whether what was announced touches this: the same, a part of it, or the whole it is a part of.
  func hears(_ announced: String) -> Bool {
    announced == name || announced.hasPrefix(name + ":") || name.hasPrefix(announced + ":")
  }

  func isOpen(to who: Who) -> Bool {
    who.may(permission) && (location.map { who.may(at: $0) } ?? true)
  }
}
