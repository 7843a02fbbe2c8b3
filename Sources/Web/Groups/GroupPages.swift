import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// A group visit: who is in, who may still join.
enum GroupPages {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  /// The search for who joins, without a script.
  static func findWhom(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.form)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let group = try await web.scheduling.group(try web.id("group"), by: web.who)
      let visit = try await web.scheduling.book(
        BookingAsk(
          patient: try web.form.id("patient"), visitType: group.visitType, slot: group.slot,
          note: try web.form.note("note", max: 500), overrule: web.form["reason"],
          submission: try web.submission()), by: web.who)
      return .seeOther("/groups/\(visit.session?.rawValue ?? "")").saying("One more is in the group.")
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let group = try await web.scheduling.group(try web.id("group"), by: web.who)
    let today = group.location.zone.day(of: web.now)
    let joining: ID<Patient>? = try form.optionalID("patient")
    var view = GroupView(group, mayBook: web.who.may(.bookVisits), problems: problems)
    view.mayOverrule = web.who.may(.overrideRules)
    view.submission = web.desks.newID()
    if let joining {
      view.joining = patientBadge(try await web.records.patient(joining, by: web.who), today: today)
    }
    view.searched = form["q"]
    if !view.searched.isEmpty { view.hits = try await PatientSearch.hits(view.searched, limit: 20, web) }
    return groupPage(view, in: try await web.chrome(at: group.location))
  }
}
