import Foundation
import Hummingbird
import HummingbirdTLS
import Kernel
import Logging
import NIOCore
import NIOSSL
import Post
import Practice
import Scheduling
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// Everything that runs while the office is open.
struct Server {
  let office: Office
  private let log = Logger(label: "foyer")

  init(office: Office) { self.office = office }

  /// Runs until SIGTERM or SIGINT. Requests under way have ten seconds to finish.
  func run() async throws {
    let configuration = office.configuration
    let app = WebApp(office.desks, options: options, logger: Logger(label: "foyer.web"))
    var services: [any Service] = [
      Sealing(store: office.store, log: log), Jobs(office: office, log: log),
      Overdue(scheduling: office.scheduling, log: log),
      Housekeeping(store: office.store, scheduling: office.scheduling, log: log),
      Sending(scheduling: office.scheduling, outbox: office.outbox, log: log), try front(app),
    ]
    if let port = configuration.metricsPort { services.append(app.metricsApplication(port: port)) }
    var group = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log)
    group.maximumGracefulShutdownDuration = .seconds(10)
    try await ServiceGroup(configuration: group).run()
    log.info("stopped")
  }

  private var options: WebOptions {
    var options = WebOptions()
    options.isTLS = office.configuration.tls != nil
    options.trustedProxies = office.configuration.trustedProxies
    options.metricsPort = office.configuration.metricsPort
    options.version = Release.version
    options.reach = office.outbox.reach
    if let texts = office.configuration.post.texts, let url = office.configuration.post.publicURL {
      options.inboundTexts = InboundTexts(publicURL: url, secret: texts.password)
    }
    return options
  }

  private func front(_ app: WebApp) throws -> some Service {
    let (configuration, log) = (office.configuration, log)
    let tls = try configuration.tls.map(Self.tls)
    return try app.application(
      at: .hostname(configuration.host, port: configuration.port),
      secured: { server in
        guard let tls else { return server }
        return try .tls(server, tlsConfiguration: tls)
      },
      onServerRunning: { channel in
        let address = configuration.address(port: channel.localAddress?.port ?? configuration.port)
        log.info("ready", metadata: ["address": "\(address)", "version": "\(Release.version)"])
        print("Foyer is ready at \(address)")
        fflush(nil)
      })
  }

  private static func tls(_ files: Configuration.TLSFiles) throws -> TLSConfiguration {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      var tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      tls.minimumTLSVersion = .tlsv12
      return tls
    } catch {
      throw BadSetting(
        sentence: "FOYER_TLS_CERT (\(files.certificate)) and FOYER_TLS_KEY (\(files.key)) must be "
          + "a certificate chain and its private key in PEM: \(error).")
    }
  }
}
