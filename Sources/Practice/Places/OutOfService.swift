import Kernel
import Store

/// A stretch of time in which a room or device cannot be used, and why: a failed check, a repair.
package struct OutOfService: Sendable, Equatable {
  package let id: ID<OutOfService>
  package let resource: ID<Resource>
  package let from: Instant
  /// When it is back; ``forever`` while nobody knows.
  package let until: Instant
  package let reason: String

  /// The end of the year 9999.
  package static let forever = Instant(milliseconds: 253_402_300_799_000)

  package init(id: ID<OutOfService>, resource: ID<Resource>, from: Instant, until: Instant, reason: String) {
    self.id = id
    self.resource = resource
    self.from = from
    self.until = until
    self.reason = reason
  }
}

extension Transaction {
  /// What of these cannot be used at some time of the stretch.
  package func outOfService(
    _ resources: some Sequence<ID<Resource>>, during time: Range<Instant>
  ) throws -> [OutOfService] {
    try outOfService(
      "resource IN (\(each: resources)) AND until_at > \(time.lowerBound) AND from_at < \(time.upperBound)")
  }

  func outOfService(_ condition: SQL) throws -> [OutOfService] {
    try rows(
      "SELECT id, resource, from_at, until_at, reason FROM out_of_service WHERE \(condition) ORDER BY from_at, id"
    ).map {
      OutOfService(
        id: try $0("id"), resource: try $0("resource"), from: try $0("from_at"), until: try $0("until_at"),
        reason: try $0("reason"))
    }
  }
}
