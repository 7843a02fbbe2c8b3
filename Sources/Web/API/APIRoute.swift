import HTTPTypes
import Kernel
import Practice

/// One address of the programming interface: what it is, what it takes and answers, who may use it, who answers.
/// The document at `/api/openapi.json` is made of these and of nothing else.
package struct APIRoute: Sendable {
  package let method: HTTPRequest.Method
  /// Below `/api/v1`, with `:name` for a part that varies.
  package let path: String
  /// What the key and its owner must be allowed.
  package let permissions: [Permission]
  let name: String
  let about: String
  let query: [APIField]
  let body: [APIField]
  /// Whether a repetition would make something twice, so that each request must carry a key of its own.
  var needsIdempotencyKey: Bool { status == .created }
  let status: HTTPResponse.Status
  /// The schema of what is answered, and the named schemas in it.
  let answer: JSON
  let parts: [String: JSON]
  let handler: @Sendable (APIRequest) async throws -> JSON

  static let base = "/api/v1"

  static func get<Value>(
    _ path: String, _ permissions: [Permission], _ name: String, _ about: String, query: [APIField] = [],
    answers shape: APIShape<Value>, _ handler: @escaping @Sendable (APIRequest) async throws -> Value
  ) -> APIRoute {
    APIRoute(.get, path, permissions, name, about, query: query, body: [], .ok, shape, handler)
  }

  /// `makes` is for what makes something new, which then has to carry an `Idempotency-Key`.
  static func post<Value>(
    _ path: String, _ permissions: [Permission], _ name: String, _ about: String, body: [APIField],
    makes: Bool = false, answers shape: APIShape<Value>,
    _ handler: @escaping @Sendable (APIRequest) async throws -> Value
  ) -> APIRoute {
    APIRoute(
      .post, path, permissions, name, about, query: [], body: body, makes ? .created : .ok, shape, handler)
  }

  private init<Value>(
    _ method: HTTPRequest.Method, _ path: String, _ permissions: [Permission], _ name: String,
    _ about: String,
    query: [APIField], body: [APIField], _ status: HTTPResponse.Status, _ shape: APIShape<Value>,
    _ handler: @escaping @Sendable (APIRequest) async throws -> Value
  ) {
    self.method = method
    self.path = path
    self.permissions = permissions
    self.name = name
    self.about = about
    self.query = query
    self.body = body
    self.status = status
    answer = shape.schema
    parts = shape.parts
    self.handler = { shape.json(try await handler($0)) }
  }
}

/// A request as a handler of the programming interface meets it.
struct APIRequest: Sendable {
  let desks: Desks
  let who: Who
  /// The fields of the query or the body, each as its description wants it.
  let input: Form
  /// The parts of the address that vary.
  let parts: [String: String]
  /// The key by which a repetition is known; empty where none was sent.
  let submission: String

  func id<Of>(_ name: String, of: Of.Type = Of.self) throws -> ID<Of> {
    guard let id = parts[name].flatMap({ ID<Of>($0) }) else { throw WebRefusal.noSuchPage }
    return id
  }
}
