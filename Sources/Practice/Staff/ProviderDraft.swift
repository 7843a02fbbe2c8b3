import Kernel
import Store

/// What is said about a provider.
package struct ProviderDraft: Sendable, Equatable {
  package var name: String
  package var staff: ID<Staff>?
  package var credentials: String
  package var specialty: String
  package var npi: String
  package var gender: Provider.Gender?
  package var languages: [String]

  package init(
    name: String, staff: ID<Staff>? = nil, credentials: String = "", specialty: String = "", npi: String = "",
    gender: Provider.Gender? = nil, languages: [String] = []
  ) {
    self.name = name
    self.staff = staff
    self.credentials = credentials
    self.specialty = specialty
    self.npi = npi
    self.gender = gender
    self.languages = languages
  }

  func cleaned() throws(InvalidInput) -> ProviderDraft {
    let npi = npi.filter { !$0.isWhitespace }
    guard npi.isEmpty || isNPI(npi) else {
      throw InvalidInput("npi", "This is no NPI: it has ten digits, and the last one checks the others.")
    }
    guard languages.count <= 12 else {
      throw InvalidInput("languages", "Name at most twelve languages.")
    }
    var spoken: [String] = []
    for language in languages {
      let clean = try cleanLine(language, "languages", "A language", atMost: 40, mayBeEmpty: true)
        .lowercased()
      if !clean.isEmpty, !spoken.contains(clean) { spoken.append(clean) }
    }
    return try ProviderDraft(
      name: cleanLine(name, "name", "The name"), staff: staff,
      credentials: cleanLine(credentials, "credentials", "The credentials", atMost: 40, mayBeEmpty: true),
      specialty: cleanLine(specialty, "specialty", "The specialty", atMost: 100, mayBeEmpty: true), npi: npi,
      gender: gender, languages: spoken)
  }
}

/// Ten digits whose last one is the Luhn check over `80840` and the others (45 CFR 162.406).
package func isNPI(_ text: String) -> Bool {
  let digits = text.utf8.map { Int($0) - 48 }
  guard digits.count == 10, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
  // 24 is what the prefix 80840 adds.
  let sum = digits.reversed().enumerated().reduce(24) { sum, next in
    let doubled = next.element * (next.offset.isMultiple(of: 2) ? 1 : 2)
    return sum + doubled / 10 + doubled % 10
  }
  return sum.isMultiple(of: 10)
}

package enum ProviderRefused: Refusal, Equatable {
  case npiTaken(by: String)
  case staffTaken(by: String)
  case alreadyRetired

  package var sentence: String {
    switch self {
    case .npiTaken(let name): "\(name) has this NPI already."
    case .staffTaken(let name): "This account belongs to the provider \(name) already."
    case .alreadyRetired: "This provider is retired already."
    }
  }
}
