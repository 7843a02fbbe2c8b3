import Kernel

/// What an answer looks like and how it is made of a value: one description for both, so that they cannot differ.
package struct APIShape<Value: Sendable>: Sendable {
  /// Its place among the document's schemas; nil for one that stands where it is used.
  let name: String?
  let schema: JSON
  /// The named shapes it is made of, itself too.
  let parts: [String: JSON]
  package let json: @Sendable (Value) -> JSON

  struct Property: Sendable {
    let name: String
    let schema: JSON
    let json: @Sendable (Value) -> JSON

    init(_ name: String, _ schema: JSON, _ about: String, _ json: @escaping @Sendable (Value) -> JSON) {
      self.name = name
      var described = schema
      if case .object(var fields) = schema {
        fields["description"] = .string(about)
        described = .object(fields)
      }
      self.schema = described
      self.json = json
    }
  }

  /// An object whose properties are all always there.
  init(_ name: String, _ about: String, _ properties: [Property]) {
    self.name = name
    let schema: JSON = [
      "type": "object", "description": .string(about), "additionalProperties": false,
      "required": .array(properties.map { .string($0.name) }),
      "properties": .object(Dictionary(uniqueKeysWithValues: properties.map { ($0.name, $0.schema) })),
    ]
    self.schema = ["$ref": .string("#/components/schemas/\(name)")]
    parts = [name: schema]
    json = { value in
      .object(Dictionary(uniqueKeysWithValues: properties.map { ($0.name, $0.json(value)) }))
    }
  }

  /// A list under a name: `{"times": […]}`, which leaves room for more beside it.
  static func list<Element>(_ name: String, of shape: APIShape<Element>) -> APIShape
  where Value == [Element] {
    APIShape(
      schema: [
        "type": "object", "additionalProperties": false, "required": [.string(name)],
        "properties": .object([name: ["type": "array", "items": shape.schema]]),
      ], parts: shape.parts
    ) { .object([name: .array($0.map(shape.json))]) }
  }

  private init(schema: JSON, parts: [String: JSON], _ json: @escaping @Sendable (Value) -> JSON) {
    name = nil
    self.schema = schema
    self.parts = parts
    self.json = json
  }
}

/// Schemas that answers are made of.
enum APIType {
  static let id = APIField.Kind.id.schema
  static let day = APIField.Kind.day.schema
  static let time = APIField.Kind.time.schema
  static let text: JSON = ["type": "string"]
  static let number: JSON = ["type": "integer"]
  static let flag: JSON = ["type": "boolean"]
  static let moment: JSON = ["type": "string", "format": "date-time"]

  static func choice(_ choices: [String]) -> JSON { APIField.Kind.choice(choices).schema }

  static func optional(_ schema: JSON) -> JSON {
    guard case .object(var fields) = schema, let type = fields["type"] else { return schema }
    fields["type"] = [type, "null"]
    return .object(fields)
  }
}

extension JSON {
  init<Of>(_ id: ID<Of>) { self = .string(id.rawValue) }
  init(_ day: LocalDay) { self = .string(day.description) }
  init(_ time: WallTime) { self = .string(time.padded) }
  init(_ moment: Instant) { self = .string(moment.iso8601) }
}
