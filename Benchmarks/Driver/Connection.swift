import Foundation

/// What a server answered.
package struct Answer: Sendable {
  package let status: Int
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package var text: String { String(decoding: body, as: UTF8.self) }

  package func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
}

/// The connection ended, or could not be made.
package struct ConnectionLost: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

/// One keep-alive HTTP/1.1 connection with blocking calls: as little work for a client as there can be, so that
/// what is measured is the server. Belongs to one thread.
package final class Connection {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var place = 0

  /// - Throws: ``ConnectionLost`` where nobody listens.
  package init(port: Int, timeout: Int = 60) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let outcome = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard outcome == 0 else {
      close(descriptor)
      throw ConnectionLost("nobody listens on port \(port)")
    }
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    var limit = timeval(tv_sec: timeout, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends a request and waits for all of its answer.
  package func send(
    _ method: String, _ path: String, headers: String = "", body: [UInt8] = []
  ) throws -> Answer {
    try start(method, path, headers: headers, body: body)
    return try readAnswer()
  }

  /// Sends a request whose answer is read bit by bit, such as a stream of events.
  package func start(_ method: String, _ path: String, headers: String = "", body: [UInt8] = []) throws {
    var request = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)"
    if method != "GET" { request += "Content-Length: \(body.count)\r\n" }
    try write(Array((request + "\r\n").utf8) + body)
  }

  /// The next bytes of an answer that has no end; nil when the server ended it.
  package func readSome() throws -> [UInt8]? {
    if place < buffer.count {
      defer {
        buffer = []
        place = 0
      }
      return Array(buffer[place...])
    }
    return try fill() ? readSome() : nil
  }

  private func write(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ConnectionLost("the server hung up") }
      sent += count
    }
  }

  private func fill() throws -> Bool {
    if place == buffer.count {
      buffer = []
      place = 0
    }
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: 65_536))
    let count = buffer[old...].withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    buffer.removeLast(65_536 - max(0, count))
    if count < 0 { throw ConnectionLost("the server did not answer: \(String(cString: strerror(errno)))") }
    return count > 0
  }

  private func line() throws -> String {
    var searched = place
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { place = end + 1 }
        return String(decoding: buffer[place..<max(place, end - 1)], as: UTF8.self)
      }
      searched = buffer.count
      let read = searched - place
      guard try fill() else { throw ConnectionLost("the server hung up") }
      searched = place + read
    }
  }

  private func take(_ count: Int) throws -> ArraySlice<UInt8> {
    while buffer.count - place < count {
      guard try fill() else { throw ConnectionLost("the server hung up") }
    }
    defer { place += count }
    return buffer[place..<place + count]
  }

  private func readAnswer() throws -> Answer {
    let first = try line().split(separator: " ", maxSplits: 2)
    guard first.count >= 2, let status = Int(first[1]) else { throw ConnectionLost("not an HTTP answer") }
    var headers: [(name: String, value: String)] = []
    var (length, isChunked) = (0, false)
    while case let text = try line(), !text.isEmpty {
      guard let colon = text.firstIndex(of: ":") else { continue }
      let name = text[..<colon].lowercased()
      let value = text[text.index(after: colon)...].drop { $0 == " " }
      headers.append((name, String(value)))
      if name == "content-length" { length = Int(value) ?? 0 }
      if name == "transfer-encoding" { isChunked = value.lowercased() == "chunked" }
    }
    return Answer(status: status, headers: headers, body: isChunked ? try chunks() : Array(try take(length)))
  }

  private func chunks() throws -> [UInt8] {
    var body: [UInt8] = []
    while let size = Int(try line().prefix { $0 != ";" }, radix: 16) {
      body += try take(size)
      _ = try line()
      if size == 0 { return body }
    }
    throw ConnectionLost("a chunk without a size")
  }
}
