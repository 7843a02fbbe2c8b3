import HTTPTypes
import Hummingbird
import Kernel
import Practice

/// What happens between a request to the programming interface and its handler. Only a key opens: cookies are not
/// looked at, so no page of another site can borrow anybody's session here, and no token against forgery is needed.
struct APIDoor: Sendable {
  let desks: Desks
  let options: WebOptions

  private static let bodyBytes = 64 << 10

  func open(_ route: APIRoute, _ request: Request, _ context: WebContext) async throws -> Response {
    guard request.uri.string.utf8.count <= options.addressBytes else {
      throw WebRefusal(.uriTooLong, "The address is too long.")
    }
    let place = APIRoute.base + route.path
    await context.findings.found(place)
    let (who, key) = try await holder(request, context)
    await context.findings.found(place, who.staff)
    do {
      for permission in route.permissions { try who.require(permission) }
      let input = try await input(route, request, context)
      let submission = try await submission(route, request, input, who, key)
      let parts = Dictionary(
        context.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { $1 })
      let answer = try await route.handler(
        APIRequest(desks: desks, who: who, input: input, parts: parts, submission: submission))
      return try .json(answer, status: route.status)
    } catch let no as Forbidden {
      try await desks.practice.denied(no, by: who, at: "route:\(place)")
      throw no
    }
  }

  private func holder(_ request: Request, _ context: WebContext) async throws -> (who: Who, key: ID<APIKey>) {
    let words = (request.headers[.authorization] ?? "").split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, words[0].lowercased() == "bearer",
      let holder = try await desks.practice.holder(
        ofKey: words[1], address: context.address, request: context.number)
    else {
      throw WebRefusal(
        .unauthorized,
        "Send a key that is valid as “Authorization: Bearer foyer_…”. Keys are made on the page /api.")
    }
    return holder
  }

  private func input(_ route: APIRoute, _ request: Request, _ context: WebContext) async throws -> Form {
    let query = try route.query.checked(Form(query: request.uri.query))
    if route.method == .get { return query }
    let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard type == "application/json" else {
      throw WebRefusal(
        .unsupportedMediaType, "This address takes JSON: send “Content-Type: application/json”.",
        hangsUp: true)
    }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.bodyBytes {
      throw WebRefusal.tooLarge(Self.bodyBytes)
    }
    let bytes = try await request.arrived(upTo: Self.bodyBytes, within: options.bodyArrival, context)
    return try route.body.form(of: JSON(parsing: Array(bytes.readableBytesView)))
  }

  /// Ties the request's own key to its content, and hands it on as the key of a submission.
  private func submission(
    _ route: APIRoute, _ request: Request, _ input: Form, _ who: Who, _ key: ID<APIKey>
  ) async throws -> String {
    guard route.method == .post, let given = request.headers[.idempotencyKey] else {
      guard !route.needsIdempotencyKey else {
        throw InvalidInput(
          "Idempotency-Key",
          "Send an “Idempotency-Key” of your own with each request that makes something, so that it can be repeated safely."
        )
      }
      return ""
    }
    guard (1...64).contains(given.utf8.count), given.utf8.allSatisfy({ (33...126).contains($0) }) else {
      throw InvalidInput(
        "Idempotency-Key", "An “Idempotency-Key” has 1 to 64 visible ASCII characters; a UUID is a good one.")
    }
    let content = input.fields.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: "\n")
    let digest = SHA256.hex("\(route.method) \(request.uri.path)\n\(content)")
    try await desks.practice.admit(repetition: "api:\(key):\(given)", of: digest, by: who)
    return "api-made:\(key):\(given)"
  }
}

extension HTTPField.Name {
  static let idempotencyKey: HTTPField.Name = {
    guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("not a header's name") }
    return name
  }()
}
