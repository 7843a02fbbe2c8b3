import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Store

/// Whatever was thrown, as a status and a sentence. This is the one place that translates.
struct Explanation {
  var status: HTTPResponse.Status
  var title: String
  var sentence: String
  /// Nobody expected it: it is logged under the number the person sees.
  var isFault = false
  var hangsUp = false
  var retryAfter: Int?

  init(_ error: any Error) {
    switch error {
    case let refusal as any Refusal: self.init(refusal.kind.status, refusal.sentence)
    case let refusal as WebRefusal:
      self.init(refusal.status, refusal.sentence)
      hangsUp = refusal.hangsUp
    case let error as StoreError: self.init(error)
    case is DecodingError: self.init(.badRequest, "What was sent cannot be read.")
    case is NIOTooManyBytesError: self.init(.contentTooLarge, "That is more than is accepted here.")
    case is CancellationError:
      self.init(.serviceUnavailable, "The server is stopping. Nothing was changed; try again in a minute.")
      retryAfter = 20
    case let error as HTTPError where error.status == .notFound:
      self.init(.notFound, WebRefusal.noSuchPage.sentence)
    case let error as any HTTPResponseError where error.status.code < 500:
      self.init(error.status, "The request cannot be understood.")
    default:
      self.init(.internalServerError, "Something went wrong on our side. Nothing was changed.")
      isFault = true
    }
  }

  private init(_ status: HTTPResponse.Status, _ sentence: String) {
    self.status = status
    self.sentence = sentence
    title =
      switch status.code {
      case 401: "Signed out"
      case 403: "Not open to you"
      case 404: "Not here"
      case 409: "Not possible now"
      case 422: "One thing needs another look"
      case 503: "Back in a moment"
      case 507: "No room left"
      case 500...: "Something went wrong"
      default: "That did not work"
      }
  }

  private init(_ error: StoreError) {
    switch error.kind {
    case .unavailable:
      self.init(
        .serviceUnavailable,
        "The practice's database does not answer right now. Nothing was changed; try again in a moment.")
      retryAfter = 5
    case .busy, .serialization:
      self.init(
        .serviceUnavailable,
        "Many people are changing the same thing right now. Nothing was changed; try again.")
      retryAfter = 1
    case .full:
      self.init(
        .init(code: 507, reasonPhrase: "Insufficient Storage"),
        "The disk of the server is full. Nothing was changed; tell whoever looks after the server.")
    default:
      self.init(.internalServerError, "Something went wrong on our side. Nothing was changed.")
      isFault = true
    }
  }

  func response(number: String, asJSON: Bool) -> Response {
    let told = isFault ? sentence + " If it happens again, tell this number: \(number)" : sentence
    var response: Response =
      asJSON
      ? (try? .json(["error": told], status: status)) ?? Response(status: status)
      : .page(page(told), status: status)
    if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
    return response
  }

  private func page(_ told: String) -> HTML {
    layoutAlone(
      title, practice: "",
      """
      <p>\(told)</p><p class="buttons">\(linkButton("To the first page", to: "/", .primary))</p>
      """)
  }
}

extension Response {
  /// The answer, after which the connection ends although more is being sent: what still comes within a second
  /// is thrown away, so that the other side has time to read the answer instead of finding the line cut.
  func hangingUp(_ channel: (any Channel)?) -> Response {
    guard let channel else { return self }
    let body = self.body
    var answer = self
    answer.headers[.connection] = "close"
    answer.body = ResponseBody(contentLength: body.contentLength) { writer in
      try await body.write(writer)
      channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
    return answer
  }
}
