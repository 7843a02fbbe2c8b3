import Store

/// Where a visit stands.
package enum VisitStatus: String, Sendable, CaseIterable, Stored, Codable {
  case booked, confirmed, arrived
  /// In the room, waiting for the clinician.
  case roomed
  /// With the clinician.
  case started
  /// Seen by the clinician, not yet through with the desk.
  case checkout
  case done
  case noShow = "no_show"
  case cancelled

  /// Whether the visit still holds its provider and room.
  package var holdsItsPlace: Bool { self != .noShow && self != .cancelled }

  /// Whether it can still go to another time.
  package var isMovable: Bool { self == .booked || self == .confirmed || self == .arrived }

  /// What may come next. Steps may be left out (nobody confirms a walk-in), never gone back: that is what undo is for.
  package var next: [VisitStatus] {
    switch self {
    case .booked: [.confirmed, .arrived, .roomed, .started, .noShow, .cancelled]
    case .confirmed: [.arrived, .roomed, .started, .noShow, .cancelled]
    case .arrived: [.roomed, .started, .checkout, .done, .cancelled]
    case .roomed: [.started, .checkout, .done, .cancelled]
    case .started: [.checkout, .done]
    case .checkout: [.done]
    case .done, .noShow, .cancelled: []
    }
  }

  /// `in the room`
  package var words: String {
    switch self {
    case .booked: "booked"
    case .confirmed: "confirmed"
    case .arrived: "arrived"
    case .roomed: "in the room"
    case .started: "with the clinician"
    case .checkout: "at checkout"
    case .done: "done"
    case .noShow: "did not come"
    case .cancelled: "cancelled"
    }
  }
}
