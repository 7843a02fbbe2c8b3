import ArgumentParser
import Foundation

/// Where the practice is and how much is said: flags of every command.
struct PlaceFlags: ParsableArguments {
  @Option(help: help(.data)) var data: String?
  @Option(name: .customLong("database-url"), help: help(.databaseURL)) var databaseURL: String?
  @Option(help: help(.databaseConnections)) var databaseConnections: String?
  @Option(help: help(.logLevel)) var logLevel: String?
  @Option(help: help(.logFile)) var logFile: String?

  var given: [Setting: String] {
    compact([
      .data: data, .databaseURL: databaseURL, .databaseConnections: databaseConnections,
      .logLevel: logLevel, .logFile: logFile,
    ])
  }

  /// The configuration of a command that has no other settings.
  func configuration(_ more: [Setting: String] = [:]) throws -> Configuration {
    try Configuration.read(
      environment: ProcessInfo.processInfo.environment, flags: given.merging(more) { $1 })
  }
}

/// How the server listens: flags of `serve`.
struct ListenFlags: ParsableArguments {
  @Option(help: help(.host)) var host: String?
  @Option(help: help(.port)) var port: String?
  @Option(name: .customLong("tls-cert"), help: help(.tlsCertificate)) var tlsCertificate: String?
  @Option(name: .customLong("tls-key"), help: help(.tlsKey)) var tlsKey: String?
  @Option(help: help(.insecureBind)) var insecureBind: String?
  @Option(help: help(.trustedProxy)) var trustedProxy: String?
  @Option(help: help(.idleMinutes)) var idleMinutes: String?
  @Option(help: help(.metricsPort)) var metricsPort: String?

  var given: [Setting: String] {
    compact([
      .host: host, .port: port, .tlsCertificate: tlsCertificate, .tlsKey: tlsKey,
      .insecureBind: insecureBind, .trustedProxy: trustedProxy, .idleMinutes: idleMinutes,
      .metricsPort: metricsPort,
    ])
  }
}

/// How messages leave the house: flags of `serve`. Passwords are no flags, since everybody on the machine sees those.
struct PostFlags: ParsableArguments {
  @Option(name: .customLong("public-url"), help: help(.publicURL)) var publicURL: String?
  @Option(name: .customLong("smtp-url"), help: help(.smtpURL)) var smtpURL: String?
  @Option(help: help(.smtpPasswordFile)) var smtpPasswordFile: String?
  @Option(help: help(.mailFrom)) var mailFrom: String?
  @Option(name: .customLong("sms-url"), help: help(.smsURL)) var smsURL: String?
  @Option(help: help(.smsUser)) var smsUser: String?
  @Option(help: help(.smsPasswordFile)) var smsPasswordFile: String?
  @Option(help: help(.smsFrom)) var smsFrom: String?

  var given: [Setting: String] {
    compact([
      .publicURL: publicURL, .smtpURL: smtpURL, .smtpPasswordFile: smtpPasswordFile, .mailFrom: mailFrom,
      .smsURL: smsURL, .smsUser: smsUser, .smsPasswordFile: smsPasswordFile, .smsFrom: smsFrom,
    ])
  }
}

private func help(_ setting: Setting) -> ArgumentHelp {
  ArgumentHelp(stringLiteral: setting.summary + " [" + setting.rawValue + "]")
}

private func compact(_ given: [Setting: String?]) -> [Setting: String] { given.compactMapValues { $0 } }
