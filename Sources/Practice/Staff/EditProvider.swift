import Kernel
import Store

/// What is said about a provider.
package struct ProviderDraft: Sendable, Equatable {
  package var name: String
  package var staff: ID<Staff>?
  package var credentials: String
  package var specialty: String
  package var npi: String

  package init(
    name: String, staff: ID<Staff>? = nil, credentials: String = "", specialty: String = "", npi: String = ""
  ) {
    self.name = name
    self.staff = staff
    self.credentials = credentials
    self.specialty = specialty
    self.npi = npi
  }

  func cleaned() throws(InvalidInput) -> ProviderDraft {
    let npi = npi.filter { !$0.isWhitespace }
    guard npi.isEmpty || isNPI(npi) else {
      throw InvalidInput("npi", "This is no NPI: it has ten digits, and the last one checks the others.")
    }
    return try ProviderDraft(
      name: cleanLine(name, "name", "The name"), staff: staff,
      credentials: cleanLine(credentials, "credentials", "The credentials", atMost: 40, mayBeEmpty: true),
      specialty: cleanLine(specialty, "specialty", "The specialty", atMost: 100, mayBeEmpty: true), npi: npi)
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

extension Practice {
  /// Adds somebody patients can be booked with.
  package func addProvider(_ draft: ProviderDraft, by who: Who) async throws -> Provider {
    try who.require(.manageSchedule)
    let draft = try draft.cleaned()
    let (id, moment) = (id(Provider.self), now())
    return try await store.write { tx in
      try tx.admit(draft, as: id)
      try tx.run(
        """
        INSERT INTO provider (id, staff, name, credentials, specialty, npi, added_at)
        VALUES (\(id), \(draft.staff), \(draft.name), \(draft.credentials), \(draft.specialty), \(draft.npi),
          \(moment))
        """)
      try tx.audit("provider.added", by: who, subject: "provider:\(id)", detail: draft.name, at: moment)
      return try tx.existingProvider(id)
    }
  }

  package func edit(_ id: ID<Provider>, _ draft: ProviderDraft, by who: Who) async throws -> Provider {
    try who.require(.manageSchedule)
    let draft = try draft.cleaned()
    let moment = now()
    return try await store.write { tx in
      _ = try tx.existingProvider(id)
      try tx.admit(draft, as: id)
      try tx.run(
        """
        UPDATE provider SET staff = \(draft.staff), name = \(draft.name), credentials = \(draft.credentials),
          specialty = \(draft.specialty), npi = \(draft.npi)
        WHERE id = \(id)
        """)
      try tx.audit("provider.edited", by: who, subject: "provider:\(id)", detail: draft.name, at: moment)
      return try tx.existingProvider(id)
    }
  }

  /// Takes a provider off the list for new visits; what they did stays theirs.
  package func retire(_ id: ID<Provider>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      guard try tx.existingProvider(id).active else { throw ProviderRefused.alreadyRetired }
      try tx.run(
        """
        INSERT INTO provider_retirement (provider, at, by_name) VALUES (\(id), \(moment), \(who.name))
        """)
      try tx.audit("provider.retired", by: who, subject: "provider:\(id)", at: moment)
    }
  }

  /// Everybody patients are or were booked with, by name.
  package func providers(by who: Who) async throws -> [Provider] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.providers() }
  }
}
