import Kernel
import Store

/// Somebody patients are booked with. Often also staff, but a visiting surgeon need not sign in.
package struct Provider: Sendable, Equatable {
  package let id: ID<Provider>
  package var staff: ID<Staff>?
  package var name: String
  /// `MD`, `NP`
  package var credentials: String
  package var specialty: String
  /// National provider identifier: ten digits with a check digit, or empty.
  package var npi: String
  /// Nil where it is not told.
  package var gender: Gender?
  /// Language tags such as `es`, or what was written, in lower case.
  package var languages: [String]
  package var active: Bool

  /// What some patients ask for.
  package enum Gender: String, Sendable, CaseIterable, Stored {
    case female, male, other

    package var words: String {
      switch self {
      case .female: "A woman"
      case .male: "A man"
      case .other: "Another gender"
      }
    }
  }

  package init(
    id: ID<Provider>, staff: ID<Staff>? = nil, name: String, credentials: String = "", specialty: String = "",
    npi: String = "", gender: Gender? = nil, languages: [String] = [], active: Bool = true
  ) {
    self.id = id
    self.staff = staff
    self.name = name
    self.credentials = credentials
    self.specialty = specialty
    self.npi = npi
    self.gender = gender
    self.languages = languages
    self.active = active
  }

  /// `Ruth Cohen, MD`
  package var title: String { credentials.isEmpty ? name : "\(name), \(credentials)" }
}
