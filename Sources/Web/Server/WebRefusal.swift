import Hummingbird
import Kernel

/// A no of the door itself, before any desk is asked: the address is too long, the body too large, the form
/// cannot be read. Desks have ``Refusal``; this one carries a status because nothing below knows of HTTP.
package struct WebRefusal: Error, Equatable {
  package let status: HTTPResponse.Status
  package let sentence: String
  /// The rest of what is being sent is not worth reading: the connection ends with the answer.
  package var hangsUp = false

  package init(_ status: HTTPResponse.Status, _ sentence: String, hangsUp: Bool = false) {
    self.status = status
    self.sentence = sentence
    self.hangsUp = hangsUp
  }

  static func unreadable(_ what: String) -> WebRefusal {
    WebRefusal(.badRequest, "What was sent cannot be read: \(what).")
  }

  static let foreign = WebRefusal(
    .forbidden,
    "This form did not come from a page of this office, or the page is too old. Nothing was changed. Open the page again and repeat."
  )

  static let noSuchPage = WebRefusal(.notFound, "There is no page at this address.")

  static func tooLarge(_ limit: Int) -> WebRefusal {
    let size = limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit >> 10) KB"
    return WebRefusal(
      .contentTooLarge, "That is more than the \(size) accepted here. Nothing was stored.", hangsUp: true)
  }
}
