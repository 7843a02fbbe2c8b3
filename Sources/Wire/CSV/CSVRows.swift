/// Cuts a CSV file into rows of raw fields.
struct CSVRows: ~Copyable {
  enum Row {
    case fields([[UInt8]], line: Int)
    case tooLarge(line: Int, String)
  }

  var stream: ByteStream
  private let separator: UInt8

  init(_ stream: consuming ByteStream, separator: UInt8) {
    self.stream = stream
    self.separator = separator
  }

  /// The next row; nil at the end of the file. A line with nothing on it is passed over.
  mutating func next() throws(Broken) -> Row? {
    while let byte = try stream.peek() {
      guard byte == newline || byte == carriageReturn else { return try row() }
      _ = try stream.next()
    }
    return nil
  }

  private enum Ending { case field, row, file }

  private mutating func row() throws(Broken) -> Row {
    let line = stream.line
    var fields: [[UInt8]] = []
    var size = 0
    while true {
      var field: [UInt8] = []
      let wasQuoted = try stream.peek() == quote
      if wasQuoted, try !quoted(into: &field) {
        return .tooLarge(line: line, "A quote is opened in this row and not closed within 1 MiB.")
      }
      let ending = try plain(into: &field)
      size += field.count
      fields.append(field)
      let reason =
        field.count > CSVFile.largestField && !wasQuoted
        ? "A field is longer than 64 KiB."
        : size > CSVFile.largestRecord ? "The row is longer than 1 MiB." : nil
      if let reason {
        if ending == .field { try passLine() }
        return .tooLarge(line: line, reason)
      }
      if fields.count > CSVFile.mostColumns {
        if ending == .field { try passLine() }
        return .tooLarge(line: line, "The row has more than \(CSVFile.mostColumns) fields.")
      }
      if ending != .field { return .fields(fields, line: line) }
    }
  }

  /// What stands up to the separator or the end of the line, and passes that.
  private mutating func plain(into field: inout [UInt8]) throws(Broken) -> Ending {
    let mark = separator
    while true {
      guard let stop = try stream.run(into: &field, until: { $0 == mark || $0 == carriageReturn }) else {
        return .file
      }
      if field.count > CSVFile.largestRecord { field.removeLast(field.count - CSVFile.largestRecord) }
      _ = try stream.next()
      switch stop {
      case separator: return .field
      case newline: return .row
      default:
        // A carriage return ends the row, alone (old Macintosh) or before a line feed.
        if try stream.peek() == newline { _ = try stream.next() }
        return .row
      }
    }
  }

  /// A quoted part with its doubled quotes; false where it is not closed within the largest row.
  private mutating func quoted(into field: inout [UInt8]) throws(Broken) -> Bool {
    _ = try stream.next()
    while true {
      guard let stop = try stream.run(into: &field, until: { $0 == quote }) else { return false }
      _ = try stream.next()
      if field.count > CSVFile.largestRecord {
        if stop != newline { try passLine() }
        return false
      }
      guard stop == quote else {
        field.append(newline)
        continue
      }
      guard try stream.peek() == quote else { return true }
      _ = try stream.next()
      field.append(quote)
    }
  }

  private mutating func passLine() throws(Broken) {
    _ = try stream.run(until: { _ in false })
    _ = try stream.next()
  }
}

/// Text in Windows-1252, the character set of older spreadsheets.
func windows1252(_ bytes: [UInt8]) -> String {
  var out = String.UnicodeScalarView()
  for byte in bytes {
    let code = (0x80..<0xA0).contains(byte) ? upperHalf[Int(byte) - 0x80] : UInt32(byte)
    out.append(UnicodeScalar(code) ?? "\u{FFFD}")
  }
  return String(out)
}

private let upperHalf: [UInt32] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
  0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
  0x0153, 0x9D, 0x017E, 0x0178,
]
