import Foundation
import Kernel

/// Hashes passwords on threads of its own, two at a time: the work takes 25 ms and 19 MiB by design, and must
/// neither hold up the threads that serve pages nor eat the machine when many guess at once.
struct PasswordWork: Sendable {
  private let queue: OperationQueue
  private let cost: PasswordHash.Cost
  /// What the password of somebody who does not exist is compared with, so that the answer takes as long.
  private let nobody: String

  init(cost: PasswordHash.Cost) {
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = 2
    self.cost = cost
    nobody = (try? PasswordHash.make(RandomBytes.make(16), cost: cost)) ?? ""
  }

  func hash(_ password: String) async throws -> String {
    let (bytes, cost) = (Array(normal(password).utf8), cost)
    return try await run { try PasswordHash.make(bytes, cost: cost) }
  }

  /// Whether the password is the one of this hash. Without a hash the same work is done, and the answer is no.
  func verify(_ password: String, against hash: String?) async throws -> Bool {
    let (bytes, compared) = (Array(normal(password).utf8), hash ?? nobody)
    let same = try await run { PasswordHash.verify(bytes, against: compared) }
    return same && hash != nil
  }

  /// One spelling of what a person typed: keyboards differ in how they put an accent (NIST 800-63B, 3.1.1.2).
  private func normal(_ password: String) -> String { password.precomposedStringWithCanonicalMapping }

  private func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { waiting in
      queue.addOperation { waiting.resume(with: Result(catching: work)) }
    }
  }
}
