import Kernel
import Store

extension Transaction {
  package func providers() throws -> [Provider] { try providers("TRUE") }

  package func provider(_ id: ID<Provider>) throws -> Provider? { try providers("p.id = \(id)").first }

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

  private func providers(_ condition: SQL) throws -> [Provider] {
    try rows(
      """
      SELECT p.id, p.staff, p.name, p.credentials, p.specialty, p.npi, r.at
      FROM provider p LEFT JOIN provider_retirement r ON r.provider = p.id
      WHERE \(condition)
      ORDER BY p.name, p.id
      """
    ).map { row in
      let retired: Instant? = try row("at")
      return try Provider(
        id: row("id"), staff: row("staff"), name: row("name"), credentials: row("credentials"),
        specialty: row("specialty"), npi: row("npi"), active: retired == nil)
    }
  }
}
