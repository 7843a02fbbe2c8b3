/// Passes over JSON without building it, checking its grammar on the way.
///
/// Strings, brackets, commas and colons are held to RFC 8259; numbers and words are only delimited: whoever decodes
/// the kept bytes checks those. Nothing recurses: the open brackets are the bits of one number.
struct JSONSkimmer: ~Copyable {
  var stream: ByteStream
  /// NDJSON: a line end within a value is an error.
  var linesAreValues = false

  /// No FHIR resource nests deeper; a file that does is hostile or broken.
  static let deepest = 100

  init(_ stream: consuming ByteStream) { self.stream = stream }

  /// Passes white space; the next byte, not passed, or nil at the end of the file.
  mutating func token() throws(Broken) -> UInt8? {
    while let byte = try stream.peek() {
      switch byte {
      case 0x20, 0x09, carriageReturn: stream.advance()
      case newline:
        if linesAreValues, depth > 0 { throw stream.broken("The line ends in the middle of a resource.") }
        _ = try stream.next()
      default: return byte
      }
    }
    return nil
  }

  /// How many of the reader's own brackets are open around what is read now.
  var depth = 0

  /// Passes `byte`, which the grammar wants here.
  mutating func expect(_ byte: UInt8, _ place: String) throws(Broken) {
    guard let found = try token() else { throw cut() }
    guard found == byte else { throw unexpected(found, place) }
    stream.advance()
  }

  /// Begins the next member of an object: its packed name, standing before the value; nil when the object ends.
  mutating func member(first: Bool) throws(Broken) -> UInt128? {
    guard var found = try token() else { throw cut() }
    if found == UInt8(ascii: "}") {
      stream.advance()
      return nil
    }
    if !first {
      guard found == UInt8(ascii: ",") else { throw unexpected(found, "after a value") }
      stream.advance()
      guard let after = try token() else { throw cut() }
      found = after
    }
    guard found == quote else { throw unexpected(found, "where a field's name should be") }
    let name = try packedString()
    try expect(UInt8(ascii: ":"), "after a field's name")
    return name
  }

  /// A string's text when it is a string of at most `limit` bytes; any other value is passed over.
  mutating func text(atMost limit: Int = 2000) throws(Broken) -> String? {
    guard try token() == quote else {
      try skipValue()
      return nil
    }
    stream.advance()
    var out: [UInt8] = []
    var escaped = false
    while true {
      guard let stop = try stream.run(into: &out, until: endsPlainText) else { throw cut() }
      stream.advance()
      switch stop {
      case quote: return escaped || out.count > limit ? nil : String(validating: out, as: UTF8.self)
      case backslash:
        escaped = true
        guard let next = try stream.peek(), next >= 0x20 else { throw cut() }
        stream.advance()
      default: throw stream.broken("A text has a line end or control character in it.")
      }
      if out.count > limit { out.removeAll() }
    }
  }

  /// Passes one value of any kind.
  mutating func skipValue() throws(Broken) {
    guard let found = try token() else { throw cut() }
    switch found {
    case quote: try skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
    default: try skipWord(found)
    }
  }

  /// Passes an object or a list with all that is in it.
  private mutating func skipContainer() throws(Broken) {
    var open: UInt128 = 0  // one bit a bracket, the innermost lowest; 1 for an object
    var level = 0
    var wantsValue = true
    var mayEnd = false
    let outer = depth
    defer { depth = outer }
    repeat {
      guard let byte = try token() else { throw cut() }
      if wantsValue {
        if mayEnd, byte == UInt8(ascii: "]"), open & 1 == 0 {
          stream.advance()
          open >>= 1
          level -= 1
          wantsValue = false
        } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
          stream.advance()
          level += 1
          guard outer + level <= Self.deepest else {
            throw stream.broken("Values are nested more than \(Self.deepest) deep: this is no FHIR resource.")
          }
          depth = outer + level
          open = open << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
          if open & 1 == 1 {
            wantsValue = try beginMember(orEnd: true)
            if !wantsValue { (open, level) = (open >> 1, level - 1) }
          }
          mayEnd = open & 1 == 0
          continue
        } else if byte == quote {
          try skipString()
          wantsValue = false
        } else {
          try skipWord(byte)
          wantsValue = false
        }
        mayEnd = false
      } else if byte == UInt8(ascii: ",") {
        stream.advance()
        wantsValue = open & 1 == 1 ? try beginMember(orEnd: false) : true
      } else if byte == (open & 1 == 1 ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        stream.advance()
        open >>= 1
        level -= 1
      } else {
        throw unexpected(byte, "after a value")
      }
      depth = outer + level
    } while level > 0
  }

  /// Passes `"name":`; false where the object ends instead and may.
  private mutating func beginMember(orEnd: Bool) throws(Broken) -> Bool {
    guard let byte = try token() else { throw cut() }
    if orEnd, byte == UInt8(ascii: "}") {
      stream.advance()
      return false
    }
    guard byte == quote else { throw unexpected(byte, "where a field's name should be") }
    try skipString()
    try expect(UInt8(ascii: ":"), "after a field's name")
    return true
  }

  private mutating func skipString() throws(Broken) {
    stream.advance()
    while true {
      guard let stop = try stream.run(until: endsPlainText) else { throw cut() }
      switch stop {
      case quote:
        stream.advance()
        return
      case backslash:
        stream.advance()
        guard let next = try stream.peek(), next >= 0x20 else { throw cut() }
        stream.advance()
      default: throw stream.broken("A text has a line end or control character in it.")
      }
    }
  }

  private mutating func skipWord(_ first: UInt8) throws(Broken) {
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "t"), UInt8(ascii: "f"),
      UInt8(ascii: "n"):
      _ = try stream.run(until: { !isWordByte($0) })
    default: throw unexpected(first, "where a value should be")
    }
  }

  /// A field's name, the first 16 bytes of it, as one number.
  private mutating func packedString() throws(Broken) -> UInt128 {
    stream.advance()
    var name: UInt128 = 0
    while true {
      guard let byte = try stream.peek() else { throw cut() }
      guard byte >= 0x20 else { throw stream.broken("A field's name has a control character in it.") }
      stream.advance()
      if byte == quote { return name }
      if byte == backslash, try stream.peek() != nil { stream.advance() }
      name = name << 8 | UInt128(byte)
    }
  }

  func cut() -> Broken {
    stream.broken("The file ends in the middle of a resource: it is not complete.")
  }

  func unexpected(_ byte: UInt8, _ place: String) -> Broken {
    let shown = (0x21..<0x7f).contains(byte) ? "«\(Character(UnicodeScalar(byte)))»" : "a byte \(byte)"
    return stream.broken("This is not JSON: there is \(shown) \(place).")
  }
}

let backslash = UInt8(ascii: "\\")

@inline(__always)
private func endsPlainText(_ byte: UInt8) -> Bool { byte == quote || byte == backslash || byte < 0x20 }

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
    UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
    true
  default: false
  }
}

/// A short name as the number that ``JSONSkimmer/member(first:)`` gives for it.
func packed(_ name: StaticString) -> UInt128 {
  name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt128($1) } }
}
