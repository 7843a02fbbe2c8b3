import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// The desk's side of a patient's own page: a link is made, told once, and ended.
enum OwnLink {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func make(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let token = try await web.scheduling.makePass(for: try web.id("patient"), by: web.who)
      return .page(try await page(web, address: "\(web.origin)/my/\(token)"))
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func end(_ web: WebRequest) async throws -> Response {
    let id: ID<Patient> = try web.id("patient")
    try await web.scheduling.endPasses(of: id, by: web.who)
    return .seeOther("/patients/\(id)/own-page").saying("No link opens their page any more.")
  }

  private static func page(
    _ web: WebRequest, _ problems: FormProblems = .none, address: String? = nil
  ) async throws -> HTML {
    let id: ID<Patient> = try web.id("patient")
    let (sheet, moments) = (try await web.records.patient(id, by: web.who), try await web.moments())
    let open = try await web.scheduling.passes(of: id, by: web.who)
    let view = OwnLinkView(
      patient: patientBadge(sheet, today: moments.today), address: address,
      links: open.map { pass in
        OwnLinkView.Link(
          made:
            "Made \(moments.stamp(pass.madeAt)) by \(pass.madeBy), opens until \(moments.stamp(pass.until))",
          opened: pass.openedAt.map { "Opened \(moments.stamp($0))" } ?? "Not opened yet",
          isLocked: pass.isLocked)
      }, keys: web.keys, problems: problems)
    return try await web.page(ownLinkPage(view))
  }
}

struct OwnLinkView: Sendable {
  var patient: PatientBadge
  /// The link that was just made, told this once.
  var address: String?
  var links: [Link]
  var keys: FormKeys
  var problems: FormProblems

  struct Link: Sendable {
    var made: String
    var opened: String
    var isLocked: Bool
  }
}

func ownLinkPage(_ v: OwnLinkView) -> Page {
  let url = "\(v.patient.url)/own-page"
  let told: HTML =
    v.address.map { address in
      panel("The link") {
        #"<p>Read it out, write it down or send it. It is shown now and never again; it opens with the patient’s date of birth.</p>"#
          + secretLine("address", "Address", address)
      }
    } ?? .empty
  let list: HTML =
    v.links.isEmpty
    ? emptyState(
      .key, "No link is open. On their own page patients confirm, move, cancel and book by themselves.")
    : rows(
      v.links.map {
        ListRow(
          mark: icon(.key), $0.isLocked ? .warn : .plain,
          what: $0.isLocked ? chip("Closed by wrong dates of birth", .warn, .lock) : "\($0.opened)",
          why: "\($0.made)")
      })
  return Page(
    "Own page", here: .patients,
    head("Their own page", buttons: linkButton("Patient", to: v.patient.url, icon: .left))
      + wrongFields(v.problems.list) + panel("Patient") { patientBadge(v.patient) } + told
      + panel("Links") {
        #"""
        \#(list)<div class="buttons">\#(action("Make a link", to: url, v.keys, .primary, icon: .key))\#
        \#(if: !v.links.isEmpty, action("End all links", to: "\(url)/end", v.keys, .danger))</div>
        """#
      })
}
