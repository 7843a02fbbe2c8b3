/// A Swift file taken apart: its code without comments and with empty strings, and its strings.
///
/// The checks read code and words apart, so that a rule about `try!` does not stumble over a sentence about it,
/// and a rule about SQL sees SQL only. Line breaks stay, so that both keep their line numbers. An interpolation is
/// `\()` in the string and stands as code in the code.
struct SwiftText: Sendable {
  private(set) var code: String
  private(set) var literals: [Literal]

  struct Literal: Sendable, Equatable {
    let line: Int
    let text: String
  }

  init(_ source: String) {
    var reader = Reader(bytes: Array(source.utf8))
    reader.code(untilParenthesis: false)
    code = String(decoding: reader.code, as: UTF8.self)
    literals = reader.literals.sorted { $0.line < $1.line }
  }
}

private struct Reader {
  let bytes: [UInt8]
  var at = 0
  var line = 1
  var code: [UInt8] = []
  var literals: [SwiftText.Literal] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Code until the end, or until the parenthesis that closes an interpolation.
  mutating func code(untilParenthesis: Bool) {
    var depth = 0
    while at < bytes.count {
      if starts("//") {
        skipLine()
      } else if starts("/*") {
        skipComment()
      } else if let hashes = literalAhead() {
        literal(hashes: hashes)
      } else {
        let byte = bytes[at]
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          if untilParenthesis && depth == 0 { return }
          depth -= 1
        }
        keep(byte)
      }
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") { line += 1 }
    code.append(byte)
    at += 1
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        at += 2
      } else if starts("*/") {
        depth -= 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "\n") {
        keep(bytes[at])
      } else {
        at += 1
      }
    } while depth > 0 && at < bytes.count
  }

  /// The number of `#` before a string that starts here, or nil when none does.
  private func literalAhead() -> Int? {
    var end = at
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
    return end - at
  }

  private mutating func literal(hashes: Int) {
    let first = line
    at += hashes
    let quotes = starts("\"\"\"") ? 3 : 1
    at += quotes
    code += [UInt8(ascii: "\""), UInt8(ascii: "\"")]
    let close = String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    var text: [UInt8] = []
    while at < bytes.count, !starts(close) {
      if starts(escape + "(") {
        at += hashes + 2
        text += Array("\\()".utf8)
        code(untilParenthesis: true)
        at += 1
      } else if starts(escape) {
        text += bytes[at..<min(at + hashes + 2, bytes.count)]
        if at + hashes + 1 < bytes.count, bytes[at + hashes + 1] == UInt8(ascii: "\n") {
          line += 1
          code.append(UInt8(ascii: "\n"))
        }
        at += hashes + 2
      } else {
        text.append(bytes[at])
        if bytes[at] == UInt8(ascii: "\n") {
          line += 1
          code.append(UInt8(ascii: "\n"))
        }
        at += 1
      }
    }
    at += close.utf8.count
    literals.append(SwiftText.Literal(line: first, text: String(decoding: text, as: UTF8.self)))
  }

  private func starts(_ word: String) -> Bool {
    let utf8 = word.utf8
    guard at + utf8.count <= bytes.count else { return false }
    var index = at
    for byte in utf8 {
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }
}
