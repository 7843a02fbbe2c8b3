import Kernel
import Logging

/// How this server was told to run.
struct Configuration: Sendable, Equatable {
  var data: String
  /// Absent: SQLite in the data folder.
  var databaseURL: String?
  var databaseConnections = 8
  var host = "127.0.0.1"
  var port = 8080
  var tls: TLSFiles?
  var insecureBind = false
  var trustedProxies: Set<NetworkAddress> = []
  var idleMinutes = 15.0
  var metricsPort: Int?
  var logLevel = Logger.Level.info
  var logFile: String?
  var backupKeyFile: String?
  var backupPassphrase: String?
  var post = PostSettings()

  struct TLSFiles: Sendable, Equatable {
    let certificate: String
    let key: String
  }

  var isLoopback: Bool { NetworkAddress.isThisMachine(host) }

  /// `http://127.0.0.1:8080`
  func address(port: Int) -> String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(tls == nil ? "http" : "https")://\(name):\(port)"
  }
}

/// A setting that cannot be followed. The sentence names it.
struct BadSetting: Refusal, Equatable {
  let sentence: String
  var kind: RefusalKind { .invalid }
}

extension Configuration {
  /// Reads what the environment and the command line say. A flag wins over the environment.
  ///
  /// An empty value counts as not set, as in `FOYER_LOG_FILE= foyer serve`. Variables of the tests
  /// (`FOYER_TEST_…`) are left alone; any other unknown `FOYER_…` is refused, since it is a misspelling that
  /// would be missed.
  static func read(
    environment: [String: String], flags: [Setting: String] = [:]
  ) throws(BadSetting) -> Configuration {
    try refuseUnknown(environment)
    var given: [Setting: Given] = [:]
    for setting in Setting.allCases {
      if let value = flags[setting] {
        given[setting] = Given(name: setting.flag, text: value)
      } else if let value = environment[setting.rawValue], !value.isEmpty {
        given[setting] = Given(name: setting.rawValue, text: value)
      }
    }
    return try read(given, home: environment["HOME"])
  }

  private static func read(_ given: [Setting: Given], home: String?) throws(BadSetting) -> Configuration {
    guard let data = given[.data]?.text ?? home.map({ $0 + "/.foyer" }) else {
      throw BadSetting(
        sentence: "Foyer does not know where to keep the practice: set FOYER_DATA to a folder.")
    }
    var it = Configuration(data: data)
    it.databaseURL = try given[.databaseURL].map { given throws(BadSetting) in try given.databaseURL() }
    if let set = given[.databaseConnections] { it.databaseConnections = try set.whole(1...100) }
    if let set = given[.host] { it.host = try set.host() }
    if let set = given[.port] { it.port = try set.whole(0...65_535) }
    if let set = given[.insecureBind] { it.insecureBind = try set.yesOrNo() }
    if let set = given[.trustedProxy] { it.trustedProxies = try set.addresses() }
    if let set = given[.idleMinutes] { it.idleMinutes = try set.minutes() }
    if let set = given[.metricsPort] { it.metricsPort = try set.whole(0...65_535) }
    if let set = given[.logLevel] { it.logLevel = try set.logLevel() }
    it.logFile = given[.logFile]?.text
    it.backupKeyFile = given[.backupKeyFile]?.text
    it.backupPassphrase = given[.backupPassphrase]?.text
    it.tls = try tls(given[.tlsCertificate], given[.tlsKey])
    it.post = try PostSettings.read(given)
    return it
  }

  private static func tls(_ certificate: Given?, _ key: Given?) throws(BadSetting) -> TLSFiles? {
    switch (certificate, key) {
    case (let certificate?, let key?): return TLSFiles(certificate: certificate.text, key: key.text)
    case (nil, nil): return nil
    case (let set?, nil):
      throw BadSetting(sentence: "\(set.name) is set without FOYER_TLS_KEY: https needs both.")
    case (nil, let set?):
      throw BadSetting(sentence: "\(set.name) is set without FOYER_TLS_CERT: https needs both.")
    }
  }

  /// Passwords and patients' data must not cross a network in the clear unless somebody said so.
  func refuseInsecureBind() throws(BadSetting) {
    guard tls == nil, !isLoopback, !insecureBind else { return }
    throw BadSetting(
      sentence: "FOYER_HOST is \(host), which is open to the network without https: set FOYER_TLS_CERT and "
        + "FOYER_TLS_KEY, or FOYER_INSECURE_BIND=yes where a proxy in front adds it.")
  }

  private static func refuseUnknown(_ environment: [String: String]) throws(BadSetting) {
    for name in environment.keys.sorted() where name.hasPrefix("FOYER_") && !name.hasPrefix("FOYER_TEST_") {
      guard Setting(rawValue: name) == nil else { continue }
      let nearest = Setting.allCases.map(\.rawValue).min { distance(name, $0) < distance(name, $1) }
      let hint = nearest.flatMap { distance(name, $0) <= 4 ? " Did you mean \($0)?" : nil } ?? ""
      throw BadSetting(sentence: "\(name) is not a setting of Foyer.\(hint)")
    }
  }
}

/// A value with the name under which it was given.
struct Given {
  let name: String
  let text: String

  func refused(_ wanted: String) -> BadSetting {
    BadSetting(sentence: "\(name) is “\(text)”, but must be \(wanted).")
  }

  func whole(_ range: ClosedRange<Int>) throws(BadSetting) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw refused("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func minutes() throws(BadSetting) -> Double {
    guard let number = Double(text), number > 0, number <= 720 else {
      throw refused("a number of minutes above 0 and up to 720")
    }
    return number
  }

  func yesOrNo() throws(BadSetting) -> Bool {
    switch text.lowercased() {
    case "yes", "true", "1": true
    case "no", "false", "0": false
    default: throw refused("yes or no")
    }
  }

  func addresses() throws(BadSetting) -> Set<NetworkAddress> {
    let parts = text.split(separator: ",").map { NetworkAddress($0.filter { $0 != " " }) }
    guard !parts.isEmpty, !parts.contains(nil) else {
      throw refused("the address of a proxy, such as 10.0.0.2, or several with commas between them")
    }
    return Set(parts.compactMap(\.self))
  }

  func logLevel() throws(BadSetting) -> Logger.Level {
    guard let level = Logger.Level(rawValue: text.lowercased()) else {
      throw refused("one of " + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return level
  }

  func host() throws(BadSetting) -> String {
    let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    guard !bare.isEmpty, bare.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") }) else {
      throw refused("a host name or an address such as 127.0.0.1")
    }
    return bare
  }

  /// The value itself may hold a password and is not repeated.
  func databaseURL() throws(BadSetting) -> String {
    let isURL = text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    guard isURL || !text.contains("://") && text.contains("=") else {
      throw BadSetting(
        sentence: "\(name) must be an address such as postgres://user@host/database, or words such as "
          + "host=… dbname=….")
    }
    return text
  }
}

/// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein).
private func distance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var row = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in b.enumerated() {
      let change = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(change, row[j] + 1, diagonal + 1)
    }
  }
  return row[b.count]
}
