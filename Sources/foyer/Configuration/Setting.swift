/// Everything that can be set, by environment or by flag: the one table.
enum Setting: String, CaseIterable, Sendable {
  case data = "FOYER_DATA"
  case databaseURL = "FOYER_DATABASE_URL"
  case databaseConnections = "FOYER_DATABASE_CONNECTIONS"
  case host = "FOYER_HOST"
  case port = "FOYER_PORT"
  case tlsCertificate = "FOYER_TLS_CERT"
  case tlsKey = "FOYER_TLS_KEY"
  case insecureBind = "FOYER_INSECURE_BIND"
  case trustedProxy = "FOYER_TRUSTED_PROXY"
  case idleMinutes = "FOYER_IDLE_MINUTES"
  case metricsPort = "FOYER_METRICS_PORT"
  case logLevel = "FOYER_LOG_LEVEL"
  case logFile = "FOYER_LOG_FILE"
  case backupKeyFile = "FOYER_BACKUP_KEY_FILE"
  case backupPassphrase = "FOYER_BACKUP_PASSPHRASE"
  case publicURL = "FOYER_PUBLIC_URL"
  case smtpURL = "FOYER_SMTP_URL"
  case smtpPassword = "FOYER_SMTP_PASSWORD"
  case smtpPasswordFile = "FOYER_SMTP_PASSWORD_FILE"
  case mailFrom = "FOYER_MAIL_FROM"
  case smsURL = "FOYER_SMS_URL"
  case smsUser = "FOYER_SMS_USER"
  case smsPassword = "FOYER_SMS_PASSWORD"
  case smsPasswordFile = "FOYER_SMS_PASSWORD_FILE"
  case smsFrom = "FOYER_SMS_FROM"

  /// `--tls-cert`
  var flag: String {
    "--" + rawValue.dropFirst("FOYER_".count).lowercased().replacing("_", with: "-")
  }

  /// What holds where nothing is set.
  var fallback: String {
    switch self {
    case .data: "`$HOME/.foyer`"
    case .databaseURL: "SQLite in the data folder"
    case .databaseConnections: "8"
    case .host: "127.0.0.1"
    case .port: "8080"
    case .idleMinutes: "15"
    case .logLevel: "info"
    case .logFile: "standard error"
    case .metricsPort: "`/metrics` on the main port, for loopback only"
    case .insecureBind: "no"
    case .trustedProxy: "nobody is believed"
    case .tlsCertificate, .tlsKey, .backupKeyFile, .backupPassphrase, .publicURL: "—"
    case .smtpURL, .smtpPassword, .smtpPasswordFile, .mailFrom: "no e-mail"
    case .smsURL, .smsUser, .smsPassword, .smsPasswordFile, .smsFrom: "no text messages"
    }
  }

  /// One line for help and handbook.
  var summary: String {
    switch self {
    case .data: "The folder that holds the practice: database, office key, lock. Only its owner may enter it."
    case .databaseURL: "postgres://user@host/database for a practice on PostgreSQL."
    case .databaseConnections: "Connections to PostgreSQL, or readers on SQLite: 1 to 100."
    case .host: "The address to listen on."
    case .port: "The port to listen on; 0 takes any free one."
    case .tlsCertificate: "The certificate chain (PEM) for https."
    case .tlsKey: "The certificate's private key (PEM)."
    case .insecureBind: "yes allows listening beyond this machine without TLS, behind a proxy that adds it."
    case .trustedProxy:
      "The proxy in front, by its address: who it says that it speaks for (X-Forwarded-For) is believed."
    case .idleMinutes: "Minutes without a click after which a session ends; 0.5 is half a minute."
    case .metricsPort: "A port of its own for /metrics and /health, on 127.0.0.1."
    case .logLevel: "trace, debug, info, notice, warning, error or critical."
    case .logFile: "The file that log lines are added to."
    case .backupKeyFile: "A file of at least 32 random bytes that seals and opens backups."
    case .backupPassphrase: "The passphrase that seals and opens backups, where no key file is used."
    case .publicURL: "The https address under which patients reach this server, for links in messages."
    case .smtpURL: "The mail server: smtp://name@host:587, or smtps:// for TLS from the start."
    case .smtpPassword: "The password of the name in FOYER_SMTP_URL."
    case .smtpPasswordFile: "A file that holds it."
    case .mailFrom: "Who e-mail is from: Riverside Family <office@example.org>."
    case .smsURL: "The gateway for text messages: https://…/Accounts/<account>/Messages.json."
    case .smsUser: "The account at the gateway."
    case .smsPassword: "Its password, which also signs what the gateway tells us."
    case .smsPasswordFile: "A file that holds it."
    case .smsFrom: "The number that text messages come from."
    }
  }
}
