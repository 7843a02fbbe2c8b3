import Kernel
import Store

/// Something a visit needs and only one visit can have: a room, an ultrasound, a procedure chair.
package struct Resource: Sendable, Equatable {
  package let id: ID<Resource>
  package let location: ID<Location>
  package var name: String
  package var kind: Kind
  package var active: Bool

  package enum Kind: String, CaseIterable, Sendable, Stored {
    case room, device, chair, other

    package var words: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  package init(id: ID<Resource>, location: ID<Location>, name: String, kind: Kind, active: Bool = true) {
    self.id = id
    self.location = location
    self.name = name
    self.kind = kind
    self.active = active
  }
}
