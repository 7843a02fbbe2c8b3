import Kernel
import Store

/// Links new rows of the audit trail into its chain, a moment after their commit.
///
/// Were the chain's head written in every transaction, PostgreSQL's commits would queue behind it. So rows only
/// join a queue, and this takes them from there: it reads and hashes outside of any writing, and then appends the
/// links in one short commit. Several servers may do it at once: who finds the head moved starts over.
package actor AuditSealer {
  private let store: Store
  private let interval: Duration
  private let batch: Int

  package init(store: Store, interval: Duration = .milliseconds(500), batch: Int = 2000) {
    self.store = store
    self.interval = interval
    self.batch = batch
  }

  /// Seals until it is cancelled. A database that cannot be reached is tried again at the next turn; `report`
  /// hears of it.
  package func run(report: @Sendable (any Error) -> Void = { _ in }) async {
    while !Task.isCancelled {
      do { _ = try await sealAll() } catch is CancellationError { return } catch { report(error) }
      do { try await Task.sleep(for: interval) } catch { return }
    }
  }

  /// Seals what waits now, and gives the number of rows.
  @discardableResult
  package func sealAll() async throws -> Int {
    var sealed = 0
    while !Task.isCancelled {
      let (done, isMore) = try await sealOnce()
      sealed += done
      if !isMore { break }
    }
    return sealed
  }

  private func sealOnce() async throws -> (done: Int, isMore: Bool) {
    let batch = batch
    let (head, rows) = try await store.read { tx in
      let rows = try tx.auditWaiting(atMost: batch)
      // Most turns find nothing; then the head is of no interest.
      return (rows.isEmpty ? (0, AuditChain.start) : try tx.auditHead(), rows)
    }
    if rows.isEmpty { return (0, false) }
    let links = link(rows, after: head)
    let isDone = try await store.write(locking: ["audit chain"]) { tx in
      try tx.withoutSerialization()
      guard try tx.auditHead() == head else { return false }
      try tx.append(links)
      return true
    }
    return (isDone ? links.count : 0, !isDone || rows.count == batch)
  }

  private func link(_ rows: [AuditRow], after head: (seq: Int, hash: [UInt8])) -> [AuditLink] {
    var last = head
    return rows.map { row in
      let digest = AuditChain.digest(of: row)
      last = (last.seq + 1, AuditChain.hash(after: last.hash, digest: digest))
      return AuditLink(seq: last.seq, entry: row.id, digest: digest, hash: last.hash)
    }
  }
}
