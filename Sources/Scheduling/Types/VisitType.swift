import Kernel
import Practice
import Records
import Store

/// A kind of visit: how long it takes, who does it, and what it needs.
package struct VisitType: Sendable, Equatable {
  package let id: ID<VisitType>
  package var name: String
  package var minutes: Int
  package var colour: Colour
  /// Who may do it.
  package var providers: Set<ID<Provider>>
  package var needs: [Need]
  package var isActive: Bool

  /// One free resource of a kind, or one in particular.
  package struct Need: Sendable, Hashable {
    package let kind: Resource.Kind
    package let resource: ID<Resource>?

    package init(_ kind: Resource.Kind, _ resource: ID<Resource>? = nil) {
      self.kind = kind
      self.resource = resource
    }
  }

  /// The mark on the board; the stylesheet knows how it looks in light and dark.
  package enum Colour: String, Sendable, CaseIterable, Stored {
    case blue, teal, violet, green, amber, rose, slate

    package var words: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }
}

/// Visit types as a form or a seed gives them.
package struct VisitTypeDraft: Sendable, Equatable {
  package var name: String
  package var minutes: Int
  package var colour: VisitType.Colour
  package var providers: Set<ID<Provider>>
  package var needs: [VisitType.Need]

  package init(
    name: String, minutes: Int, colour: VisitType.Colour = .blue, providers: Set<ID<Provider>> = [],
    needs: [VisitType.Need] = []
  ) {
    self.name = name
    self.minutes = minutes
    self.colour = colour
    self.providers = providers
    self.needs = needs
  }

  func checked() throws(InvalidInput) -> VisitTypeDraft {
    var clean = self
    clean.name = try CleanText.line(name, of: "The name", limit: 80)
    guard !clean.name.isEmpty else { throw InvalidInput("name", "Give the visit type a name.") }
    guard visitMinutes.contains(minutes), minutes.isMultiple(of: 5) else {
      throw InvalidInput("minutes", "A visit takes 5 to 720 minutes, in steps of five.")
    }
    return clean
  }
}

/// How long a visit may be.
let visitMinutes = 5...720
