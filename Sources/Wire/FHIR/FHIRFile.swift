import Kernel

/// One resource as it stands in a file.
package struct RawResource: Sendable {
  /// `Patient`, `Observation` …
  package let type: String
  package let id: String?
  /// The entry's `fullUrl` where it came in a bundle.
  package let fullURL: String?
  /// The resource's own JSON, byte for byte.
  package let bytes: [UInt8]
  /// The line it begins on, from 1.
  package let line: Int
  /// Where it begins, in bytes of the file as unpacked.
  package let offset: Int
}

/// Reads the resources of a FHIR R4 file one after another, in memory that does not grow with the file.
///
/// The file may be a Bundle of any type, one resource, or NDJSON (a resource a line, also bundles), plain or gzip.
/// A bundle is never held whole: its `entry` list is walked, and each entry's `resource` is cut out as it passes.
/// What cannot be read becomes a finding with its line. A bad line of NDJSON costs only itself; broken JSON
/// anywhere else ends the file there, and everything before it has been given already.
package struct FHIRFile: ~Copyable {
  package enum Item: Sendable {
    case resource(RawResource)
    case finding(Finding)
  }

  /// The largest resource that is read: a scanned document of some ten pages still fits.
  package static let largestResource = 16 << 20

  private enum Place { case start, between, entries(first: Bool), afterEntries, finished }

  private var json: JSONSkimmer
  private var place = Place.start
  private var bundleType: String?
  private var lineOfFirst = 0
  private var waiting: [Item] = []
  private var seen = 0

  /// Opens a file, or refuses with a sentence why it cannot.
  package init(path: String) throws(InvalidInput) {
    json = JSONSkimmer(try ByteStream(path: path))
    let name = path.lowercased()
    json.linesAreValues = [".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"].contains(where: name.hasSuffix)
  }

  package init(bytes: [UInt8]) {
    json = JSONSkimmer(ByteStream(bytes: bytes))
  }

  /// Bytes of the file on the disk, and how many of them have been read.
  package var size: Int { json.stream.size }
  package var done: Int { json.stream.done }

  /// The next resource or finding; nil when the file is through.
  package mutating func next() -> Item? {
    while true {
      if !waiting.isEmpty { return waiting.removeFirst() }
      if case .finished = place { return nil }
      do {
        try step()
      } catch let broken {
        stop(broken)
      }
    }
  }

  private mutating func step() throws(Broken) {
    switch place {
    case .start: try readStart()
    case .between: try readValue()
    case .entries(let first): try readEntry(first: first)
    case .afterEntries: try readObject(afterEntries: true)
    case .finished: break
    }
  }

  /// Byte order marks, and files that are something else altogether.
  private mutating func readStart() throws(Broken) {
    place = .between
    switch try json.stream.peek() {
    case 0xEF:
      for wanted: UInt8 in [0xEF, 0xBB, 0xBF] where try json.stream.next() != wanted {
        throw json.stream.broken("This is no FHIR file: it does not begin with JSON.")
      }
    case 0xFE, 0xFF: throw json.stream.broken("The file is in UTF-16. FHIR is UTF-8: save it as that.")
    default: break
    }
    switch try json.token() {
    case nil: throw json.stream.broken("The file is empty.")
    case UInt8(ascii: "<"):
      throw json.stream.broken("This is XML or a web page. Foyer reads FHIR as JSON: export it as that.")
    case UInt8(ascii: "{"): break
    default: throw json.stream.broken("This is no FHIR file: it does not begin with a JSON object.")
    }
  }

  private mutating func readValue() throws(Broken) {
    json.depth = 0
    guard let byte = try json.token() else {
      place = .finished
      return
    }
    guard byte == UInt8(ascii: "{") else { throw json.unexpected(byte, "where a resource should begin") }
    // A second object on a line of its own, after one that took a single line: from here on lines count.
    if seen == 1, lineOfFirst == 1, json.stream.line == 2 { json.linesAreValues = true }
    seen += 1
    bundleType = nil
    try readObject(afterEntries: false)
  }

  /// A resource or a bundle, from its brace; or, behind a bundle's entries, the rest of the bundle.
  private mutating func readObject(afterEntries: Bool) throws(Broken) {
    let (line, offset) = (json.stream.line, json.stream.offset)
    var first = !afterEntries
    var id: String?
    if !afterEntries {
      json.stream.keep(atMost: Self.largestResource)
      json.stream.advance()
      json.depth = 1
    }
    while let name = try json.member(first: first) {
      first = false
      switch name {
      case packed("resourceType"):
        bundleType = try json.text()
        if afterEntries, let type = bundleType, type != "Bundle" {
          let sentence = "What looked like a bundle is a \(type). Its entries were left out."
          waiting.append(.finding(Finding(.skipped, line: line, sentence)))
        }
      case packed("id"): id = try json.text()
      case packed("entry") where bundleType == "Bundle" || bundleType == nil:
        guard try json.token() == UInt8(ascii: "[") else {
          try json.skipValue()
          continue
        }
        json.stream.dropKept()
        json.stream.advance()
        json.depth = 2
        place = .entries(first: true)
        return
      default: try json.skipValue()
      }
    }
    json.depth = 0
    place = .between
    if seen == 1 { lineOfFirst = json.stream.line }
    if afterEntries || bundleType == "Bundle" {
      json.stream.dropKept()
    } else {
      give(bundleType, id, nil, json.stream.takeKept(), line, offset)
    }
  }

  private mutating func readEntry(first: Bool) throws(Broken) {
    guard var byte = try json.token() else { throw json.cut() }
    if byte == UInt8(ascii: "]") {
      json.stream.advance()
      json.depth = 1
      place = .afterEntries
      return
    }
    if !first {
      guard byte == UInt8(ascii: ",") else { throw json.unexpected(byte, "after an entry") }
      json.stream.advance()
      guard let after = try json.token() else { throw json.cut() }
      byte = after
    }
    place = .entries(first: false)
    guard byte == UInt8(ascii: "{") else { throw json.unexpected(byte, "where an entry should begin") }
    json.stream.advance()
    json.depth = 3
    var fullURL: String?
    var resource: Cut?
    var firstMember = true
    while let name = try json.member(first: firstMember) {
      firstMember = false
      switch name {
      case packed("fullUrl"): fullURL = try json.text()
      case packed("resource"): resource = try cutResource()
      default: try json.skipValue()
      }
    }
    json.depth = 2
    guard let resource else { return }
    give(resource.type, resource.id, fullURL, resource.bytes, resource.line, resource.offset)
  }

  private struct Cut {
    var type: String?
    var id: String?
    var bytes: [UInt8]?
    let line: Int
    let offset: Int
  }

  private mutating func cutResource() throws(Broken) -> Cut? {
    guard try json.token() == UInt8(ascii: "{") else {
      try json.skipValue()
      return nil
    }
    var cut = Cut(line: json.stream.line, offset: json.stream.offset)
    json.stream.keep(atMost: Self.largestResource)
    json.stream.advance()
    json.depth = 4
    var first = true
    while let name = try json.member(first: first) {
      first = false
      switch name {
      case packed("resourceType"): cut.type = try json.text()
      case packed("id"): cut.id = try json.text()
      default: try json.skipValue()
      }
    }
    json.depth = 3
    cut.bytes = json.stream.takeKept()
    return cut
  }

  private mutating func give(
    _ type: String?, _ id: String?, _ fullURL: String?, _ bytes: [UInt8]?, _ line: Int, _ offset: Int
  ) {
    guard let type, !type.isEmpty else {
      let sentence = "This object is no FHIR resource: it has no resourceType."
      return waiting.append(.finding(Finding(.skipped, line: line, sentence)))
    }
    guard let bytes else {
      let sentence = "This \(type) is larger than \(Self.largestResource >> 20) MiB and was left out."
      return waiting.append(.finding(Finding(.skipped, line: line, sentence)))
    }
    guard type == "Bundle" else {
      let found = RawResource(type: type, id: id, fullURL: fullURL, bytes: bytes, line: line, offset: offset)
      return waiting.append(.resource(found))
    }
    // A bundle within a bundle: the answers of a batch of searches come so.
    var inner = FHIRFile(bytes: bytes)
    inner.json.stream.begin(atLine: line, offset: offset)
    while let item = inner.next() { waiting.append(item) }
  }

  private mutating func stop(_ broken: Broken) {
    json.stream.dropKept()
    guard json.linesAreValues else {
      place = .finished
      return waiting.append(.finding(Finding(.stopped, line: broken.line, broken.sentence)))
    }
    waiting.append(.finding(Finding(.skipped, line: broken.line, broken.sentence)))
    place = .between
    json.depth = 0
    do {
      _ = try json.stream.run(until: { _ in false })
      if try json.stream.next() == nil { place = .finished }
    } catch {
      place = .finished
      waiting.append(.finding(Finding(.stopped, line: error.line, error.sentence)))
    }
  }
}
