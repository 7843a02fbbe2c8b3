import Foundation

/// Settings that can be followed but should be thought about.
enum ExamineConfiguration {
  static func findings(_ configuration: Configuration) -> [Finding] {
    var findings: [Finding] = []
    if let tls = configuration.tls {
      for path in [tls.certificate, tls.key] where access(path, R_OK) != 0 {
        findings.append(
          .trouble(
            "https", "\(path) cannot be read: \(systemReason()).",
            todo: "Set FOYER_TLS_CERT and FOYER_TLS_KEY right."))
      }
      var facts = stat()
      if stat(tls.key, &facts) == 0, facts.st_mode & 0o077 != 0 {
        findings.append(
          .notice("https", "Other users can read the key \(tls.key).", todo: "Run chmod 600 \(tls.key)."))
      }
    } else if !configuration.isLoopback {
      findings.append(
        configuration.insecureBind
          ? .notice(
            "https", "The server listens on \(configuration.host) without https.",
            todo: "Make sure that a proxy in front adds it and that nobody reaches this port past it."
              + (configuration.trustedProxies.isEmpty
                ? " Name it in FOYER_TRUSTED_PROXY, or all patients count as one." : ""))
          : .trouble(
            "https", "The server will not start on \(configuration.host) without https.",
            todo: "Set FOYER_TLS_CERT and FOYER_TLS_KEY."))
    }
    if configuration.databaseURL != nil, !isInstalled("pg_dump") || !isInstalled("pg_restore") {
      findings.append(
        .trouble(
          "backup tools", "pg_dump and pg_restore are not installed, so backups cannot be made.",
          todo: "Install postgresql-client-15."))
    }
    if let path = configuration.backupKeyFile, access(path, R_OK) != 0 {
      findings.append(
        .trouble(
          "backup key", "The backup key file \(path) cannot be read.",
          todo: "Set FOYER_BACKUP_KEY_FILE right."))
    }
    let settings = findings.isEmpty ? [.well("configuration", "Every setting can be followed.")] : findings
    return settings + [messages(configuration.post)]
  }

  /// What leaves the house by itself, and what somebody has to say on the phone.
  private static func messages(_ post: PostSettings) -> Finding {
    switch (post.mail, post.texts) {
    case (nil, nil): .well("messages", "Nothing is set up to send them: the desk says them on the phone.")
    case (_?, nil): .well("messages", "E-mail is set up, text messages are not.")
    case (nil, _?): .well("messages", "Text messages are set up, e-mail is not.")
    case (_?, _?): .well("messages", "E-mail and text messages are set up.")
    }
  }

  private static func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
