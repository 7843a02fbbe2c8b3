import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Practice
import Store

/// Stands around everything: gives each answer its number and headers, turns whatever was thrown into an answer,
/// counts and logs. The log names the route, never the address: addresses hold ids and searches.
struct Porch: RouterMiddleware {
  typealias Context = WebContext
  let options: WebOptions
  let counters: Counters
  let headers: SecurityHeaders
  let logger: Logger

  init(_ options: WebOptions, _ counters: Counters, _ logger: Logger) {
    self.options = options
    self.counters = counters
    self.logger = logger
    headers = SecurityHeaders(isTLS: options.isTLS)
  }

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.address = options.caller(of: request, from: context.address)
    let began = ContinuousClock.now
    await counters.began()
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = answer(to: error, request, context)
    }
    headers.add(to: &response.headers)
    response.headers[.requestNumber] = context.number
    let took = ContinuousClock.now - began
    let found = await context.findings.all
    await counters.ended(found.route, request.method.rawValue, Int(response.status.code), took)
    log(request, response, context, found, took)
    return response
  }

  private func answer(to error: any Error, _ request: Request, _ context: WebContext) -> Response {
    let no = Explanation(error)
    if no.isFault {
      // What the engine says names tables and rules, never values; of other errors only the type is told.
      logger.error(
        "fault",
        metadata: [
          "request": "\(context.number)", "error": "\(type(of: error))",
          "detail": "\((error as? StoreError)?.description ?? (error as? StoreFault)?.description ?? "")",
        ])
    }
    var response =
      request.uri.path.hasPrefix(APIRoute.base)
      ? no.interfaceResponse(to: error, number: context.number)
      : no.response(number: context.number, asJSON: WebRequest.wantsJSON(request))
    if no.hangsUp { response = response.hangingUp(context.channel) }
    return response
  }

  private func log(
    _ request: Request, _ response: Response, _ context: WebContext, _ found: Findings.All, _ took: Duration
  ) {
    logger.log(
      level: response.status.code >= 500 ? .error : .info, "request",
      metadata: [
        "request": "\(context.number)", "method": "\(request.method.rawValue)", "route": "\(found.route)",
        "status": "\(response.status.code)", "ms": "\(took.milliseconds)", "staff": "\(found.staff)",
      ])
  }
}

/// What the door found out about a request, for the log and the counters.
actor Findings {
  struct All {
    var route = "none"
    var staff = "-"
  }
  private(set) var all = All()

  func found(_ route: String, _ staff: ID<Staff>? = nil) {
    all = All(route: route, staff: staff?.rawValue ?? "-")
  }
}

extension Duration {
  /// In milliseconds with one decimal.
  var milliseconds: Double { (seconds * 10_000).rounded() / 10 }
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
