/// What became of a message that was handed to a mail server or a gateway for text messages. The reasons name no
/// patient, no address and no number, so that they can be shown and logged.
package enum Delivery: Sendable, Equatable {
  /// It was taken over, under this name.
  case accepted(String)
  /// It will never be taken: asking again is no use.
  case refused(String)
  /// The person has stopped text messages at the gateway itself.
  case stopped
  /// It was not taken this time.
  case later(String)
  /// It was handed over, but no answer came: it may have been sent or not, so it must not be sent again unseen.
  case unsure(String)
}
