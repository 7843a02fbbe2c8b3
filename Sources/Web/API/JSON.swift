import Foundation

/// A JSON value: what the programming interface reads, answers and describes itself with.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Nothing that is sent here is nested deeper; a reader that follows a million brackets runs out of stack.
  private static let deepest = 16

  /// - Throws: ``WebRefusal`` for anything that is not JSON, or is nested too deep.
  init(parsing bytes: [UInt8]) throws {
    guard Self.depth(of: bytes) <= Self.deepest else {
      throw WebRefusal.unreadable("it is nested deeper than \(Self.deepest) levels")
    }
    do {
      self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
    } catch is DecodingError {
      throw WebRefusal.unreadable("it is not JSON")
    }
  }

  private static func depth(of bytes: [UInt8]) -> Int {
    var (depth, most, inText, escaped) = (0, 0, false, false)
    for byte in bytes {
      switch byte {
      case _ where escaped: escaped = false
      case UInt8(ascii: "\\") where inText: escaped = true
      case UInt8(ascii: "\""): inText.toggle()
      case _ where inText: break
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        most = max(most, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    return most
  }

  package subscript(_ name: String) -> JSON? {
    guard case .object(let fields) = self else { return nil }
    return fields[name]
  }
}

extension JSON: Codable {
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let int = try? value.decode(Int.self) {
      self = .int(int)
    } else if let double = try? value.decode(Double.self) {
      self = .double(double)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .bool(let bool): try value.encode(bool)
    case .int(let int): try value.encode(int)
    case .double(let double): try value.encode(double)
    case .string(let string): try value.encode(string)
    case .array(let array): try value.encode(array)
    case .object(let object): try value.encode(object)
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .string(text) }
  package init(integerLiteral number: Int) { self = .int(number) }
  package init(booleanLiteral flag: Bool) { self = .bool(flag) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
