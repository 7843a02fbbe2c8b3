import Foundation

/// An address on the network, as the numbers it stands for. Its text tells neither whether it is this machine nor
/// whether two are neighbours: `127.example.com` only begins like one of this machine.
package struct NetworkAddress: Hashable, Sendable {
  /// Four of IPv4, sixteen of IPv6.
  private let bytes: [UInt8]

  /// Nil for what is not an address: a name, a port behind it. IPv4 that is spelled as IPv6 is IPv4.
  package init?(_ text: some StringProtocol) {
    let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : String(text)
    if let four = Self.read(bare, AF_INET, count: 4) {
      bytes = four
    } else if let all = Self.read(bare, AF_INET6, count: 16) {
      let isFour = all.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
      bytes = isFour ? Array(all.suffix(4)) : all
    } else {
      return nil
    }
  }

  private static func read(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  /// Whether it leads back to this machine.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }

  /// Whether a host, as a setting names it, is this machine.
  package static func isThisMachine(_ host: String) -> Bool {
    host.lowercased() == "localhost" || NetworkAddress(host)?.isLoopback == true
  }

  /// What counts as one where somebody could otherwise begin anew with another address: of IPv6 every home has all
  /// addresses for itself that begin with the same 64 bits (RFC 6177). What is no address stays as it is.
  package static func counted(_ text: String) -> String {
    guard let address = NetworkAddress(text) else { return text }
    if address.bytes.count == 4 { return address.description }
    return NetworkAddress(network: address.bytes.prefix(8)).description + "/64"
  }

  private init(network: ArraySlice<UInt8>) { bytes = network + [UInt8](repeating: 0, count: 8) }
}

extension NetworkAddress: CustomStringConvertible {
  /// As it is usually written: `192.0.2.7`, `2001:db8::7`.
  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
