import CPostgres
import Foundation
import Kernel
import Synchronization

/// Carries announcements between the servers that share one PostgreSQL database.
///
/// Inside a transaction NOTIFY would make all commits queue (PostgreSQL holds one lock from the notice to the end
/// of the commit). So topics are told after the commit, collected, by this one thread with a connection of its
/// own. A topic is a hint to look again, never the fact itself; pages also look again by themselves.
///
/// The lock guards the topics that wait to be told. A pipe wakes the thread out of its `poll`.
final class Siblings: Sendable {
  private struct State {
    var untold: Set<String> = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let url: String
  private let announcements: Announcements
  private let own = ID<Siblings>().rawValue
  private let wakeOut: Int32
  private let wakeIn: Int32

  init(url: String, announcements: Announcements) {
    self.url = url
    self.announcements = announcements
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    (wakeOut, wakeIn) = (ends[0], ends[1])
    Thread.detachNewThread { [self] in run() }
  }

  /// Tells this process at once and the others as soon as the thread comes to it.
  func tell(_ topics: Set<String>) {
    guard !topics.isEmpty else { return }
    announcements.publish(topics)
    state.withLock { $0.untold.formUnion(topics) }
    wake()
  }

  func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  private func wake() {
    var byte: UInt8 = 1
    _ = write(wakeIn, &byte, 1)
  }

  private func run() {
    while !state.withLock({ $0.isClosed }) {
      // A lost connection is taken up again; what was announced meanwhile, pages find by looking again.
      do {
        try serve(PostgresConnection(url))
      } catch {
        Thread.sleep(forTimeInterval: 0.5)
      }
    }
    Foundation.close(wakeIn)
    Foundation.close(wakeOut)
  }

  private func serve(_ connection: PostgresConnection) throws {
    try connection.script("LISTEN foyer")
    announcements.publish(["reconnected"])
    while !state.withLock({ $0.isClosed }) {
      // A moment of gathering: what many commits announce is told at once, and nobody sees the difference.
      if state.withLock({ !$0.untold.isEmpty }) { Thread.sleep(forTimeInterval: 0.02) }
      let told = state.withLock { state in
        defer { state.untold = [] }
        return state.untold
      }
      for topic in told {
        try connection.run("SELECT pg_notify('foyer', $1)", [.text("\(own) \(topic)")])
      }
      try connection.settle()
      wait(for: connection)
      guard PQconsumeInput(connection.raw) == 1 else {
        throw StoreError(.unavailable, "the connection was lost")
      }
      while let notice = PQnotifies(connection.raw) {
        let words = String(cString: notice.pointee.extra).split(separator: " ", maxSplits: 1)
        PQfreemem(notice)
        if words.count == 2, words[0] != own { announcements.publish([String(words[1])]) }
      }
    }
  }

  private func wait(for connection: PostgresConnection) {
    var watched = [
      pollfd(fd: PQsocket(connection.raw), events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeOut, events: Int16(POLLIN), revents: 0),
    ]
    poll(&watched, 2, 5000)
    if watched[1].revents != 0 {
      var drain = [UInt8](repeating: 0, count: 256)
      _ = read(wakeOut, &drain, drain.count)
    }
  }
}
