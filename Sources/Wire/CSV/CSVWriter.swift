/// Writes CSV that every spreadsheet opens and none runs: RFC 4180 with CRLF, UTF-8 with its mark.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end) gets
/// an apostrophe in front, as OWASP advises; ``CSVFile`` takes it off again. Numbers go in as numbers.
package enum CSVWriter {
  package enum Field: Sendable, ExpressibleByStringLiteral {
    case text(String)
    case number(Int)

    package init(stringLiteral text: String) { self = .text(text) }
  }

  /// What a file begins with, so that Excel knows it for UTF-8.
  package static let mark = "\u{FEFF}"

  /// One row with its line end.
  package static func row(_ fields: [Field]) -> String {
    fields.map(written).joined(separator: ",") + "\r\n"
  }

  private static func written(_ field: Field) -> String {
    switch field {
    case .number(let number): return String(number)
    case .text(let text):
      let safe = isFormula(text.unicodeScalars.first) ? "'" + text : text
      guard
        safe.unicodeScalars.contains(where: { ",;\"\n\r\t".unicodeScalars.contains($0) })
          || safe.first == " " || safe.last == " "
      else { return safe }
      return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
  }
}

/// Takes off the apostrophe that ``CSVWriter`` put before a formula.
func unguarded(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard scalars.first == "'", isFormula(scalars.dropFirst().first) else { return text }
  return String(text.unicodeScalars.dropFirst())
}

private func isFormula(_ first: Unicode.Scalar?) -> Bool {
  switch first {
  case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": true
  default: false
  }
}
