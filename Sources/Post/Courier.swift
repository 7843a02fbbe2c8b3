import Foundation

/// Carries messages on threads of its own, two at a time: a mail server may think for half a minute, and must not hold
/// up the threads that serve pages.
package struct Courier: Sendable {
  private let queue: OperationQueue

  package init() {
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = 2
  }

  func carry(_ work: @escaping @Sendable () throws -> Delivery) async -> Delivery {
    await withCheckedContinuation { waiting in
      queue.addOperation {
        waiting.resume(returning: (try? work()) ?? .later("There was no memory to send it."))
      }
    }
  }
}
