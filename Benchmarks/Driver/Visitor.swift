import Foundation

/// Somebody with a browser: one connection, cookies, and the hidden fields of forms.
package final class Visitor {
  package let port: Int
  private var connection: Connection
  private var cookies: [String: String] = [:]
  /// The token that every form of the session carries.
  package private(set) var csrf = ""

  package init(port: Int) throws {
    self.port = port
    connection = try Connection(port: port)
  }

  /// What makes a connection one of this session.
  package struct Pass: Sendable {
    fileprivate let cookies: [String: String]
    fileprivate let csrf: String
  }

  package var pass: Pass { Pass(cookies: cookies, csrf: csrf) }

  /// Another connection of the same session.
  package convenience init(port: Int, pass: Pass) throws {
    try self.init(port: port)
    cookies = pass.cookies
    csrf = pass.csrf
  }

  package func get(_ path: String) throws -> Answer { try ask("GET", path, "") }

  /// Sends a form, with the session's token.
  package func post(_ path: String, _ fields: KeyValuePairs<String, String>) throws -> Answer {
    var pairs = fields.map { ($0.key, $0.value) }
    pairs.append(("csrf", csrf))
    let body = pairs.map { escaped($0.0) + "=" + escaped($0.1) }.joined(separator: "&")
    return try ask("POST", path, body)
  }

  /// Opens a stream of events; its bytes are read with ``Connection/readSome()``.
  package func listen(_ path: String) throws -> Connection {
    let stream = try Connection(port: port, timeout: 20)
    try stream.start("GET", path, headers: cookieHeader)
    return stream
  }

  /// Signs in.
  package func signIn(_ login: String, _ password: String) throws {
    csrf = try hidden("csrf", in: get("/sign-in"))
    let answer = try post("/sign-in", ["login": login, "password": password])
    guard answer.status == 303 else { throw ConnectionLost("the sign-in answered \(answer.status)") }
    csrf = try hidden("csrf", in: get("/account"))
  }

  /// The value of a hidden field on a page.
  package func hidden(_ name: String, in page: Answer) throws -> String {
    guard let field = page.text.range(of: "name=\"\(name)\" value=\""),
      let end = page.text[field.upperBound...].firstIndex(of: "\"")
    else { throw ConnectionLost("the page has no field \(name) (\(page.status))") }
    return String(page.text[field.upperBound..<end])
  }

  private var cookieHeader: String {
    cookies.isEmpty
      ? "" : "Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") + "\r\n"
  }

  private func ask(_ method: String, _ path: String, _ body: String) throws -> Answer {
    let kind = method == "GET" ? "" : "Content-Type: application/x-www-form-urlencoded\r\n"
    let answer = try connection.send(method, path, headers: cookieHeader + kind, body: Array(body.utf8))
    for cookie in answer.headers where cookie.name == "set-cookie" {
      let pair = cookie.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
    }
    if answer.header("connection")?.lowercased() == "close" { connection = try Connection(port: port) }
    return answer
  }
}

private func escaped(_ text: String) -> String {
  text.utf8.reduce(into: "") { out, byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      out.unicodeScalars.append(Unicode.Scalar(byte))
    default: out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
