/// A statement and its bound values. Values are always bound, never pasted:
/// `"SELECT name FROM patient WHERE id = \(id)"` sends `… WHERE id = $1` and the id beside it.
///
/// Both engines read the same text. Only another `SQL` is inserted as it is, which is how optional conditions
/// are composed: `"SELECT … WHERE \(conditions)"`.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// Literal pieces; between piece n and n+1 stands value n.
  private(set) var pieces: [String]
  private(set) var values: [SQLValue]

  package init(stringLiteral text: String) {
    pieces = [text]
    values = []
  }

  package init(stringInterpolation parts: StringInterpolation) {
    pieces = parts.pieces
    values = parts.values
  }

  /// The statement with `$1…$n` in the places of its values.
  var text: String {
    guard pieces.count > 1 else { return pieces[0] }
    var text = pieces[0]
    for place in 1..<pieces.count {
      text += "$"
      text += String(place)
      text += pieces[place]
    }
    return text
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [String] = [""]
    var values: [SQLValue] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { pieces[pieces.count - 1] += literal }

    package mutating func appendInterpolation(_ value: some Stored) {
      values.append(value.sqlValue)
      pieces.append("")
    }

    /// Said apart from the plain one so that the compiler does not warn of a debug description.
    package mutating func appendInterpolation(_ value: (some Stored)?) {
      values.append(value.sqlValue)
      pieces.append("")
    }

    package mutating func appendInterpolation(_ fragment: SQL) {
      pieces[pieces.count - 1] += fragment.pieces[0]
      for (value, piece) in zip(fragment.values, fragment.pieces.dropFirst()) {
        values.append(value)
        pieces.append(piece)
      }
    }

    /// `IN (\(each: ids))`. An empty list becomes `NULL`, which nothing equals.
    package mutating func appendInterpolation(each list: some Sequence<some Stored>) {
      var isFirst = true
      for value in list {
        if !isFirst { appendLiteral(", ") }
        appendInterpolation(value)
        isFirst = false
      }
      if isFirst { appendLiteral("NULL") }
    }
  }
}

extension SQL {
  /// Fragments with a separator between them: `SQL.joined(conditions, by: " AND ")`.
  package static func joined(_ fragments: [SQL], by separator: SQL) -> SQL {
    var all = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    for (place, fragment) in fragments.enumerated() {
      if place > 0 { all.appendInterpolation(separator) }
      all.appendInterpolation(fragment)
    }
    return SQL(stringInterpolation: all)
  }
}
