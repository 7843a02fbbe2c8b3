import CPostgres
import Foundation
import Kernel

extension SQLValue {
  /// A value of an answer in text format, by the number that PostgreSQL gives its type.
  init(_ result: OpaquePointer?, _ row: Int32, _ column: Int32, type: Oid) {
    guard PQgetisnull(result, row, column) == 0, let text = PQgetvalue(result, row, column) else {
      self = .null
      return
    }
    self =
      switch type {
      case 16: .bool(text.pointee == CChar(UInt8(ascii: "t")))
      case 20, 21, 23: .integer(Int64(strtoll(text, nil, 10)))
      case 700, 701: .real(strtod(text, nil))
      case 17: Self.bytes(text)
      default: .text(String(cString: text))
      }
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> SQLValue {
    var count = 0
    let raw = text.withMemoryRebound(to: UInt8.self, capacity: 1) { PQunescapeBytea($0, &count) }
    guard let raw else { return .null }
    defer { PQfreemem(raw) }
    return .bytes([UInt8](UnsafeBufferPointer(start: raw, count: count)))
  }
}

extension SQLValue {
  /// How libpq wants a value in text format; nil is NULL.
  var postgresText: String? {
    get throws {
      switch self {
      case .null: nil
      case .integer(let number): String(number)
      case .real(let number): String(number)
      case .text(let text): try text.withoutNull
      case .bool(let flag): flag ? "t" : "f"
      case .bytes(let bytes): "\\x" + Hex.text(bytes)
      }
    }
  }
}

/// Lends the texts as a C array that ends with nil, as libpq wants parameters and keywords.
func withCStrings<T>(
  _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
) -> T {
  let copies: [UnsafePointer<CChar>?] = texts.map { $0.map { UnsafePointer(strdup($0)) } } + [nil]
  defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
  return copies.withUnsafeBufferPointer { body($0.baseAddress) }
}
