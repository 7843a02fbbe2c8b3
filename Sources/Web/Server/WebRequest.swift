import HTTPTypes
import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// A request as a handler meets it: the door has seen to session, permission, limits and forgery.
package struct WebRequest: Sendable {
  package let route: Route
  package let desks: Desks
  package let options: WebOptions
  /// What the address says after its question mark.
  package let query: Form
  /// What was sent with it; empty when nothing was.
  package internal(set) var form: Form
  package let session: Session?
  /// What the session's cookie says.
  let token: String?
  /// The token every form on the page must carry (`csrf`).
  package let csrf: String
  let request: Request
  let context: WebContext
  let counters: Counters

  package var practice: Practice { desks.practice }
  package var records: Records { desks.records }
  package var scheduling: Scheduling { desks.scheduling }
  package var now: Instant { desks.now() }

  /// Who asks. On a `.public` route that may be nobody, who may do nothing.
  package var who: Who {
    var who = session?.who ?? Who(staff: "", name: "", roles: [], locations: [])
    who.address = context.address
    who.request = context.number
    return who
  }

  var isWork: Bool { request.isWork(at: route) }

  /// The address other than what it says after the question mark.
  package var path: String { request.uri.path }
  package var address: String { context.address }
  package var number: String { context.number }

  /// The part of the address that names a thing: `try web.id("patient")`.
  package func id<Of>(_ name: String, of: Of.Type = Of.self) throws -> ID<Of> {
    guard let id = context.parameters.get(name).flatMap({ ID<Of>($0) }) else { throw WebRefusal.noSuchPage }
    return id
  }

  /// A part of the address as it stands: a day, a key.
  package func part(_ name: String) throws -> String {
    guard let part = context.parameters.get(name) else { throw WebRefusal.noSuchPage }
    return part
  }

  /// The key that makes a form count once, however often it is sent.
  package func submission() throws -> String {
    guard let key = try form.optionalText("submission", max: 64) else {
      throw InvalidInput("submission", "The form is incomplete. Open the page again.")
    }
    return key
  }

  /// By which ways messages leave this practice.
  func reach() async throws -> Reach { try await scheduling.ways(of: options.reach) }

  /// Looks at the session without keeping it alive.
  func sessionStill() async throws -> Session? {
    guard let token else { return nil }
    return try await practice.session(token, touch: false, address: address)
  }

  package var keys: FormKeys { FormKeys(csrf: csrf) }
  /// For a form that creates something.
  package var keysOnce: FormKeys {
    let kept = form["submission"]
    return FormKeys(csrf: csrf, submission: kept.isEmpty ? desks.newID() : kept)
  }

  /// Whether a script of ours asks and wants JSON rather than a page.
  package var wantsJSON: Bool { Self.wantsJSON(request) }

  static func wantsJSON(_ request: Request) -> Bool {
    let accepted = request.headers[.accept] ?? ""
    return accepted.contains("application/json") && !accepted.contains("text/html")
  }

  /// Does something that a rule may refuse. A refusal about what was typed shows the form again, with the
  /// sentences beside their fields and everything as it was typed; other refusals go on to the door.
  package func attempt(
    _ work: () async throws -> Response, refused again: (FormProblems) async throws -> HTML
  ) async throws -> Response {
    do {
      return try await work()
    } catch let refusal as any Refusal
      where !wantsJSON && (refusal.kind == .invalid || refusal.kind == .conflict)
    {
      return .page(try await again(FormProblems(refusal)), status: refusal.kind.status)
    }
  }
}

extension Request {
  /// Whether a person does something. A page that fetches itself anew because others changed something is nobody at
  /// work.
  func isWork(at route: Route) -> Bool { route.isWork && headers[.live] == nil }
}

extension RefusalKind {
  package var status: HTTPResponse.Status {
    switch self {
    case .conflict: .conflict
    case .invalid: .unprocessableContent
    case .notFound: .notFound
    case .forbidden: .forbidden
    }
  }
}
