import Hummingbird
import Kernel
import Practice

/// The trail of what was seen and done, for whoever has to answer for it.
enum AuditTrail {
  static func show(_ web: WebRequest) async throws -> Response {
    let moments = try await web.moments()
    return try await web.attempt {
      let question = try AuditAsk(web.query).question(in: moments.zone)
      let trail = try await web.practice.audit(question, by: web.who)
      return .page(try await page(web, moments, trail, .none))
    } refused: { problems in
      try await page(web, moments, nil, problems)
    }
  }

  private static func page(
    _ web: WebRequest, _ moments: Moments, _ trail: AuditPage?, _ problems: FormProblems
  ) async throws -> HTML {
    let staff = web.who.may(.seeStaff) ? try await web.practice.staff(by: web.who) : []
    let view = AuditView(
      ask: AuditAsk(web.query), entries: trail?.entries ?? [], isMore: trail?.isMore ?? false,
      staff: staff.map { Choice($0.id.rawValue, $0.name) }, moments: moments,
      maySeePatients: web.who.may(.seePatients), problems: problems)
    return try await web.page(auditPage(view))
  }
}

/// What the form asks, as it is in the address: identifiers, days and the kind of deed, never a name.
struct AuditAsk: Sendable {
  let form: Form

  init(_ query: Form) { form = query }

  func question(in zone: Zone) throws -> AuditQuestion {
    let from = try form.optionalDay("from", called: "the first day")
    let to = try form.optionalDay("to", called: "the last day")
    if let from, let to, to < from { throw InvalidInput("to", "The last day is before the first one.") }
    return AuditQuestion(
      staff: try form.optionalID("staff", called: "person"),
      patient: try form.optionalID("patient", of: AuditEntry.self, called: "patient")?.rawValue,
      action: try form.optionalText("deed", max: 60, called: "the deed") ?? "",
      from: from.map { zone.instant($0, .midnight) },
      until: to.map { zone.instant($0.advanced(by: 1), .midnight) },
      before: try form.optionalID("before", called: "page"))
  }

  /// The address of what is older than this entry.
  func older(than entry: AuditEntry) -> String {
    var next = form.without(["before"])
    next.append("before", entry.id.rawValue)
    return "/audit?" + next.urlEncoded
  }
}
