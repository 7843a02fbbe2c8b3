import Hummingbird
import Kernel
import Practice
import Records

/// Finding patients: as a page, and as the list under the search field.
enum PatientSearch {
  static let most = 50

  static func show(_ web: WebRequest) async throws -> Response { .page(try await page("", web)) }

  static func answer(_ web: WebRequest) async throws -> Response { .page(try await page(web.form["q"], web)) }

  private static func page(_ text: String, _ web: WebRequest) async throws -> HTML {
    let hits = text.trimmed.isEmpty ? [] : try await hits(text, limit: most, web)
    let view = PatientsView(
      searched: text, hits: hits, more: hits.count == most,
      register: web.who.may(.editPatients) ? "/patients/new" : nil)
    return patientsPage(view, in: try await web.chrome())
  }

  static func quick(_ web: WebRequest) async throws -> Response {
    let hits = try await hits(web.form["q"], limit: 8, web)
    return .page(quickHits(hits, register: web.who.may(.editPatients) ? "/patients/new" : nil))
  }

  static func hits(_ text: String, limit: Int, _ web: WebRequest) async throws -> [HitView] {
    let today = Zone.utc.day(of: web.now)
    return try await web.records.find(text, limit: limit, by: web.who).map { hitView($0, today: today) }
  }
}
