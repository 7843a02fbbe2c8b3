import CZlib
import Foundation
import Kernel

/// The bytes of a file, plain or gzip, read in pieces of 256 KiB, so that a file's size never matters.
///
/// Keeps the current line, and on request a copy of what passes by (``keep(atMost:)``, ``kept()``).
struct ByteStream: ~Copyable {
  private let file: gzFile?
  private let bytes: UnsafeMutablePointer<UInt8>
  private var position = 0
  private var end = 0
  /// The offset of `bytes[0]` in the file as unpacked.
  private var base = 0

  private(set) var line = 1
  /// The size of the file on the disk.
  let size: Int

  private var keepFrom: Int?
  private var keepLimit = 0
  private var kept: [UInt8] = []
  private var keptTooMuch = false

  private static let capacity = 1 << 18

  init(path: String) throws(InvalidInput) {
    var found = stat()
    guard stat(path, &found) == 0 else { throw InvalidInput("file", "There is no file \(path).") }
    guard found.st_mode & S_IFMT == S_IFREG else { throw InvalidInput("file", "\(path) is not a file.") }
    guard let file = gzopen(path, "rb") else {
      throw InvalidInput("file", "\(path) cannot be opened for reading. Check its rights.")
    }
    gzbuffer(file, 1 << 17)
    self.file = file
    size = Int(found.st_size)
    bytes = .allocate(capacity: Self.capacity)
  }

  init(bytes source: [UInt8]) {
    file = nil
    size = source.count
    bytes = .allocate(capacity: max(1, source.count))
    bytes.initialize(from: source, count: source.count)
    end = source.count
  }

  /// For bytes that were cut out of a file: where in it they stood.
  mutating func begin(atLine line: Int, offset: Int) {
    self.line = line
    base = offset
  }

  deinit {
    if let file { gzclose(file) }
    bytes.deallocate()
  }

  /// How far the file on the disk has been read: what a progress bar shows.
  var done: Int { file.map { Int(gzoffset($0)) } ?? position }

  /// Where we are in the file as unpacked.
  var offset: Int { base + position }

  /// The byte here, without passing it; nil at the end.
  mutating func peek() throws(Broken) -> UInt8? {
    if position == end, try !refill() { return nil }
    return bytes[position]
  }

  /// The byte here, passing it; nil at the end. Counts lines.
  mutating func next() throws(Broken) -> UInt8? {
    if position == end, try !refill() { return nil }
    let byte = bytes[position]
    position += 1
    if byte == newline { line += 1 }
    return byte
  }

  /// Passes bytes as long as `stops` is false of them, and says what stopped: nil at the end. A line end always
  /// stops, so that lines are counted.
  @inline(__always)
  mutating func run(until stops: (UInt8) -> Bool) throws(Broken) -> UInt8? {
    while true {
      var place = position
      while place < end {
        let byte = bytes[place]
        if stops(byte) || byte == newline {
          position = place
          return byte
        }
        place += 1
      }
      position = place
      if try !refill() { return nil }
    }
  }

  /// As ``run(until:)``, appending what was passed to `out`.
  @inline(__always)
  mutating func run(into out: inout [UInt8], until stops: (UInt8) -> Bool) throws(Broken) -> UInt8? {
    while true {
      let start = position
      var place = position
      var stop: UInt8?
      while place < end {
        let byte = bytes[place]
        if stops(byte) || byte == newline {
          stop = byte
          break
        }
        place += 1
      }
      position = place
      out.append(contentsOf: UnsafeBufferPointer(start: bytes + start, count: place - start))
      if let stop { return stop }
      if try !refill() { return nil }
    }
  }

  mutating func advance() { position += 1 }

  /// Begins to keep a copy of what is passed from here on.
  mutating func keep(atMost limit: Int) {
    kept.removeAll(keepingCapacity: true)
    keptTooMuch = false
    keepLimit = limit
    keepFrom = position
  }

  /// Stops keeping and gives what was kept; nil where it was more than the limit.
  mutating func takeKept() -> [UInt8]? {
    saveKept(upTo: position)
    keepFrom = nil
    defer { kept.removeAll(keepingCapacity: kept.capacity <= 1 << 20) }
    return keptTooMuch ? nil : kept
  }

  mutating func dropKept() {
    keepFrom = nil
    kept.removeAll(keepingCapacity: kept.capacity <= 1 << 20)
  }

  private mutating func saveKept(upTo place: Int) {
    guard let start = keepFrom else { return }
    keepFrom = place
    if kept.count + place - start > keepLimit {
      keptTooMuch = true
      kept.removeAll(keepingCapacity: false)
    }
    guard !keptTooMuch else { return }
    kept.append(contentsOf: UnsafeBufferPointer(start: bytes + start, count: place - start))
  }

  private mutating func refill() throws(Broken) -> Bool {
    guard let file else { return false }
    saveKept(upTo: end)
    if keepFrom != nil { keepFrom = 0 }
    base += end
    position = 0
    end = 0
    let read = gzread(file, bytes, UInt32(Self.capacity))
    if read > 0 {
      end = Int(read)
      return true
    }
    var code: Int32 = Z_OK
    gzerror(file, &code)
    switch code {
    case Z_OK, Z_STREAM_END: return false
    case Z_BUF_ERROR: throw broken("The compressed file is cut short here: it was not copied to its end.")
    case Z_DATA_ERROR: throw broken("The compressed file is damaged here. Ask for a fresh copy.")
    default: throw broken("The file could not be read further here (\(String(cString: strerror(errno)))).")
    }
  }

  func broken(_ sentence: String) -> Broken { Broken(line: line, sentence: sentence) }
}

/// Why reading cannot go on from here.
struct Broken: Error {
  let line: Int
  let sentence: String
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let quote = UInt8(ascii: "\"")
