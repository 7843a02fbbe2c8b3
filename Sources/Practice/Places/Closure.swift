import Kernel

/// Days on which nobody is seen: a holiday, a move, a broken heating.
package struct Closure: Sendable, Equatable {
  package let id: ID<Closure>
  /// The one location that is closed; nil is the whole practice.
  package let location: ID<Location>?
  package let first: LocalDay
  package let last: LocalDay
  package let reason: String

  package init(id: ID<Closure>, location: ID<Location>?, first: LocalDay, last: LocalDay, reason: String) {
    self.id = id
    self.location = location
    self.first = first
    self.last = last
    self.reason = reason
  }

  package func covers(_ day: LocalDay, at place: ID<Location>) -> Bool {
    (first...last).contains(day) && (location == nil || location == place)
  }
}
