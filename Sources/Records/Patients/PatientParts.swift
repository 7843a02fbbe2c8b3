import Kernel
import Store

/// Where a person lives or gets letters, in any country.
package struct Address: Sendable, Hashable, Codable {
  package enum Use: String, CaseIterable, Codable, Stored { case home, work, mail, temporary, old }

  package var use: Use
  package var lines: [String]
  package var city: String
  /// State, province, county: whatever the country has.
  package var region: String
  package var postalCode: String
  /// ISO 3166 letters such as `US`, or the name as written.
  package var country: String
  package var from: LocalDay?
  package var until: LocalDay?

  package init(
    use: Use = .home, lines: [String] = [], city: String = "", region: String = "", postalCode: String = "",
    country: String = "US", from: LocalDay? = nil, until: LocalDay? = nil
  ) {
    self.use = use
    self.lines = lines
    self.city = city
    self.region = region
    self.postalCode = postalCode
    self.country = country
    self.from = from
    self.until = until
  }

  /// `12 Elm Street, Springfield MA 01103, US`
  package var oneLine: String {
    let place = [city, region, postalCode].filter { !$0.isEmpty }.joined(separator: " ")
    return (lines + [place, country]).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

package struct PatientPhone: Sendable, Hashable {
  package enum Label: String, CaseIterable, Codable, Stored { case mobile, home, work, other }

  package var number: PhoneNumber
  package var label: Label
  /// Whether the person agreed to text messages on it.
  package var mayText: Bool

  package init(_ number: PhoneNumber, label: Label = .mobile, mayText: Bool = false) {
    self.number = number
    self.label = label
    self.mayText = mayText
  }
}

/// A number under which others know the patient: another office's record number, a passport.
package struct PatientIdentifier: Sendable, Hashable, Codable {
  package var system: String
  package var value: String

  package init(system: String, value: String) {
    self.system = system
    self.value = value
  }
}

/// Somebody who pays for a patient or is called for them. May be a patient too.
package struct RelatedPerson: Sendable, Hashable {
  package enum Role: String, CaseIterable, Codable, Stored { case guarantor, emergency, other }

  /// What the practice may tell this person.
  package struct MayHear: OptionSet, Sendable, Hashable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let appointments = MayHear(rawValue: 1)
    package static let billing = MayHear(rawValue: 2)
    package static let clinical = MayHear(rawValue: 4)
    package static let everything: MayHear = [.appointments, .billing, .clinical]
  }

  package var role: Role
  package var name: PersonName
  /// `mother`, `husband`, `neighbour`
  package var relation: String
  package var phone: PhoneNumber?
  package var mayHear: MayHear
  /// Their own record, if they are a patient here.
  package var patient: ID<Patient>?

  package init(
    _ role: Role, name: PersonName, relation: String = "", phone: PhoneNumber? = nil, mayHear: MayHear = [],
    patient: ID<Patient>? = nil
  ) {
    self.role = role
    self.name = name
    self.relation = relation
    self.phone = phone
    self.mayHear = mayHear
    self.patient = patient
  }
}

/// A picture of the patient, to be recognised at the desk.
package struct PatientPhoto: Sendable, Hashable {
  package static let largest = 2 * 1024 * 1024

  package let media: String
  package let bytes: [UInt8]
}

/// Something the desk should know. An alert is shown wherever the patient is; a note only on their page.
package struct DeskNote: Sendable, Hashable, Identifiable {
  package enum Kind: String, CaseIterable, Codable, Stored { case note, alert }

  package struct Retirement: Sendable, Hashable {
    package let at: Instant
    package let by: String
    package let reason: String
  }

  package let id: Kernel.ID<DeskNote>
  package let patient: Kernel.ID<Patient>
  package let kind: Kind
  package let text: String
  package let at: Instant
  /// The name of the person who wrote it, as it was then.
  package let by: String
  package let retired: Retirement?

  package init(
    id: Kernel.ID<DeskNote>, patient: Kernel.ID<Patient>, kind: Kind, text: String, at: Instant, by: String,
    retired: Retirement? = nil
  ) {
    self.id = id
    self.patient = patient
    self.kind = kind
    self.text = text
    self.at = at
    self.by = by
    self.retired = retired
  }
}

/// One field of a record that one edit changed.
package struct PatientChange: Sendable, Hashable {
  /// The version that the edit made.
  package let version: Int
  package let field: PatientField
  package let old: String
  package let new: String
  package let at: Instant
  package let by: String
}
