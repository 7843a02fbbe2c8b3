import Hummingbird
import NIOCore

extension Request {
  /// The whole body; a sender that takes too long loses the connection, so that nobody can hold many.
  func arrived(upTo limit: Int, within patience: Duration, _ context: WebContext) async throws -> ByteBuffer {
    let deadline = context.channel.map { channel in
      channel.eventLoop.scheduleTask(in: TimeAmount(patience)) { channel.close(promise: nil) }
    }
    defer { deadline?.cancel() }
    do {
      return try await body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw WebRefusal.tooLarge(limit)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw WebRefusal(.badRequest, "The connection broke while the form was sent.", hangsUp: true)
    }
  }
}
