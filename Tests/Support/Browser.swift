import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Web

/// A browser without a network: asks the office's responder directly, keeps cookies, and fills in the hidden
/// fields of the last page's forms as a real one would.
package actor Browser {
  private let app: WebApp
  private let responder: RouterResponder<WebContext>
  private let address: String
  package private(set) var cookies: [String: String] = [:]
  /// The page on the screen.
  package private(set) var page: Answer? {
    didSet { csrf = page?.hidden("csrf") ?? csrf }
  }
  private var csrf: String?

  /// What came back.
  package struct Answer: Sendable {
    package let status: Int
    package let headers: HTTPFields
    package let text: String

    package var location: String? { headers[.location] }
    package func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The value of a hidden field, as the page spells it.
    package func hidden(_ name: String) -> String? {
      let mark = "<input type=\"hidden\" name=\"\(name)\" value=\""
      guard let start = text.range(of: mark), let end = text[start.upperBound...].firstIndex(of: "\"")
      else { return nil }
      return String(text[start.upperBound..<end])
    }
  }

  package init(_ app: WebApp, address: String = "192.0.2.7") {
    self.app = app
    self.address = address
    responder = app.responder()
  }

  package func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
    let answer = try await send(.get, path, headers, body: nil)
    if answer.headers[.contentType]?.hasPrefix("text/html") == true { page = answer }
    return answer
  }

  /// Sends a form. `csrf` and `submission` come from the page on the screen unless they are given.
  package func post(
    _ path: String, _ fields: KeyValuePairs<String, String> = [:], _ headers: [String: String] = [:]
  ) async throws -> Answer {
    var form = Form(fields)
    if !form.has("csrf"), let csrf { form.append("csrf", csrf) }
    if !form.has("submission"), let key = page?.hidden("submission") { form.append("submission", key) }
    return try await post(path, raw: Array(form.urlEncoded.utf8), headers)
  }

  /// Sends bytes as they are.
  package func post(
    _ path: String, raw: [UInt8], _ headers: [String: String] = [:]
  ) async throws -> Answer {
    var all = ["Content-Type": "application/x-www-form-urlencoded", "Content-Length": "\(raw.count)"]
    all.merge(headers) { $1 }
    let answer = try await send(.post, path, all, body: raw)
    if answer.headers[.contentType]?.hasPrefix("text/html") == true { page = answer }
    return answer
  }

  package func ask(_ method: String, _ path: String) async throws -> Answer {
    try await send(HTTPRequest.Method(method) ?? .get, path, [:], body: nil)
  }

  /// Goes where the answer points, as often as it does.
  package func follow(_ answer: Answer) async throws -> Answer {
    var answer = answer
    for _ in 0..<5 {
      guard answer.status == 303, let next = answer.location else { break }
      answer = try await get(next)
    }
    return answer
  }

  /// Reads an answer that goes on and on, piece by piece, until the stream is dropped.
  package func listen(_ path: String) async throws -> AsyncStream<String> {
    let response = try await respond(.get, path, [:], body: nil)
    let (pieces, source) = AsyncStream.makeStream(of: String.self)
    let reading = Task {
      try? await response.body.write(Pieces(source: source))
      source.finish()
    }
    source.onTermination = { _ in reading.cancel() }
    return pieces
  }

  package func forget(_ cookie: String) { cookies[cookie] = nil }
  package func keep(_ cookie: String, _ value: String) { cookies[cookie] = value }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String], body: [UInt8]?
  ) async throws -> Answer {
    let response = try await respond(method, path, headers, body: body)
    let (pieces, source) = AsyncStream.makeStream(of: String.self)
    try await response.body.write(Pieces(source: source))
    source.finish()
    var text = ""
    for await piece in pieces { text += piece }
    return Answer(status: response.status.code, headers: response.headers, text: text)
  }

  private func respond(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String], body: [UInt8]?
  ) async throws -> Response {
    var fields = HTTPFields()
    if !cookies.isEmpty {
      fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
    }
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "foyer.test", path: path, headerFields: fields)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body ?? [])))
    var quiet = Logger(label: "browser")
    quiet.logLevel = .critical
    let response = try await responder.respond(
      to: request, context: WebContext(address: address, logger: quiet))
    for set in response.headers[values: .setCookie] { remember(set) }
    return response
  }

  private func remember(_ set: String) {
    let parts = set.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    guard let pair = parts.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false),
      pair.count == 2
    else { return }
    cookies[String(pair[0])] = parts.contains("Max-Age=0") ? nil : String(pair[1])
  }

  private struct Pieces: ResponseBodyWriter {
    let source: AsyncStream<String>.Continuation

    func write(_ buffer: ByteBuffer) async throws {
      try Task.checkCancellation()
      source.yield(String(buffer: buffer))
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
