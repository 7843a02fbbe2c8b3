/// A piece of a page. Every value that is interpolated is escaped; only another `HTML` goes in as it is.
///
/// `"<td>\(patient.name)</td>"` cannot be made to run a script by any name. Keep a piece under about fifteen
/// interpolations: the type checker slows down beyond.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
  package private(set) var text: String

  package init(stringLiteral text: String) { self.text = text }
  package init(stringInterpolation parts: StringInterpolation) { text = parts.text }

  package static let empty: HTML = ""

  package static func + (a: HTML, b: HTML) -> HTML {
    var sum = a
    sum.text += b.text
    return sum
  }

  package static func += (a: inout HTML, b: HTML) { a.text += b.text }

  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ value: String) { escape(value, into: &text) }
    package mutating func appendInterpolation(_ value: Substring) { escape(String(value), into: &text) }
    package mutating func appendInterpolation(_ number: Int) { text += String(number) }
    package mutating func appendInterpolation(_ piece: HTML) {
      // The frame goes on behind a large piece: with room for it, it is not copied again.
      let size = piece.text.utf8.count
      if size > 1 << 14 { text.reserveCapacity(text.utf8.count + size + (1 << 13)) }
      text += piece.text
    }
    package mutating func appendInterpolation(_ piece: HTML?) { if let piece { text += piece.text } }
    package mutating func appendInterpolation<Of>(_ id: ID<Of>) { escape(id.rawValue, into: &text) }
    package mutating func appendInterpolation(_ day: LocalDay) { text += day.description }
    package mutating func appendInterpolation(_ time: WallTime) { text += time.description }

    /// One piece for each element, in order.
    package mutating func appendInterpolation<S: Sequence>(each list: S, _ piece: (S.Element) -> HTML) {
      for element in list { text += piece(element).text }
    }

    /// The piece, if the condition holds.
    package mutating func appendInterpolation(if condition: Bool, _ piece: @autoclosure () -> HTML) {
      if condition { text += piece().text }
    }

    /// An attribute such as ` checked` that is there or not.
    package mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
      if condition { text += " \(name)" }
    }
  }
}

extension HTML {
  /// Pieces in a row.
  package static func each<S: Sequence>(_ list: S, _ piece: (S.Element) -> HTML) -> HTML {
    list.reduce(into: HTML.empty) { $0 += piece($1) }
  }
}

/// Not generic, and over the bytes: a page has ten thousand values.
private func escape(_ value: String, into out: inout String) {
  var value = value
  guard value.utf8.contains(where: { $0 < 63 && entity(of: $0) != nil }) else { return out += value }
  value.withUTF8 { bytes in
    var rest = bytes[...]
    while let place = rest.firstIndex(where: { $0 < 63 && entity(of: $0) != nil }) {
      out += String(decoding: rest[..<place], as: UTF8.self)
      out += entity(of: rest[place]) ?? ""
      rest = rest[(place + 1)...]
    }
    out += String(decoding: rest, as: UTF8.self)
  }
}

private func entity(of byte: UInt8) -> String? {
  switch byte {
  case UInt8(ascii: "<"): "&lt;"
  case UInt8(ascii: ">"): "&gt;"
  case UInt8(ascii: "&"): "&amp;"
  case UInt8(ascii: "\""): "&quot;"
  case UInt8(ascii: "'"): "&#39;"
  default: nil
  }
}
