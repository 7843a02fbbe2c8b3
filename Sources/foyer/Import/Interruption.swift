import Dispatch
import Foundation
import Kernel
import Synchronization

/// Ctrl-C during long work: noticed between two steps, so that each step is whole.
final class Interruption: Sendable {
  private let wanted = Atomic<Bool>(false)

  /// Somebody asked to stop.
  struct Asked: Error {}

  /// Begins to listen for Ctrl-C and SIGTERM; the second Ctrl-C ends the program at once.
  func listen() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        if wanted.exchange(true, ordering: .sequentiallyConsistent) { Foundation.exit(130) }
      }
      source.resume()
      return source
    }
  }

  func ask() { wanted.store(true, ordering: .sequentiallyConsistent) }

  func check() throws(Asked) {
    if wanted.load(ordering: .sequentiallyConsistent) { throw Asked() }
  }
}
