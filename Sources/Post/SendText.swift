import CCurl
import Foundation
import Kernel

/// The gateway for text messages: any whose address takes `From`, `To` and `Body` as Twilio's does.
package struct TextGateway: Sendable, Equatable {
  /// `https://…/Accounts/<account>/Messages.json`
  package let url: String
  package let user: String
  package let password: String
  /// The number they come from, or the gateway's name for a group of numbers.
  package let from: String
  package let isLoopback: Bool

  package init(url: String, user: String, password: String, from: String, isLoopback: Bool) {
    self.url = url
    self.user = user
    self.password = password
    self.from = from
    self.isLoopback = isLoopback
  }
}

extension Courier {
  /// Hands a text message to the gateway.
  package func send(_ words: String, to number: PhoneNumber, through gateway: TextGateway) async -> Delivery {
    let sender = gateway.from.hasPrefix("MG") ? "MessagingServiceSid" : "From"
    let form = [(sender, gateway.from), ("To", number.e164), ("Body", words)]
      .map { "\($0)=\(formEncoded($1))" }.joined(separator: "&")
    return await carry {
      let call = try Call(gateway.url, protocols: gateway.isLoopback ? "http,https" : "https")
      call.set(CURLOPT_USERNAME, gateway.user)
      call.set(CURLOPT_PASSWORD, gateway.password)
      call.set(CURLOPT_COPYPOSTFIELDS, form)
      let result = call.make()
      return textDelivery(result, status: call.status, isAsked: call.isAsked, answer: call.answer)
    }
  }
}

private struct GatewayAnswer: Decodable {
  var sid: String?
  var code: Int?
}

/// What the gateway's answer means. Its own words are left out: they may hold the patient's number.
private func textDelivery(_ result: CURLcode, status: Int, isAsked: Bool, answer: [UInt8]) -> Delivery {
  guard result == CURLE_OK else {
    if result == CURLE_PEER_FAILED_VERIFICATION {
      return .later("The gateway's certificate is not to be trusted.")
    }
    return isAsked
      ? .unsure("The gateway did not say whether it took it.") : .later("The gateway does not answer.")
  }
  let said = try? JSONDecoder().decode(GatewayAnswer.self, from: Data(answer))
  switch (status, said?.code) {
  case (200...299, _): return .accepted(said?.sid ?? "")
  case (401, _), (403, _): return .later("The gateway did not take the name or the password.")
  case (400...499, stoppedCode): return .stopped
  case (400...499, let code?) where numberCodes.contains(code):
    return .refused("This number takes no text messages.")
  case (404, _), (405, _), (410, _):
    return .later("The gateway is not at the address that is set (\(status)).")
  case (400...499, let code?) where code > 0: return .later("The gateway could not take it (error \(code)).")
  default: return .later("The gateway could not take it (\(status)).")
  }
}

/// By this code Twilio says that the person has answered STOP to the gateway itself.
private let stoppedCode = 21610

/// Twilio's codes that are about the number it should send to: no number, cannot be reached, does not look like one,
/// a short code, not a mobile telephone, a landline. <https://www.twilio.com/docs/api/errors> has one page for each.
/// Any other code may be about how the practice has set the gateway up, such as 21408 (a country that is not allowed),
/// 21606 (the number it comes from) or 21612 (the two numbers together): a message must not end by that.
private let numberCodes: Set = [21211, 21214, 21217, 21265, 21614, 21635, 30006]

private func formEncoded(_ text: String) -> String {
  text.utf8.reduce(into: "") { out, byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      out.unicodeScalars.append(Unicode.Scalar(byte))
    default: out += "%" + Hex.text([byte]).uppercased()
    }
  }
}
