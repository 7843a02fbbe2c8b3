import Kernel

/// What the practice calls itself, and whether it is one that was invented to look around in.
package struct PracticeProfile: Sendable, Equatable {
  package var name: String
  package var demo: Bool
  package var since: Instant

  package init(name: String, demo: Bool = false, since: Instant) {
    self.name = name
    self.demo = demo
    self.since = since
  }
}
