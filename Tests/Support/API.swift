import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Web

/// A program at the programming interface: sends its key and JSON, and no cookies.
package struct Program: Sendable {
  let browser: Browser
  let headers: [String: String]

  package init(_ app: WebApp, key: String) {
    browser = Browser(app)
    headers = ["Authorization": "Bearer \(key)"]
  }

  package func get(_ path: String) async throws -> ProgramAnswer {
    ProgramAnswer(try await browser.get("/api/v1\(path)", headers))
  }

  package func post(
    _ path: String, _ body: String, idempotency key: String? = nil, _ more: [String: String] = [:]
  ) async throws -> ProgramAnswer {
    var all = headers
    all["Content-Type"] = "application/json"
    all["Idempotency-Key"] = key
    all.merge(more) { $1 }
    return ProgramAnswer(try await browser.post("/api/v1\(path)", raw: Array(body.utf8), all))
  }
}

package struct ProgramAnswer: Sendable {
  package let status: Int
  package let headers: HTTPFields
  package let json: JSON

  init(_ answer: Browser.Answer) {
    status = answer.status
    headers = answer.headers
    json = (try? JSONDecoder().decode(JSON.self, from: Data(answer.text.utf8))) ?? .null
  }

  package subscript(_ name: String) -> JSON? { json[name] }
  /// `invalid: day`
  package var no: String {
    guard case .string(let kind)? = json["error"]?["kind"] else { return "" }
    guard case .string(let field)? = json["error"]?["field"] else { return kind }
    return "\(kind): \(field)"
  }
  package var sentence: String {
    guard case .string(let sentence)? = json["error"]?["sentence"] else { return "" }
    return sentence
  }
}

extension JSON {
  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var list: [JSON]? { if case .array(let list) = self { list } else { nil } }
}
