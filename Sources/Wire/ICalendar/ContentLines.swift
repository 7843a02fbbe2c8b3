/// The lines a calendar is made of: `NAME:value`, ended by CRLF, folded where they are longer than 75 bytes.
struct ContentLines {
  private(set) var text = ""

  mutating func add(_ name: String, _ value: String) {
    var length = 0
    for scalar in "\(name):\(value)".unicodeScalars {
      // A character of several bytes is never torn: the line breaks before it.
      let width = UTF8.width(scalar)
      if length + width > 75 {
        text += "\r\n "
        length = 1
      }
      text.unicodeScalars.append(scalar)
      length += width
    }
    text += "\r\n"
  }

  /// Text as people typed it, with the signs that mean something in a calendar made harmless.
  mutating func add(_ name: String, text typed: String) { add(name, escaped(typed)) }
}

/// Backslash, semicolon, comma and line ends as RFC 5545 writes them (3.3.11); other control characters are left out.
private func escaped(_ typed: String) -> String {
  var out = String.UnicodeScalarView()
  var afterReturn = false
  for scalar in typed.unicodeScalars {
    switch scalar {
    case "\\", ";", ",": out.append(contentsOf: ["\\", scalar])
    case "\r": out.append(contentsOf: ["\\", "n"])
    case "\n": if !afterReturn { out.append(contentsOf: ["\\", "n"]) }
    case "\t": out.append(scalar)
    case _ where scalar.properties.generalCategory == .control: break
    default: out.append(scalar)
    }
    afterReturn = scalar == "\r"
  }
  return String(out)
}

/// What ``escaped(_:)`` made, as it was.
func unescaped(_ value: String) -> String {
  var out = String.UnicodeScalarView()
  var afterBackslash = false
  for scalar in value.unicodeScalars {
    switch (afterBackslash, scalar) {
    case (false, "\\"):
      afterBackslash = true
      continue
    case (true, "n"), (true, "N"): out.append("\n")
    default: out.append(scalar)
    }
    afterBackslash = false
  }
  return String(out)
}
