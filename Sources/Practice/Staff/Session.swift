import Kernel

/// Somebody who is signed in, as one request sees them.
package struct Session: Sendable, Equatable {
  /// While the password has to be changed, this person may do nothing but that.
  package private(set) var who: Who
  package let login: String
  /// What every form has to send back, so that no other site can send it for them.
  package let csrf: String
  package let created: Instant
  package private(set) var lastSeen: Instant
  package let mustChangePassword: Bool
  package let hasSecondFactor: Bool
  /// When it ends if nothing more is done.
  package private(set) var expires: Instant

  init(
    who: Who, login: String, csrf: String, created: Instant, lastSeen: Instant, mustChangePassword: Bool,
    hasSecondFactor: Bool, limits: SessionLimits
  ) {
    self.who = who
    self.login = login
    self.csrf = csrf
    self.created = created
    self.lastSeen = lastSeen
    self.mustChangePassword = mustChangePassword
    self.hasSecondFactor = hasSecondFactor
    expires = limits.expires(created: created, seen: lastSeen)
  }

  mutating func wasSeen(_ moment: Instant, limits: SessionLimits) {
    lastSeen = moment
    expires = limits.expires(created: created, seen: moment)
  }

  /// The same session, as another request of its person sees it.
  func asked(from address: String, _ request: String) -> Session {
    var other = self
    (other.who.address, other.who.request) = (address, request)
    return other
  }

  func isAlive(at moment: Instant, _ limits: SessionLimits) -> Bool {
    limits.isAlive(created: created, seen: lastSeen, now: moment)
  }

  /// Whether it is the other in all but when its person was seen last.
  func isStill(_ other: Session, limits: SessionLimits) -> Bool {
    var seen = self
    seen.wasSeen(other.lastSeen, limits: limits)
    return seen == other
  }
}

/// How long a session lives.
struct SessionLimits: Sendable {
  let idleSeconds: Double
  static let absoluteSeconds = 12 * 3600

  private var idle: Int64 { Int64(idleSeconds * 1000) }

  /// A session last seen before this is over.
  func seenSince(_ now: Instant) -> Instant { Instant(milliseconds: now.milliseconds - idle) }
  func madeSince(_ now: Instant) -> Instant { now.advanced(bySeconds: -Self.absoluteSeconds) }

  func isAlive(created: Instant, seen: Instant, now: Instant) -> Bool {
    seen >= seenSince(now) && created >= madeSince(now)
  }

  func expires(created: Instant, seen: Instant) -> Instant {
    min(
      Instant(milliseconds: seen.milliseconds + idle), created.advanced(bySeconds: Self.absoluteSeconds))
  }

  /// Being seen is written down at most this often: it spares a commit a request, and idle time is right to
  /// within five seconds, or a tenth where it is very short.
  func isWorthWriting(seen: Instant, now: Instant) -> Bool {
    now.milliseconds - seen.milliseconds >= min(5000, idle / 10)
  }
}
