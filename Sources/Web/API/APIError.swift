import HTTPTypes
import Hummingbird
import Kernel

extension Explanation {
  /// The same for a program: `{"error": {"kind": …, "sentence": …, "field": …}}`.
  func interfaceResponse(to error: any Error, number: String) -> Response {
    let field = (error as? any Refusal).map { FormProblems($0) }?.all.first?.field ?? ""
    let told = isFault ? sentence + " If it happens again, tell this number: \(number)" : sentence
    let body: JSON = [
      "error": [
        "kind": .string(APIErrorKind(status).rawValue), "sentence": .string(told),
        "field": field.isEmpty ? .null : .string(field),
      ]
    ]
    var response = (try? Response.json(body, status: status)) ?? Response(status: status)
    if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
    if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }
}

/// What kind of no it is, for programs that decide by it.
enum APIErrorKind: String, CaseIterable {
  /// It cannot be read at all.
  case unreadable
  /// No key, or one that does not count.
  case unauthorized
  /// The key or its owner may not do this.
  case forbidden
  case notFound
  /// Somebody or something was there first; asking differently may work.
  case conflict
  /// A field is wrong, missing or not known.
  case invalid
  case tooLarge
  /// The server is busy or stopping; the same request may be sent again.
  case unavailable
  /// Our mistake.
  case fault

  init(_ status: HTTPResponse.Status) {
    self =
      switch status.code {
      case 401: .unauthorized
      case 403: .forbidden
      case 404: .notFound
      case 409: .conflict
      case 413, 414: .tooLarge
      case 422: .invalid
      case 503, 507: .unavailable
      case 500...: .fault
      default: .unreadable
      }
  }

  static let schema: JSON = [
    "type": "object", "additionalProperties": false, "required": ["error"],
    "properties": [
      "error": [
        "type": "object", "additionalProperties": false, "required": ["kind", "sentence", "field"],
        "properties": [
          "kind": ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })],
          "sentence": [
            "type": "string", "description": "What is wrong, where, and what to do: fit to be shown.",
          ],
          "field": ["type": ["string", "null"], "description": "The field that is wrong, where it is one."],
        ],
      ]
    ],
  ]
}
