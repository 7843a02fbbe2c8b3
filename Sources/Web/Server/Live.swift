import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Practice
import ServiceLifecycle
import Store

/// Live pages over server-sent events: `GET /live?topic=schedule:<location>:<day>` tells when something it
/// names has changed, and nothing about what; the page then asks for itself anew, with its own permission.
///
/// A stream ends when the browser leaves, when the session ends or may not hear it any more (looked at with every
/// heartbeat, without keeping it alive) and when the server stops: it would otherwise hold the stop up for as long as
/// it is open.
enum Live {
  static func stream(_ web: WebRequest) async throws -> Response {
    let asked = web.query.values("topic")
    let topics = asked.compactMap(LiveTopic.init)
    guard !topics.isEmpty, topics.count == asked.count, topics.count <= 20,
      topics.allSatisfy({ $0.isOpen(to: web.who) })
    else { throw WebRefusal.noSuchPage }
    // Listening begins before the answer does, so that nothing falls between.
    let announced = web.desks.store.announcements()
    let headers: HTTPFields = [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"]
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { writer in
        guard web.context.channel != nil else {
          return try await tell(announced, topics, web, &writer)
        }
        try await web.request.body.consumeWithCancellationOnInboundClose { _ in
          try await tell(announced, topics, web, &writer)
        }
      })
  }

  private enum Event: Sendable {
    case changed(String)
    case heartbeat
  }

  private static func tell(
    _ announced: AsyncStream<String>, _ topics: [LiveTopic], _ web: WebRequest,
    _ writer: inout any ResponseBodyWriter
  ) async throws {
    let (events, source) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(200))
    let (rhythm, counters) = (web.options.heartbeat, web.counters)
    await counters.streamOpened()
    try await writer.write(ByteBuffer(string: "retry: 3000\nevent: hello\ndata: {}\n\n"))
    await withTaskGroup { group in
      group.addTask {
        for await topic in announced where topics.contains(where: { $0.hears(topic) }) {
          source.yield(.changed(topic))
        }
        source.finish()
      }
      group.addTask {
        while (try? await Task.sleep(for: rhythm)) != nil { source.yield(.heartbeat) }
      }
      for await event in events.cancelOnGracefulShutdown() {
        guard let line = await line(for: event, topics, web),
          (try? await writer.write(ByteBuffer(string: line))) != nil
        else { break }
      }
      group.cancelAll()
    }
    await counters.streamClosed()
    try await writer.finish(nil)
  }

  /// Nil ends the stream.
  private static func line(for event: Event, _ topics: [LiveTopic], _ web: WebRequest) async -> String? {
    switch event {
    case .changed(let topic): return "event: changed\ndata: \(topic)\n\n"
    case .heartbeat:
      do {
        guard let session = try await web.sessionStill(), topics.allSatisfy({ $0.isOpen(to: session.who) })
        else { return nil }
        return ": still here\n\n"
      } catch {
        // A database that is away for a moment ends nobody's session.
        return ": still here\n\n"
      }
    }
  }
}
