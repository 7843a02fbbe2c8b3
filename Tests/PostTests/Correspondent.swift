import NIOCore
import NIOPosix
import Synchronization

/// A server on this machine that hears what it is sent and answers from a script.
struct Correspondent: Sendable {
  /// What it heard.
  final class Ears: Sendable {
    private let lines = Mutex<[String]>([])
    var heard: [String] { lines.withLock { $0 } }
    func hear(_ line: String) { lines.withLock { $0.append(line) } }
  }

  let port: Int
  private let ears: Ears
  private let channel: any Channel

  /// Every line it was sent.
  var heard: [String] { ears.heard }

  /// Lends one that says `greeting` first, or waits to be spoken to, and then `answer` to each line: nil says nothing,
  /// and an empty text hangs up.
  static func with(
    greeting: String? = nil, answer: @escaping @Sendable (String) -> String?,
    _ body: (Correspondent) async throws -> Void
  ) async throws {
    let ears = Ears()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { child in
        child.eventLoop.makeCompletedFuture {
          try child.pipeline.syncOperations.addHandler(
            Conversation(ears: ears, greeting: greeting, answer: answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let one = Correspondent(port: channel.localAddress?.port ?? 0, ears: ears, channel: channel)
    let result: Result<Void, any Error>
    do { result = .success(try await body(one)) } catch { result = .failure(error) }
    try await channel.close()
    try result.get()
  }

  private init(port: Int, ears: Ears, channel: any Channel) {
    (self.port, self.ears, self.channel) = (port, ears, channel)
  }
}

private final class Conversation: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let ears: Correspondent.Ears
  private let greeting: String?
  private let answer: @Sendable (String) -> String?
  private var line = ""

  init(ears: Correspondent.Ears, greeting: String?, answer: @escaping @Sendable (String) -> String?) {
    (self.ears, self.greeting, self.answer) = (ears, greeting, answer)
  }

  func channelActive(context: ChannelHandlerContext) {
    if let greeting { say(greeting, context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    for character in String(buffer: unwrapInboundIn(data)) {
      guard character == "\r\n" || character == "\n" else {
        line.append(character)
        continue
      }
      take(context)
    }
    // A form has no line end behind it.
    if line.contains("Body=") { take(context) }
  }

  private func take(_ context: ChannelHandlerContext) {
    ears.hear(line)
    let said = answer(line)
    line = ""
    guard let said else { return }
    if said.isEmpty { context.close(promise: nil) } else { say(said, context) }
  }

  private func say(_ words: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: words + "\r\n")), promise: nil)
  }
}
