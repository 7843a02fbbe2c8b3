import Kernel

/// One thing that a request carries, in its query or its body: described, and held to its description.
struct APIField: Sendable {
  let name: String
  let kind: Kind
  let about: String
  let isRequired: Bool

  enum Kind: Sendable {
    case id, day, time
    case text(most: Int)
    case number(ClosedRange<Int>)
    case choice([String])
    case flag
    /// Several of these, each once.
    case some([String])
  }

  init(_ name: String, _ kind: Kind, _ about: String, required: Bool = false) {
    self.name = name
    self.kind = kind
    self.about = about
    isRequired = required
  }
}

extension APIField.Kind {
  /// As JSON Schema says it (2020-12, which OpenAPI 3.1 uses).
  var schema: JSON {
    switch self {
    case .id: ["type": "string", "format": "uuid"]
    case .day: ["type": "string", "format": "date"]
    case .time: ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"]
    case .text(let most): ["type": "string", "maxLength": .int(most)]
    case .number(let range):
      ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
    case .choice(let choices): ["type": "string", "enum": .array(choices.map { .string($0) })]
    case .flag: ["type": "boolean"]
    case .some(let choices):
      ["type": "array", "minItems": 1, "uniqueItems": true, "items": Self.choice(choices).schema]
    }
  }

  fileprivate var words: String {
    switch self {
    case .id: "an identifier, such as 0198c0de-0000-7000-8000-000000000000"
    case .day: "a day, such as 2026-11-23"
    case .time: "a time of day, such as 09:30"
    case .text: "text"
    case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let choices): "one of \(choices.joined(separator: ", "))"
    case .flag: "true or false"
    case .some(let choices): "a list of some of \(choices.joined(separator: ", "))"
    }
  }

  fileprivate var most: Int { if case .some(let choices) = self { choices.count } else { 1 } }

  fileprivate func admits(_ text: String) -> Bool {
    switch self {
    case .id: ID<APIField>(text) != nil
    case .day: LocalDay(text) != nil
    case .time: text.utf8.count == 5 && WallTime(text).map { $0 < .endOfDay } ?? false
    case .text(let most): text.unicodeScalars.count <= most
    case .number(let range): Int(text).map(range.contains) ?? false
    case .choice(let choices), .some(let choices): choices.contains(text)
    case .flag: text == "true" || text == "false"
    }
  }
}

extension [APIField] {
  /// An object's fields as a form: what is not described, of the wrong type or missing is refused by its name.
  func form(of body: JSON) throws -> Form {
    guard case .object(let values) = body else { throw WebRefusal.unreadable("it is not a JSON object") }
    try refuseUnknown(values.keys)
    var form = Form()
    for field in self {
      switch (values[field.name] ?? .null, field.kind) {
      case (.null, _): continue
      case (.array(let items), .some) where !items.isEmpty:
        for item in items {
          guard case .string(let text) = item else { throw field.refusal }
          form.append(field.name, text)
        }
      case (_, .some): throw field.refusal
      case (.bool(let flag), .flag): form.append(field.name, String(flag))
      case (_, .flag): throw field.refusal
      case (.int(let number), .number): form.append(field.name, String(number))
      case (_, .number): throw field.refusal
      case (.string(let text), _): form.append(field.name, text)
      default: throw field.refusal
      }
    }
    return try checked(form)
  }

  /// The same for a query.
  func checked(_ form: Form) throws -> Form {
    try refuseUnknown(form.fields.map(\.name))
    for field in self {
      let values = form.values(field.name)
      guard values.count <= field.kind.most, values.allSatisfy(field.kind.admits),
        Set(values).count == values.count
      else { throw field.refusal }
      if field.isRequired, values.isEmpty {
        throw InvalidInput(field.name, "“\(field.name)” is missing: it is \(field.kind.words).")
      }
    }
    return form
  }

  private func refuseUnknown(_ names: some Sequence<String>) throws {
    let known = Set(map(\.name))
    guard let unknown = names.filter({ !known.contains($0) }).min() else { return }
    let all = isEmpty ? "nothing" : map(\.name).joined(separator: ", ")
    throw InvalidInput(
      String(unknown.prefix(40)), "“\(unknown.prefix(40))” is not known here. This address takes \(all).")
  }
}

extension APIField {
  fileprivate var refusal: InvalidInput { InvalidInput(name, "“\(name)” must be \(kind.words).") }
}
