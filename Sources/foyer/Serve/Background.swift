import Foundation
import Kernel
import Logging
import Practice
import Scheduling
import ServiceLifecycle
import Store

/// Links new rows of the audit trail into their chain.
struct Sealing: Service {
  let store: Store
  let log: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await AuditSealer(store: store).run { error in
        log.warning("the audit trail waits to be sealed", metadata: ["reason": "\(type(of: error))"])
      }
    }
    // What the last requests wrote is sealed before the database closes.
    _ = try? await AuditSealer(store: store).sealAll()
  }
}

/// Does what must follow commits.
struct Jobs: Service {
  let office: Office
  let log: Logger

  func run() async throws {
    let runner = JobRunner(store: office.store, handlers: office.jobHandlers, now: { .now }, log: log)
    await cancelWhenGracefulShutdown { await runner.run() }
  }
}

/// Marks as missed whoever did not come, where the practice wants that by itself, and closes what was asked for and not
/// answered in time.
struct Overdue: Service {
  let scheduling: Scheduling
  let log: Logger

  func run() async throws {
    await again(every: .seconds(60), log, "missed visits wait to be marked") {
      try await scheduling.markOverdue()
      try await scheduling.closeMissedRequests()
    }
  }
}

/// Writes reminders by the practice's rules and sends what can be sent, where that is set up.
struct Sending: Service {
  let scheduling: Scheduling
  let outbox: Outbox
  let log: Logger

  func run() async throws {
    guard !outbox.reach.isEmpty else {
      try? await gracefulShutdown()
      return
    }
    // Each goes on by itself: what keeps one from its work keeps no other.
    async let written: Void = again(every: .seconds(15), log, "reminders wait to be written") {
      try await scheduling.writeReminders()
    }
    async let linked: Void = again(every: .seconds(5), log, "links wait to be sent") {
      try await scheduling.sendLinks(through: outbox)
    }
    await again(every: .seconds(15), log, "messages wait to be sent") {
      try await scheduling.sendMessages(through: outbox)
    }
    _ = await (written, linked)
  }
}

/// Forgets what has served its time.
struct Housekeeping: Service {
  let store: Store
  let scheduling: Scheduling
  let log: Logger

  func run() async throws {
    await again(every: .seconds(3600), log, "housekeeping waits") {
      // A form that is older than a day is not the retry of a lost answer.
      let yesterday = Instant.now.advanced(byMinutes: -24 * 60)
      try await store.write { try $0.forgetSubmissions(before: yesterday) }
      try await scheduling.forgetOld()
    }
  }
}

/// Does something over and over until the server stops. What fails is done at the next turn.
private func again(
  every pause: Duration, _ log: Logger, _ late: Logger.Message,
  _ body: @escaping @Sendable () async throws -> Void
) async {
  await cancelWhenGracefulShutdown {
    while !Task.isCancelled {
      do { try await body() } catch { log.warning(late, metadata: ["reason": "\(type(of: error))"]) }
      try? await Task.sleep(for: pause)
    }
  }
}
