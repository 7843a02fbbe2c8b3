import HTTPTypes
import Kernel

extension Form {
  /// Reads `multipart/form-data` (RFC 7578), which is how a browser sends a file. The whole body is in memory
  /// already and bounded by the route; parts nested in parts are not a thing browsers send and are refused.
  ///
  /// - Throws: ``WebRefusal`` for anything that does not have the shape, or too much of anything.
  package init(multipart body: [UInt8], contentType: String, limits: FormLimits = .usual) throws {
    self.init()
    guard let boundary = parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
      throw WebRefusal.unreadable("the parts of the form have no boundary")
    }
    let mark = Array("--\(boundary)".utf8)
    guard body.starts(with: mark) else { throw WebRefusal.unreadable("the form does not begin with a part") }
    var place = mark.count
    var count = 0
    while true {
      if body[place...].starts(with: "--".utf8) { return }
      guard body[place...].starts(with: "\r\n".utf8) else { throw broken }
      place += 2
      guard let next = find(Array("\r\n".utf8) + mark, in: body, from: place) else { throw broken }
      count += 1
      guard count <= limits.fields else {
        throw WebRefusal(.contentTooLarge, "The form has more than \(limits.fields) fields.")
      }
      try append(part: body[place..<next], limits)
      place = next + 2 + mark.count
    }
  }

  private mutating func append(part: ArraySlice<UInt8>, _ limits: FormLimits) throws {
    guard let end = find(Array("\r\n\r\n".utf8), in: part, from: part.startIndex),
      end - part.startIndex < 4096,
      let head = String(validating: part[..<end], as: UTF8.self)
    else { throw broken }
    var disposition = ""
    var type = "application/octet-stream"
    for line in head.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw broken }
      let value = String(line[line.index(after: colon)...]).trimmed
      switch line[..<colon].lowercased() {
      case "content-disposition": disposition = value
      case "content-type": type = value
      default: continue
      }
    }
    guard disposition.lowercased().hasPrefix("form-data"), let name = parameter("name", of: disposition),
      name.utf8.count <= limits.nameBytes
    else { throw broken }
    let content = part[(end + 4)...]
    if let file = parameter("filename", of: disposition) {
      let last = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
      append(Upload(field: name, name: String(last.prefix(200)), type: type, bytes: Array(content)))
      return
    }
    guard content.count <= limits.valueBytes else {
      throw WebRefusal(.contentTooLarge, "One field holds more than \(limits.valueBytes >> 10) KB.")
    }
    guard let value = String(validating: content, as: UTF8.self) else {
      throw WebRefusal.unreadable("it is not UTF-8 text")
    }
    append(name, value)
  }
}

private let broken = WebRefusal.unreadable("the parts of the form are broken")

/// A parameter of a header: `boundary` of `multipart/form-data; boundary="x"`.
private func parameter(_ name: String, of header: String) -> String? {
  var pieces = [""]
  var isQuoted = false
  for character in header {
    if character == "\"" { isQuoted.toggle() }
    if character == ";", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
  }
  for piece in pieces.dropFirst().map(\.trimmed) {
    guard let equals = piece.firstIndex(of: "="), piece[..<equals].lowercased() == name else { continue }
    let value = piece[piece.index(after: equals)...]
    guard value.hasPrefix("\"") else { return String(value) }
    guard value.count >= 2, value.hasSuffix("\"") else { return nil }
    return String(value.dropFirst().dropLast()).replacing("%22", with: "\"")
  }
  return nil
}

/// Where `pattern` begins in `bytes`, from a place on.
private func find<Bytes: RandomAccessCollection<UInt8>>(
  _ pattern: [UInt8], in bytes: Bytes, from start: Int
) -> Int? where Bytes.Index == Int {
  bytes.withContiguousStorageIfAvailable { buffer -> Int? in
    let base = bytes.startIndex
    var place = start - base
    while place + pattern.count <= buffer.count {
      var matched = 0
      while matched < pattern.count, buffer[place + matched] == pattern[matched] { matched += 1 }
      if matched == pattern.count { return place + base }
      place += 1
    }
    return nil
  } ?? nil
}
