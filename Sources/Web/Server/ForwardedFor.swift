import HTTPTypes
import Hummingbird
import Kernel

extension WebOptions {
  /// The address of whoever asks. Behind a proxy that is to be believed it is the last one that the proxy has written
  /// down; what stands before it anybody can make up.
  func caller(of request: Request, from other: String) -> String {
    guard let proxy = NetworkAddress(other), trustedProxies.contains(proxy),
      let last = request.headers[values: .forwardedFor].last?.split(separator: ",").last
    else { return other }
    return NetworkAddress(last.filter { $0 != " " })?.description ?? other
  }
}

extension HTTPField.Name {
  static let forwardedFor: HTTPField.Name = {
    guard let name = HTTPField.Name("X-Forwarded-For") else { preconditionFailure("not a header's name") }
    return name
  }()
}
