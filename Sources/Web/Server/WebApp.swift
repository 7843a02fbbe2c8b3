import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import Practice
import Records
import Scheduling
import Store

/// The doors of one office, put together: what `foyer serve` runs and what tests ask without a network.
package struct WebApp: Sendable {
  package let desks: Desks
  package let options: WebOptions
  package let routes: [Route]
  package let counters = Counters()
  let logger: Logger

  package init(
    _ desks: Desks, options: WebOptions = WebOptions(), routes: [Route] = officeRoutes,
    logger: Logger = Logger(label: "foyer.web")
  ) {
    self.desks = desks
    self.options = options
    self.routes = routes
    self.logger = logger
  }

  /// Answers requests, from a network or from a test.
  package func responder() -> RouterResponder<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Porch(options, counters, logger))
    let door = Door(desks: desks, options: options, counters: counters)
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await door.open(route, request, context)
      }
    }
    let inbound = InboundDoor(desks: desks, options: options)
    router.on(RouterPath(InboundTexts.path), method: .post) { request, context in
      try await inbound.open(request, context)
    }
    let interface = APIDoor(desks: desks, options: options)
    for route in interfaceRoutes {
      router.on(RouterPath(APIRoute.base + route.path), method: route.method) { request, context in
        try await interface.open(route, request, context)
      }
    }
    return router.buildResponder()
  }

  /// The server. `secured` wraps it in TLS where there is a certificate. Run it in a service group whose
  /// `maximumGracefulShutdownDuration` is ten seconds.
  package func application(
    at address: BindAddress, secured: (HTTPServerBuilder) throws -> HTTPServerBuilder = { $0 },
    onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
  ) throws -> Application<RouterResponder<WebContext>> {
    // Both ends a silent connection and one on which a head arrives by drops: only a whole head counts.
    let http = HTTP1Channel.Configuration(
      idleTimeout: TimeAmount(options.silence),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    var configuration = ApplicationConfiguration(address: address)
    configuration.availableConnectionsDelegate = MaximumAvailableConnections(
      options.maxConnections, logger: logger)
    return Application(
      responder: responder(), server: try secured(.http1(configuration: http)), configuration: configuration,
      onServerRunning: onServerRunning, logger: logger)
  }

  /// `/metrics` and `/health` on a port of their own, on the loopback address.
  package func metricsApplication(port: Int) -> Application<RouterResponder<BasicRequestContext>> {
    let router = Router()
    let (metrics, health) = (Metrics(counters: counters, desks: desks), Health(store: desks.store))
    router.get("/metrics") { _, _ in await metrics.response() }
    router.get("/health") { _, _ in try await health.response() }
    return Application(
      responder: router.buildResponder(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)), logger: logger)
  }
}
