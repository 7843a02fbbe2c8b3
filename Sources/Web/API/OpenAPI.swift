import Hummingbird
import Kernel
import Practice

/// The programming interface described as OpenAPI 3.1, made of its routes.
package enum OpenAPI {
  static func show(_ web: WebRequest) throws -> Response {
    try .json(document(interfaceRoutes, version: web.options.version))
  }

  package static func document(_ routes: [APIRoute], version: String) -> JSON {
    var schemas: [String: JSON] = ["Error": APIErrorKind.schema]
    var paths: [String: [String: JSON]] = [:]
    for route in routes {
      schemas.merge(route.parts) { $1 }
      paths[route.template, default: [:]][route.method.rawValue.lowercased()] = route.operation
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Foyer", "version": .string(version),
        "description":
          "The schedule of a medical practice, for programs. Every request carries a key that a member of staff made on the page /api; what it may do is what the key and its owner may.",
        "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
      ],
      "servers": [["url": .string(APIRoute.base)]],
      "security": [["key": []]],
      "paths": .object(paths.mapValues { .object($0) }),
      "components": [
        "schemas": .object(schemas),
        "securitySchemes": [
          "key": ["type": "http", "scheme": "bearer", "description": "A key made on the page /api: foyer_…"]
        ],
        "responses": ["No": ["description": "A no, with its sentence.", "content": content(errorSchema)]],
      ],
    ]
  }

  fileprivate static let errorSchema: JSON = ["$ref": "#/components/schemas/Error"]

  fileprivate static func content(_ schema: JSON) -> JSON { ["application/json": ["schema": schema]] }
}

extension APIRoute {
  /// `/visits/{visit}`
  fileprivate var template: String {
    path.split(separator: "/").reduce("") {
      $0 + "/" + ($1.hasPrefix(":") ? "{\($1.dropFirst())}" : String($1))
    }
  }

  fileprivate var operation: JSON {
    let may = permissions.map(\.words).joined(separator: "; ")
    var fields: [String: JSON] = [
      "operationId": .string(name), "summary": .string(about), "description": .string("Needs: \(may)."),
      "responses": [
        String(status.code): ["description": .string("Done."), "content": OpenAPI.content(answer)],
        "default": ["$ref": "#/components/responses/No"],
      ],
    ]
    let parameters = parts(of: path) + query.map { $0.parameter(in: "query") } + header
    if !parameters.isEmpty { fields["parameters"] = .array(parameters) }
    if method == .post { fields["requestBody"] = ["required": true, "content": OpenAPI.content(bodySchema)] }
    return .object(fields)
  }

  private func parts(of path: String) -> [JSON] {
    path.split(separator: "/").filter { $0.hasPrefix(":") }.map {
      APIField(String($0.dropFirst()), .id, "Which \($0.dropFirst()).", required: true).parameter(in: "path")
    }
  }

  private var header: [JSON] {
    guard method == .post else { return [] }
    let about =
      "The caller's own key of this request, kept for a day: sent again with the same content it does nothing twice, with another content it is refused."
    return [
      APIField("Idempotency-Key", .text(most: 64), about, required: needsIdempotencyKey).parameter(
        in: "header")
    ]
  }

  private var bodySchema: JSON {
    [
      "type": "object", "additionalProperties": false,
      "required": .array(body.filter(\.isRequired).map { .string($0.name) }),
      "properties": .object(Dictionary(uniqueKeysWithValues: body.map { ($0.name, $0.described) })),
    ]
  }
}

extension APIField {
  fileprivate var described: JSON {
    guard case .object(var fields) = kind.schema else { return kind.schema }
    fields["description"] = .string(about)
    return .object(fields)
  }

  fileprivate func parameter(in place: String) -> JSON {
    [
      "name": .string(name), "in": .string(place), "required": .bool(isRequired),
      "description": .string(about),
      "schema": kind.schema,
    ]
  }
}
