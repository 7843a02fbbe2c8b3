import Kernel

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
  package var active: Bool

  package init(
    id: ID<Provider>, staff: ID<Staff>? = nil, name: String, credentials: String = "", specialty: String = "",
    npi: String = "", active: Bool = true
  ) {
    self.id = id
    self.staff = staff
    self.name = name
    self.credentials = credentials
    self.specialty = specialty
    self.npi = npi
    self.active = active
  }

  /// `Ruth Cohen, MD`
  package var title: String { credentials.isEmpty ? name : "\(name), \(credentials)" }
}
