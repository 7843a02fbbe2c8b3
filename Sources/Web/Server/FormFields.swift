import Kernel

/// What somebody typed: names and values in the order they came, nothing interpreted yet.
///
/// Handlers take typed values out of it (`Form+Values.swift`); each that is missing or wrong is an
/// ``InvalidInput`` naming its field, so that the page can show it there with everything else as it was typed.
package struct Form: Sendable {
  package private(set) var fields: [Field] = []
  package private(set) var uploads: [Upload] = []

  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// A file that came with the form.
  package struct Upload: Sendable, Equatable {
    package let field: String
    /// The last part of the name it had on the person's machine.
    package let name: String
    package let type: String
    package let bytes: [UInt8]
  }

  package static let empty = Form()

  package init() {}

  package init(_ pairs: KeyValuePairs<String, String>) {
    fields = pairs.map { Field(name: $0.key, value: $0.value) }
  }

  package mutating func append(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  package mutating func append(_ upload: Upload) { uploads.append(upload) }

  /// What was typed, to show it again; empty where there is nothing. Control characters are left out.
  package subscript(_ name: String) -> String {
    guard let value = fields.first(where: { $0.name == name })?.value else { return "" }
    guard value.unicodeScalars.contains(where: isUnwanted) else { return value }
    return String(String.UnicodeScalarView(value.unicodeScalars.filter { !isUnwanted($0) }))
  }

  /// Every value of a repeated field, as typed.
  package func values(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

  /// A checkbox: there, or not there.
  package func flag(_ name: String) -> Bool { has(name) && !["", "0", "off", "false"].contains(self[name]) }

  package func upload(_ name: String) -> Upload? {
    uploads.first { $0.field == name && !$0.bytes.isEmpty }
  }

  /// The form without some fields.
  package func without(_ names: Set<String>) -> Form {
    var rest = self
    rest.fields.removeAll { names.contains($0.name) }
    return rest
  }
}

/// Characters nobody types: everything below a space but tab and line ends, DEL, the C1 block, and
/// noncharacters, which PostgreSQL and XML refuse.
func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 9, 10, 13: false
  case 0..<32, 127..<160, 0xFFFE, 0xFFFF: true
  default: false
  }
}
