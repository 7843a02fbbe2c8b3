/// What became of a message that was handed to a mail server or a gateway for text messages. The reasons name no
/// patient, no address and no number, so that they can be shown and logged.
package enum Delivery: Sendable, Equatable {
  /// It was taken over, under this name.
  case accepted(String)
  /// It will never be taken, because of the number or address it goes to: asking again is no use.
  case refused(String)
  /// The person has stopped text messages at the gateway itself.
  case stopped
  /// It was not taken this time, or as things are set up.
  case later(String)
  /// It was handed over, but no answer came: it may have been sent or not, so it must not be sent again unseen.
  case unsure(String)
}
