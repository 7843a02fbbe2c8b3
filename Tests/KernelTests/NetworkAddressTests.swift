import Kernel
import Testing

@Suite struct NetworkAddressTests {
  @Test(arguments: [
    "localhost", "127.0.0.1", "127.0.0.53", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1",
  ])
  func `this machine is known however it is spelled`(host: String) {
    #expect(NetworkAddress.isThisMachine(host))
  }

  @Test(arguments: [
    "127.example.com", "127.0.0.1.example.com", "127.", "", "192.168.1.7", "::", "::2",
    "localhost.example.com",
    "127.0.0.1:80", "fe80::1",
  ])
  func `another one is not, though it may begin like it`(host: String) {
    #expect(!NetworkAddress.isThisMachine(host))
  }

  @Test func `one home counts as one, whichever of its addresses somebody comes from`() {
    #expect(NetworkAddress.counted("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64")
    #expect(NetworkAddress.counted("2001:DB8:1:2::") == "2001:db8:1:2::/64")
    #expect(NetworkAddress.counted("2001:db8:1:3::6") == "2001:db8:1:3::/64")
    #expect(NetworkAddress.counted("192.0.2.7") == "192.0.2.7")
    #expect(NetworkAddress.counted("::ffff:192.0.2.7") == "192.0.2.7")
    #expect(NetworkAddress.counted("") == "")
  }
}
