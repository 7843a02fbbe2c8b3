/// A "no" that a person at the front desk can read, act on and say aloud to a patient.
///
/// Everything else that is thrown is a *fault*: it is logged with an incident number and without patient data,
/// and the person sees only that number. The doors translate; nothing below them knows of HTTP.
package protocol Refusal: Error {
  /// One sentence for the screen: what is wrong, where, and what to do.
  var sentence: String { get }
  /// What kind of no it is, so that each door can answer in its own way.
  var kind: RefusalKind { get }
}

/// How a refusal is answered: the web maps these to 409, 422, 404 and 403.
package enum RefusalKind: Sendable {
  /// Somebody or something was there first; asking differently may work.
  case conflict
  /// What was given cannot be understood or is out of bounds.
  case invalid
  /// There is no such thing, or not for this person.
  case notFound
  /// The person may not do this.
  case forbidden
}

extension Refusal {
  package var kind: RefusalKind { .conflict }
}

/// A refusal for one field of a form.
package struct InvalidInput: Refusal, Equatable {
  /// The field's name as the form or file spells it; empty where the whole is meant.
  package let field: String
  package let sentence: String
  package var kind: RefusalKind { .invalid }

  package init(_ field: String = "", _ sentence: String) {
    self.field = field
    self.sentence = sentence
  }
}

/// A refusal for something that is not there, or not for this person: both sound the same on purpose.
package struct NotFound: Refusal, Equatable {
  package let sentence: String
  package var kind: RefusalKind { .notFound }

  package init(_ what: String) { sentence = "There is no such \(what), or it is not open to you." }
}
