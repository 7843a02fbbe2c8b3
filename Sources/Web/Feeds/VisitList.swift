import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Practice
import Scheduling

/// The visits of some days as a file for a spreadsheet.
enum VisitList {
  static func download(_ web: WebRequest) async throws -> Response {
    let (first, last) = try web.query.all(
      { try $0.day("from", called: "the first day") }, { try $0.day("to", called: "the last day") })
    let visits = try await web.scheduling.exportVisits(
      from: first, to: last, at: try web.query.optionalID("location"),
      provider: try web.query.optionalID("provider"), by: web.who)
    let table = visitTable(visits, places: try await web.practice.locations(by: web.who))
    let name = first == last ? "visits-\(first).csv" : "visits-\(first)-to-\(last).csv"
    return .file(table, named: name, type: "text/csv; charset=utf-8; header=present")
  }
}

extension Response {
  /// Something to be saved rather than shown.
  static func file(_ text: String, named name: String, type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
