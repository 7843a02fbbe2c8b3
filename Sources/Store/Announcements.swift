import Synchronization

/// Who listens to announced topics in this process.
final class Announcements: Sendable {
  private let listeners = Mutex<(next: Int, streams: [Int: AsyncStream<String>.Continuation])>((0, [:]))

  func listen() -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingNewest(1000))
    let number = listeners.withLock { state in
      state.next += 1
      state.streams[state.next] = continuation
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.listeners.withLock { $0.streams.removeValue(forKey: number) }
    }
    return stream
  }

  func publish(_ topics: some Sequence<String>) {
    let streams = listeners.withLock { Array($0.streams.values) }
    for topic in topics { for stream in streams { stream.yield(topic) } }
  }

  func finish() {
    for stream in listeners.withLock({ Array($0.streams.values) }) { stream.finish() }
  }
}
