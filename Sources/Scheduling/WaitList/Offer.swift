import Kernel
import Practice
import Records
import Store

/// A freed time, offered to one of those who wait.
package struct Offer: Sendable, Equatable {
  package let id: ID<Offer>
  package let opening: Opening
  package let wave: Int
  package let wish: ID<Wish>
  package let patient: ID<Patient>
  package let byPhone: Bool
  package let minutes: Int
  package let secret: String
  package let until: Instant
  /// Nil while it stands.
  package let outcome: Outcome?

  package enum Outcome: String, Sendable, Stored {
    case accepted, declined, unreached, expired
    /// Somebody else has the time now.
    case taken
    /// The patient found another time, or no longer waits.
    case withdrawn

    package var words: String {
      switch self {
      case .accepted: "Accepted"
      case .declined: "Declined"
      case .unreached: "Not reached"
      case .expired: "No answer"
      case .taken: "Given to another"
      case .withdrawn: "Withdrawn"
      }
    }
  }
}

/// Why an offer cannot be accepted any more, or not by this person.
package enum OfferRefused: Refusal, Equatable {
  case acceptedAlready
  case takenByAnother
  case ended
  case over
  case wrongPerson

  package var kind: RefusalKind { self == .wrongPerson ? .forbidden : .conflict }

  package var sentence: String {
    switch self {
    case .acceptedAlready: "This offer was accepted already: the visit is booked."
    case .takenByAnother:
      "Somebody else took this time a moment before. The place on the wait list stays, and the next time comes."
    case .ended: "This offer has ended. The place on the wait list stays."
    case .over: "The time to answer this offer has passed. The place on the wait list stays."
    case .wrongPerson: "This offer was made to somebody else. Please use the link in your own message."
    }
  }

  /// What an ended offer says to whoever accepts it.
  init(_ outcome: Offer.Outcome) {
    switch outcome {
    case .accepted: self = .acceptedAlready
    case .taken: self = .takenByAnother
    case .expired: self = .over
    case .declined, .unreached, .withdrawn: self = .ended
    }
  }
}
