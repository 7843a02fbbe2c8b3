import Hummingbird
import Kernel
import Logging
import NIOCore

/// What the server knows about a request besides the request: where it came from and its number.
package struct WebContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// Short enough to be read over the telephone; in the log line and in the answer's `X-Request-Id`.
  package let number: String
  /// The address of whoever asks, without its port; empty where there is no network.
  package internal(set) var address: String
  /// Nil in tests that ask without a network.
  let channel: (any Channel)?
  /// What the door found out and the log line tells.
  let findings = Findings()

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    number = newNumber()
    address = source.channel.remoteAddress?.ipAddress ?? ""
    channel = source.channel
  }

  /// A request that comes from no network.
  package init(address: String, logger: Logger) {
    coreContext = CoreRequestContextStorage(source: Bare(logger: logger))
    number = newNumber()
    self.address = address
    channel = nil
  }

  private struct Bare: RequestContextSource {
    let logger: Logger
  }
}

/// Nine letters and digits nobody mistakes for each other.
private func newNumber() -> String {
  let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz".utf8)
  var random = SystemRandomNumberGenerator()
  var bits: UInt64 = random.next()
  let letters = (0..<9).map { _ in
    defer { bits /= UInt64(alphabet.count) }
    return alphabet[Int(bits % UInt64(alphabet.count))]
  }
  return String(decoding: letters, as: UTF8.self)
}
