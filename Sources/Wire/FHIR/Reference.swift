import Foundation

extension FHIR {
  package struct Reference: Codable, Hashable, Sendable {
    package var reference: String?
    package var type: String?
    package var identifier: Identifier?
    package var display: String?

    package init(_ reference: String? = nil, display: String? = nil) {
      self.reference = reference
      self.display = display
    }

    /// What it points at.
    package var target: Target? { reference.flatMap(Target.init) }
  }

  /// The forms in which one resource names another.
  package enum Target: Hashable, Sendable {
    /// `Patient/1`, `https://a.example/fhir/Patient/1`, each also with `/_history/2`
    case resource(type: String, id: String)
    /// `urn:uuid:…` or `urn:oid:…`: the `fullUrl` of another entry of the same bundle
    case entry(String)
    /// `#1`: within the resource itself
    case contained(String)
    /// `Practitioner?identifier=system|value`
    case search(type: String, system: String, value: String)

    package init?(_ text: String) {
      if text.hasPrefix("#") {
        self = .contained(String(text.dropFirst()))
      } else if text.lowercased().hasPrefix("urn:") {
        self = .entry(text)
      } else if let mark = text.firstIndex(of: "?") {
        let type = text[..<mark].split(separator: "/").last.map(String.init) ?? ""
        let query = text[text.index(after: mark)...]
        guard query.hasPrefix("identifier="), !query.contains("&") else { return nil }
        let value = String(query.dropFirst("identifier=".count))
        let wanted = (value.removingPercentEncoding ?? value)
          .split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        self = .search(
          type: type, system: wanted.count == 2 ? String(wanted[0]) : "",
          value: wanted.last.map(String.init) ?? "")
      } else {
        var parts = text.split(separator: "/")
        if parts.count >= 4, parts[parts.count - 2] == "_history" { parts.removeLast(2) }
        guard parts.count >= 2, let first = parts[parts.count - 2].first, first.isUppercase else {
          return nil
        }
        self = .resource(type: String(parts[parts.count - 2]), id: String(parts[parts.count - 1]))
      }
    }
  }
}
