import HTTPTypes
import Kernel

/// How much of a form is read. Beyond any of these the whole is refused.
package struct FormLimits: Sendable {
  package var fields = 1000
  package var nameBytes = 200
  package var valueBytes = 64 * 1024

  package static let usual = FormLimits()
}

extension Form {
  /// Reads `a=1&b=two+words`, as forms and queries are sent.
  ///
  /// - Throws: ``WebRefusal`` for a broken percent escape, bytes that are not UTF-8, or too much of anything.
  package init(urlEncoded bytes: some Collection<UInt8>, limits: FormLimits = .usual) throws {
    self.init()
    var count = 0
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      count += 1
      guard count <= limits.fields else {
        throw WebRefusal(.contentTooLarge, "The form has more than \(limits.fields) fields.")
      }
      let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = try percentDecoded(halves[0], upTo: limits.nameBytes)
      let value = halves.count == 2 ? try percentDecoded(halves[1], upTo: limits.valueBytes) : ""
      append(name, value)
    }
  }

  /// Reads a query string without its question mark.
  package init(query: String?) throws { try self.init(urlEncoded: (query ?? "").utf8) }

  /// Spells the fields as they are sent.
  package var urlEncoded: String {
    fields.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }.joined(separator: "&")
  }
}

private func percentDecoded(_ bytes: some Collection<UInt8>, upTo limit: Int) throws -> String {
  var decoded: [UInt8] = []
  decoded.reserveCapacity(min(bytes.count, limit))
  var rest = bytes.makeIterator()
  while let byte = rest.next() {
    switch byte {
    case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
    case UInt8(ascii: "%"):
      guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue) else {
        throw WebRefusal.unreadable("a percent sign is not followed by two hexadecimal digits")
      }
      decoded.append(high << 4 | low)
    default: decoded.append(byte)
    }
    guard decoded.count <= limit else {
      throw WebRefusal(.contentTooLarge, "One field holds more than \(max(1, limit >> 10)) KB.")
    }
  }
  guard let text = String(validating: decoded, as: UTF8.self) else {
    throw WebRefusal.unreadable("it is not UTF-8 text")
  }
  return text
}

private func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// Everything but letters, digits and `-._~` as `%XX`: safe in a query, a path segment and a cookie.
package func percentEncoded(_ text: some StringProtocol) -> String {
  var encoded = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      encoded += digits.count == 1 ? "%0" + digits : "%" + digits
    }
  }
  return encoded
}
