import Kernel
import Practice
import Records
import Store

/// A kind of visit: how long it takes, who does it, what it needs, and the rules of booking it.
package struct VisitType: Sendable, Equatable {
  package let id: ID<VisitType>
  package var name: String
  package var minutes: Int
  package var colour: Colour
  /// Who may do it.
  package var providers: Set<ID<Provider>>
  package var needs: [Need]
  package var rules: VisitTypeRules
  package var isActive: Bool

  /// Free resources of a kind and group, or one in particular.
  package struct Need: Sendable, Hashable {
    package let kind: Resource.Kind
    /// `procedure`, `ultrasound`, `es`; empty is any of the kind.
    package let group: String
    package let resource: ID<Resource>?
    package let count: Int

    package init(_ kind: Resource.Kind, _ resource: ID<Resource>? = nil, group: String = "", count: Int = 1) {
      self.kind = kind
      self.group = group
      self.resource = resource
      self.count = count
    }

    package func isServed(by one: Resource) -> Bool {
      one.active && one.kind == kind && (resource == nil || resource == one.id)
        && (group.isEmpty || group == one.group)
    }
  }

  /// The mark on the board; the stylesheet knows how it looks in light and dark.
  package enum Colour: String, Sendable, CaseIterable, Stored {
    case blue, teal, violet, green, amber, rose, slate

    package var words: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  /// What blocks of a template are kept for.
  package enum Category: String, Sendable, CaseIterable, Stored {
    case visit
    case newPatient = "new_patient"
    case followUp = "follow_up"
    case procedure, telehealth, urgent

    package var words: String {
      switch self {
      case .visit: "Ordinary visits"
      case .newPatient: "New patients"
      case .followUp: "Follow-ups"
      case .procedure: "Procedures"
      case .telehealth: "Telehealth"
      case .urgent: "Same-day visits"
      }
    }
  }
}

/// What booking a kind of visit asks for.
package struct VisitTypeRules: Sendable, Equatable {
  package var category: VisitType.Category
  package var buffer: Buffer
  /// The least notice in minutes; 0 is none.
  package var leadMinutes: Int
  /// How many patients share one time; 1 is the ordinary visit.
  package var capacity: Int
  /// How heavy a minute of it is, in percent of an ordinary one.
  package var weight: Int

  package init(
    category: VisitType.Category = .visit, buffer: Buffer = .none, leadMinutes: Int = 0, capacity: Int = 1,
    weight: Int = 100
  ) {
    self.category = category
    self.buffer = buffer
    self.leadMinutes = leadMinutes
    self.capacity = capacity
    self.weight = weight
  }

  package static let ordinary = VisitTypeRules()
}

/// Setting up before a visit and cleaning after it, in minutes: it holds the rooms and devices, and the provider
/// where it says so.
package struct Buffer: Sendable, Hashable {
  package var before: Int
  package var after: Int
  package var holdsProvider: Bool
  /// Whether it may overlap the buffer of another visit that allows it, too.
  package var overlaps: Bool

  package init(before: Int = 0, after: Int = 0, holdsProvider: Bool = false, overlaps: Bool = false) {
    self.before = before
    self.after = after
    self.holdsProvider = holdsProvider
    self.overlaps = overlaps
  }

  package static let none = Buffer()
}

/// Visit types as a form or a seed gives them.
package struct VisitTypeDraft: Sendable, Equatable {
  package var name: String
  package var minutes: Int
  package var colour: VisitType.Colour
  package var providers: Set<ID<Provider>>
  package var needs: [VisitType.Need]
  package var rules: VisitTypeRules

  package init(
    name: String, minutes: Int, colour: VisitType.Colour = .blue, providers: Set<ID<Provider>> = [],
    needs: [VisitType.Need] = [], rules: VisitTypeRules = .ordinary
  ) {
    self.name = name
    self.minutes = minutes
    self.colour = colour
    self.providers = providers
    self.needs = needs
    self.rules = rules
  }

  func checked() throws(InvalidInput) -> VisitTypeDraft {
    var clean = self
    clean.name = try CleanText.line(name, of: "The name", limit: 80)
    guard !clean.name.isEmpty else { throw InvalidInput("name", "Give the visit type a name.") }
    guard visitMinutes.contains(minutes), minutes.isMultiple(of: 5) else {
      throw InvalidInput("minutes", "A visit takes 5 to 720 minutes, in steps of five.")
    }
    for (field, buffer) in [("before", rules.buffer.before), ("after", rules.buffer.after)] {
      guard (0...240).contains(buffer), buffer.isMultiple(of: 5) else {
        throw InvalidInput(field, "Setting up and cleaning take 0 to 240 minutes each, in steps of five.")
      }
    }
    guard (1...60).contains(rules.capacity) else {
      throw InvalidInput("capacity", "1 to 60 patients can share one time.")
    }
    guard (0...500).contains(rules.weight) else {
      throw InvalidInput("weight", "The weight is 0 to 500 percent; an ordinary visit is 100.")
    }
    guard (0...525_600).contains(rules.leadMinutes) else {
      throw InvalidInput("lead", "The least notice is at most a year.")
    }
    for need in needs {
      guard (1...9).contains(need.count), need.resource == nil || need.count == 1 else {
        throw InvalidInput("needs", "A visit needs 1 to 9 of a kind, and a room in particular only once.")
      }
    }
    return clean
  }
}

/// How long a visit may be.
let visitMinutes = 5...720
