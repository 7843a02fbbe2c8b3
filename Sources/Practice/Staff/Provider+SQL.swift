import Kernel
import Store

extension Transaction {
  package func providers() throws -> [Provider] { try settled("providers") { try providers("TRUE") } }

  package func provider(_ id: ID<Provider>) throws -> Provider? { try providers().first { $0.id == id } }

  func existingProvider(_ id: ID<Provider>) throws -> Provider {
    guard let provider = try provider(id) else { throw NotFound("provider") }
    return provider
  }

  /// Refuses an NPI or an account that another provider has, and an account that does not exist.
  func admit(_ draft: ProviderDraft, as id: ID<Provider>) throws {
    if !draft.npi.isEmpty, let other = try providers("p.npi = \(draft.npi)").first, other.id != id {
      throw ProviderRefused.npiTaken(by: other.name)
    }
    guard let staff = draft.staff else { return }
    if let other = try providers("p.staff = \(staff)").first, other.id != id {
      throw ProviderRefused.staffTaken(by: other.name)
    }
    if try self.staff(staff) == nil { throw NotFound("account") }
  }

  /// What patients ask for in a provider, as it is said now.
  func keepTraits(_ draft: ProviderDraft, of id: ID<Provider>) throws {
    try run("DELETE FROM provider_trait WHERE provider = \(id)")
    let traits =
      (draft.gender.map { [("gender", $0.rawValue)] } ?? []) + draft.languages.map { ("language", $0) }
    for (place, trait) in traits.enumerated() {
      try run(
        """
        INSERT INTO provider_trait (provider, place, kind, value)
        VALUES (\(id), \(place), \(trait.0), \(trait.1))
        """)
    }
  }

  private func providers(_ condition: SQL) throws -> [Provider] {
    var gender: [ID<Provider>: Provider.Gender] = [:]
    var languages: [ID<Provider>: [String]] = [:]
    for row in try rows(
      """
      SELECT t.provider, t.kind, t.value FROM provider_trait t JOIN provider p ON p.id = t.provider
      WHERE \(condition) ORDER BY t.provider, t.place
      """)
    {
      if try row("kind") == "gender" {
        gender[try row("provider")] = try row("value")
      } else {
        languages[try row("provider"), default: []].append(try row("value"))
      }
    }
    return try rows(
      """
      SELECT p.id, p.staff, p.name, p.credentials, p.specialty, p.npi, r.at
      FROM provider p LEFT JOIN provider_retirement r ON r.provider = p.id
      WHERE \(condition)
      ORDER BY p.name, p.id
      """
    ).map { row in
      let retired: Instant? = try row("at")
      let id: ID<Provider> = try row("id")
      return try Provider(
        id: id, staff: row("staff"), name: row("name"), credentials: row("credentials"),
        specialty: row("specialty"), npi: row("npi"), gender: gender[id], languages: languages[id] ?? [],
        active: retired == nil)
    }
  }
}
