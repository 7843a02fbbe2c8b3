import Kernel
import Testing

@testable import foyer

@Suite struct ConfigurationTests {
  private func read(
    _ environment: [String: String], _ flags: [Setting: String] = [:]
  ) throws -> Configuration {
    try Configuration.read(environment: ["HOME": "/home/ruth"].merging(environment) { $1 }, flags: flags)
  }

  private func refusal(_ environment: [String: String], _ flags: [Setting: String] = [:]) -> String? {
    do {
      _ = try read(environment, flags)
      return nil
    } catch let bad as BadSetting {
      return bad.sentence
    } catch {
      return nil
    }
  }

  @Test func `nothing set is a practice on SQLite for this machine alone`() throws {
    let it = try read([:])
    #expect(it == Configuration(data: "/home/ruth/.foyer"))
    #expect(it.address(port: 8080) == "http://127.0.0.1:8080")
    try it.refuseInsecureBind()
  }

  @Test func `a flag wins over the environment`() throws {
    let it = try read(["FOYER_PORT": "9000", "FOYER_IDLE_MINUTES": "0.5"], [.port: "9001"])
    #expect(it.port == 9001)
    #expect(it.idleMinutes == 0.5)
  }

  @Test(arguments: [
    ("FOYER_PROT", "FOYER_PORT"), ("FOYER_DATABASE", "FOYER_DATA"),
    ("FOYER_IDLE_MINUTE", "FOYER_IDLE_MINUTES"),
  ])
  func `an unknown setting stops the start and the nearest is named`(name: String, nearest: String) {
    #expect(refusal([name: "1"]) == "\(name) is not a setting of Foyer. Did you mean \(nearest)?")
  }

  @Test func `a setting unlike any other is refused without a guess`() {
    #expect(refusal(["FOYER_XYZZY_PLUGH": "1"]) == "FOYER_XYZZY_PLUGH is not a setting of Foyer.")
  }

  @Test func `settings of the tests are left alone`() {
    #expect(refusal(["FOYER_TEST_POSTGRES": "host=/tmp"]) == nil)
  }

  @Test(arguments: [
    ("FOYER_PORT", "http"), ("FOYER_PORT", "65536"), ("FOYER_PORT", "-1"), ("FOYER_IDLE_MINUTES", "0"),
    ("FOYER_IDLE_MINUTES", "nan"), ("FOYER_LOG_LEVEL", "loud"), ("FOYER_INSECURE_BIND", "maybe"),
    ("FOYER_HOST", "a b"), ("FOYER_DATABASE_CONNECTIONS", "0"), ("FOYER_METRICS_PORT", "x"),
    ("FOYER_TRUSTED_PROXY", "proxy.example.org"), ("FOYER_TRUSTED_PROXY", "10.0.0.2;10.0.0.3"),
    ("FOYER_TRUSTED_PROXY", "10.0.0.0/8"), ("FOYER_TRUSTED_PROXY", ","),
  ])
  func `a bad value is named with what it must be`(name: String, value: String) throws {
    let sentence = try #require(refusal([name: value]))
    #expect(sentence.hasPrefix("\(name) is “\(value)”, but must be "))
  }

  @Test func `one proxy or several are trusted by their addresses, and nobody unless it is said`() throws {
    #expect(try read([:]).trustedProxies.isEmpty)
    #expect(
      try read(["FOYER_TRUSTED_PROXY": "10.0.0.2, ::1"]).trustedProxies
        == Set(["10.0.0.2", "::1"].compactMap { NetworkAddress($0) }))
  }

  @Test func `a bad flag is named as it was typed`() {
    #expect(
      refusal([:], [.port: "x"]) == "--port is “x”, but must be a whole number from 0 to 65535.")
  }

  @Test func `a database address is never repeated, it may hold a password`() throws {
    let sentence = try #require(refusal(["FOYER_DATABASE_URL": "mysql://u:secret@h/d"]))
    #expect(!sentence.contains("secret"))
  }

  @Test func `half of https is refused`() throws {
    #expect(try #require(refusal(["FOYER_TLS_CERT": "a.pem"])).contains("FOYER_TLS_KEY"))
    #expect(try #require(refusal(["FOYER_TLS_KEY": "a.pem"])).contains("FOYER_TLS_CERT"))
  }

  @Test(arguments: ["0.0.0.0", "192.168.1.7", "::", "frontdesk", "127.example.com"])
  func `the network is refused without https unless somebody says so`(host: String) throws {
    let open = try read(["FOYER_HOST": host])
    #expect(throws: BadSetting.self) { try open.refuseInsecureBind() }
    try read(["FOYER_HOST": host, "FOYER_INSECURE_BIND": "yes"]).refuseInsecureBind()
    try read(["FOYER_HOST": host, "FOYER_TLS_CERT": "c", "FOYER_TLS_KEY": "k"]).refuseInsecureBind()
  }

  @Test(arguments: ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.53"])
  func `this machine needs no https`(host: String) throws {
    try read(["FOYER_HOST": host]).refuseInsecureBind()
  }
}
