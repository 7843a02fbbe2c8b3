import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOPosix
import Practice
import ServiceLifecycle
import Store
import Support
import Testing

@testable import Web

/// What only shows on a real connection.
@Suite struct ServerTests {
  /// Opens the office to the network at a free port, and stops it as SIGTERM would.
  private func serve(_ office: TestOffice, _ body: @escaping (Int) async throws -> Void) async throws
    -> Duration
  {
    var quiet = Logger(label: "server")
    quiet.logLevel = .critical
    let (ports, source) = AsyncStream.makeStream(of: Int.self)
    let server = try office.app.application(
      at: .hostname("127.0.0.1", port: 0),
      onServerRunning: { source.yield($0.localAddress?.port ?? 0) })
    let group = ServiceGroup(configuration: .init(services: [server], logger: quiet))
    let running = Task { try await group.run() }
    for await port in ports {
      try await body(port)
      break
    }
    let stopped = ContinuousClock.now
    await group.triggerGracefulShutdown()
    try await running.value
    return ContinuousClock.now - stopped
  }

  /// Sends the text and reads until the other side ends, or until what came holds the words.
  private func talk(_ port: Int, _ text: String, until words: String? = nil) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var heard = ""
      // The other side may end the line at any moment; that is what most of these are about.
      do {
        try await outbound.write(ByteBuffer(string: text))
        for try await piece in inbound {
          heard += String(buffer: piece)
          if let words, heard.contains(words) { break }
        }
      } catch is IOError {} catch is ChannelError {}
      return heard
    }
  }

  private func options(_ change: (inout WebOptions) -> Void) -> WebOptions {
    var options = WebOptions()
    change(&options)
    return options
  }

  private let form = "Content-Type: application/x-www-form-urlencoded\r\n"

  @Test func `a gigabyte is refused at its announcement, and the line is cut`() async throws {
    try await withOffice { office in
      _ = try await self.serve(office) { port in
        let head = "POST /sign-in HTTP/1.1\r\nHost: a\r\n\(self.form)Content-Length: 1073741824\r\n\r\n"
        let answer = try await self.talk(port, head + String(repeating: "x", count: 100_000))
        #expect(answer.hasPrefix("HTTP/1.1 413"))
        #expect(answer.contains("Connection: close"))
      }
    }
  }

  @Test func `a form that never arrives in full loses its connection`() async throws {
    try await withOffice(options: options { $0.bodyArrival = .milliseconds(100) }) { office in
      _ = try await self.serve(office) { port in
        let head = "POST /sign-in HTTP/1.1\r\nHost: a\r\n\(self.form)Content-Length: 1000\r\n\r\nlogin=a"
        let answer = try await self.talk(port, head)
        #expect(answer.isEmpty)
      }
    }
  }

  @Test func `a head that never ends, and a silent connection, are cut`() async throws {
    try await withOffice(options: options { $0.silence = .milliseconds(100) }) { office in
      _ = try await self.serve(office) { port in
        let nothing = try await self.talk(port, "GET / HTTP/1.1\r\nX-Slow: a")
        #expect(nothing.isEmpty)
        let answer = try await self.talk(port, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200") || answer.isEmpty)
      }
    }
  }

  @Test(arguments: ["BLAH\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n"])
  func `what is no HTTP is refused`(_ text: String) async throws {
    try await withOffice(options: options { $0.silence = .milliseconds(200) }) { office in
      _ = try await self.serve(office) { port in
        let answer = try await self.talk(port, text)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"))
      }
    }
  }

  @Test func `open live pages neither survive their browser nor hold up the stop`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .frontDesk)
      let cookie = try #require(await browser.cookies["foyer"])
      let topic = "schedule:\(office.place.id):2026-11-23"
      let ask = "GET /live?topic=\(topic) HTTP/1.1\r\nHost: a\r\nCookie: foyer=\(cookie)\r\n\r\n"
      let gone = AsyncStream.makeStream(of: String.self)
      let took = try await self.serve(office) { port in
        // One browser leaves: its stream ends by itself.
        let first = try await self.talk(port, ask, until: "event: hello")
        #expect(first.contains("text/event-stream"))
        while await office.app.counters.liveStreams > 0 { await Task.yield() }
        // Others stay until the server stops.
        for _ in 0..<20 {
          Task { gone.continuation.yield((try? await self.talk(port, ask)) ?? "") }
        }
        while await office.app.counters.liveStreams < 20 { await Task.yield() }
      }
      #expect(took < .seconds(5))
      var ends = gone.stream.makeAsyncIterator()
      for _ in 0..<20 { #expect(await ends.next()?.contains("event: hello") == true) }
    }
  }
}
