import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Post
import Scheduling

/// What the gateway for text messages needs to be believed.
package struct InboundTexts: Sendable {
  /// The address that the gateway calls, as it was told to it: it is part of what is signed.
  package let url: String
  /// The password at the gateway.
  package let secret: String

  package static let path = "/inbound/text"

  package init(publicURL: String, secret: String) {
    url = publicURL + Self.path
    self.secret = secret
  }
}

/// Where the gateway tells what patients answered. Only its signature opens: cookies are not looked at, so no page of
/// another site can borrow anybody's session here, and no token against forgery is needed.
struct InboundDoor: Sendable {
  let desks: Desks
  let options: WebOptions

  private static let bodyBytes = 64 << 10

  func open(_ request: Request, _ context: WebContext) async throws -> Response {
    await context.findings.found(InboundTexts.path)
    guard let texts = options.inboundTexts else { throw WebRefusal.noSuchPage }
    let bytes = try await request.arrived(upTo: Self.bodyBytes, within: options.bodyArrival, context)
    let form = try Form(urlEncoded: bytes.readableBytesView)
    guard
      GatewaySignature.isGood(
        request.headers[.gatewaySignature] ?? "", texts.url, form.fields.map { ($0.name, $0.value) },
        secret: texts.secret)
    else { throw WebRefusal(.forbidden, "This is not signed by the gateway for text messages.") }
    // A short number that advertises is nobody's telephone.
    guard let phone = PhoneNumber(form["From"]), !form["MessageSid"].isEmpty else { return answer(nil) }
    return answer(
      try await desks.scheduling.receiveText(from: phone, form["Body"], receipt: form["MessageSid"]))
  }

  /// What the gateway sends back in our name.
  private func answer(_ words: String?) -> Response {
    let message: HTML = words.map { "<Message>\($0)</Message>" } ?? .empty
    let xml: HTML = #"<?xml version="1.0" encoding="UTF-8"?><Response>\#(message)</Response>"#
    return Response(
      status: .ok, headers: [.contentType: "text/xml; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: xml.text)))
  }
}

extension HTTPField.Name {
  static let gatewaySignature: HTTPField.Name = {
    guard let name = HTTPField.Name("X-Twilio-Signature") else { preconditionFailure("not a header's name") }
    return name
  }()
}
