import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct ForwardedForTests {
  @Test(arguments: [
    ("10.0.0.2", "203.0.113.9", "203.0.113.9"),
    // What stands before the last one was sent by whoever asks.
    ("10.0.0.2", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ("::ffff:10.0.0.2", "203.0.113.9", "203.0.113.9"),
    ("10.0.0.2", "2001:DB8::9", "2001:db8::9"), ("10.0.0.2", "unknown", "10.0.0.2"),
    ("10.0.0.2", "", "10.0.0.2"),
    ("10.0.0.3", "203.0.113.9", "10.0.0.3"), ("192.0.2.7", "127.0.0.1", "192.0.2.7"),
  ])
  func `only the proxy that is named says for whom it speaks, and the trail has it`(
    peer: String, header: String, expected: String
  ) async throws {
    var options = WebOptions()
    options.trustedProxies = Set([NetworkAddress("10.0.0.2")].compactMap(\.self))
    try await withOffice(options: options) { office in
      let browser = Browser(office.app, address: peer)
      _ = try await browser.get("/sign-in")
      _ = try await browser.post(
        "/sign-in", ["login": "nobody", "password": "a wrong one"], ["X-Forwarded-For": header])
      let (trail, counted) = try await office.store.read { tx -> (String?, String?) in
        (
          try tx.value("SELECT address FROM audit_entry WHERE action = 'session.refused'"),
          try tx.value("SELECT address FROM sign_in_attempt")
        )
      }
      #expect(trail == expected)
      #expect(counted == NetworkAddress.counted(expected))
    }
  }

  @Test func `the figures stay on this machine when a proxy on it asks for others`() async throws {
    var options = WebOptions()
    options.trustedProxies = Set([NetworkAddress("127.0.0.1")].compactMap(\.self))
    try await withOffice(options: options) { office in
      let browser = Browser(office.app, address: "127.0.0.1")
      let own = try await browser.get("/metrics")
      let foreign = try await browser.get("/metrics", ["X-Forwarded-For": "203.0.113.9"])
      #expect(own.status == 200 && foreign.status == 404)
    }
  }
}
