import Kernel

/// A row of a table file, under the headings of its ``CSVFile``.
package struct CSVRecord: Hashable, Sendable {
  /// The line it begins on, from 1.
  package let line: Int
  package let fields: [String]

  package init(line: Int, fields: [String]) {
    self.line = line
    self.fields = fields
  }
}

/// Reads a CSV file (RFC 4180, and what spreadsheets make of it) row by row, plain or gzip, in memory that does
/// not grow with the file.
///
/// The separator (comma, semicolon, tab, bar) is taken from the heading. Text is UTF-8, with or without its mark;
/// a file that is not becomes Windows-1252, which is said. Rows that do not fit the heading, and quotes that are
/// never closed, become findings and cost only themselves.
package struct CSVFile: ~Copyable {
  package enum Item: Equatable, Sendable {
    case record(CSVRecord)
    case finding(Finding)
  }

  package static let largestField = 64 << 10
  package static let largestRecord = 1 << 20
  package static let mostColumns = 1000

  /// The headings, in their order, without the white space around them.
  package private(set) var headings: [String] = []
  package let separator: Character

  private enum Encoding { case ascii, utf8, windows1252 }

  private var rows: CSVRows
  private var encoding = Encoding.ascii
  private var waiting: [Finding] = []
  private var isFinished = false

  /// Opens a file and reads its headings, or refuses with a sentence why it cannot.
  package init(path: String) throws(InvalidInput) {
    let first = try Self.beginning(of: path)
    try self.init(ByteStream(path: path), first: first)
  }

  package init(bytes: [UInt8]) throws(InvalidInput) {
    try self.init(ByteStream(bytes: bytes), first: Array(bytes.prefix(1 << 16)))
  }

  private init(_ stream: consuming ByteStream, first: [UInt8]) throws(InvalidInput) {
    let mark = sniffSeparator(first)
    separator = Character(UnicodeScalar(mark))
    rows = CSVRows(stream, separator: mark)
    try refuseForeign(first)
    try readHeadings(hasMark: first.starts(with: [0xEF, 0xBB, 0xBF]))
  }

  private func refuseForeign(_ first: [UInt8]) throws(InvalidInput) {
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
      throw InvalidInput("file", "The file is in UTF-16. Save it as CSV in UTF-8.")
    }
    if first.starts(with: [0x50, 0x4B]) || first.starts(with: [0xD0, 0xCF]) {
      throw InvalidInput("file", "This is a spreadsheet, not a CSV file. Save it as CSV in UTF-8.")
    }
  }

  private mutating func readHeadings(hasMark: Bool) throws(InvalidInput) {
    let row: CSVRows.Row?
    do {
      if hasMark {
        for _ in 0..<3 { _ = try rows.stream.next() }
        encoding = .utf8
      }
      row = try rows.next()
    } catch {
      throw InvalidInput("file", error.sentence)
    }
    guard let row else {
      throw InvalidInput("file", "The file is empty: its first line should name the columns.")
    }
    guard case .fields(let raw, _) = row, let names = text(raw, line: 1) else {
      throw InvalidInput("file", "The first line does not name columns that can be read.")
    }
    headings = names.map(trimmed)
  }

  /// Bytes of the file on the disk, and how many of them have been read.
  package var size: Int { rows.stream.size }
  package var done: Int { rows.stream.done }

  /// The next row or finding; nil when the file is through.
  package mutating func next() -> Item? {
    while true {
      if !waiting.isEmpty { return .finding(waiting.removeFirst()) }
      guard !isFinished else { return nil }
      do {
        switch try rows.next() {
        case nil: isFinished = true
        case .fields(let raw, let line): if let record = record(raw, line) { return .record(record) }
        case .tooLarge(let line, let reason): skip(line, reason)
        }
      } catch let broken {
        isFinished = true
        waiting.append(Finding(.stopped, line: broken.line, broken.sentence))
      }
    }
  }

  private mutating func record(_ raw: [[UInt8]], _ line: Int) -> CSVRecord? {
    if raw.allSatisfy(\.isEmpty) { return nil }
    guard raw.count <= headings.count || raw[headings.count...].allSatisfy(\.isEmpty) else {
      skip(line, "The row has \(raw.count) fields, the heading names \(headings.count).")
      return nil
    }
    guard var fields = text(Array(raw.prefix(headings.count)), line: line) else { return nil }
    while fields.count < headings.count { fields.append("") }
    return CSVRecord(line: line, fields: fields)
  }

  private mutating func skip(_ line: Int, _ sentence: String) {
    waiting.append(Finding(.skipped, line: line, sentence))
  }

  /// The fields as text; nil, with a finding, where they are in no known encoding.
  private mutating func text(_ raw: [[UInt8]], line: Int) -> [String]? {
    if encoding == .windows1252 { return raw.map { unguarded(windows1252($0)) } }
    var out: [String] = []
    for bytes in raw {
      if let read = String(validating: bytes, as: UTF8.self) {
        if encoding == .ascii, bytes.contains(where: { $0 >= 0x80 }) { encoding = .utf8 }
        out.append(unguarded(read))
      } else if encoding == .utf8 {
        skip(line, "The row is not in UTF-8, as the rows before it are.")
        return nil
      } else {
        encoding = .windows1252
        waiting.append(Finding(.note, line: line, "The file is not in UTF-8; it is read as Windows-1252."))
        return raw.map { unguarded(windows1252($0)) }
      }
    }
    return out
  }

  private static func beginning(of path: String) throws(InvalidInput) -> [UInt8] {
    var stream = try ByteStream(path: path)
    var out: [UInt8] = []
    do {
      while out.count < 1 << 16, let byte = try stream.next() { out.append(byte) }
    } catch let broken where out.isEmpty {
      throw InvalidInput("file", broken.sentence)
    } catch {}
    return out
  }
}

/// The separator that stands most often in the first line, outside quotes.
private func sniffSeparator(_ bytes: [UInt8]) -> UInt8 {
  var counts: [UInt8: Int] = [:]
  var quoted = false
  for byte in bytes.drop(while: { $0 == newline || $0 == carriageReturn }) {
    if byte == quote { quoted.toggle() }
    if quoted { continue }
    if byte == newline || byte == carriageReturn { break }
    if csvSeparators.contains(byte) { counts[byte, default: 0] += 1 }
  }
  return csvSeparators.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? csvSeparators[0]
}

private let csvSeparators: [UInt8] = [
  UInt8(ascii: "|"), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ","),
]

func trimmed(_ text: String) -> String {
  var rest = text[...]
  while let first = rest.first, first.isWhitespace { rest.removeFirst() }
  while let last = rest.last, last.isWhitespace { rest.removeLast() }
  return String(rest)
}
