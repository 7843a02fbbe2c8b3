import Kernel
import Store

/// Something a visit needs and only one visit can have: a room, an ultrasound, a procedure chair.
package struct Resource: Sendable, Equatable {
  package let id: ID<Resource>
  package let location: ID<Location>
  package var name: String
  package var kind: Kind
  /// What it serves among its kind, as a visit type asks for it: `procedure`, `ultrasound`, `es`; may be empty.
  package var group: String
  package var active: Bool

  package enum Kind: String, CaseIterable, Sendable, Stored {
    case room, device, chair, interpreter, assistant, other

    package var words: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  package init(
    id: ID<Resource>, location: ID<Location>, name: String, kind: Kind, group: String = "",
    active: Bool = true
  ) {
    self.id = id
    self.location = location
    self.name = name
    self.kind = kind
    self.group = group
    self.active = active
  }
}
