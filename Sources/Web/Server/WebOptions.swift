import Kernel
import Scheduling

/// How the doors are set up. Everything has a value that suits an office on its own machine.
package struct WebOptions: Sendable {
  /// Whether the browser speaks TLS to us: secure cookies and HSTS.
  package var isTLS = false
  /// Proxies in front of us that are believed when they say for whom they speak.
  package var trustedProxies: Set<NetworkAddress> = []
  /// `/metrics` answers on this port of the loopback address instead of the office's own.
  package var metricsPort: Int?
  package var formBytes = 1 << 20
  package var photoBytes = 5 << 20
  package var addressBytes = 8 << 10
  package var maxConnections = 2000
  /// How long a connection may stay silent between requests or while the head of one is arriving.
  package var silence: Duration = .seconds(30)
  /// How long the body of a form may take to arrive in full.
  package var bodyArrival: Duration = .seconds(60)
  /// How often an open live page hears that the server is there, and its session is looked at.
  package var heartbeat: Duration = .seconds(15)
  package var version = "0.1.0"
  /// The ways on which messages leave the house.
  package var reach: Reach = []
  /// Set where text messages are: what patients answer comes in by it.
  package var inboundTexts: InboundTexts?

  package init() {}

  /// Browsers keep a cookie named `__Host-` to this host, this path and TLS, whatever a neighbour tries.
  var sessionCookie: String { isTLS ? "__Host-foyer" : "foyer" }
  var formCookie: String { isTLS ? "__Host-foyer-form" : "foyer-form" }
}
