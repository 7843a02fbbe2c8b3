import Kernel

/// How a visit's status is shown: its own shape, its own word, its own colour, never one alone.
enum VisitMark: String, Sendable, CaseIterable {
  case booked, confirmed, arrived, inRoom, withClinician, checkout, done, noShow, cancelled

  var word: String {
    switch self {
    case .booked: "Booked"
    case .confirmed: "Confirmed"
    case .arrived: "Arrived"
    case .inRoom: "In room"
    case .withClinician: "With clinician"
    case .checkout: "Checkout"
    case .done: "Done"
    case .noShow: "Did not come"
    case .cancelled: "Cancelled"
    }
  }

  var icon: Icon {
    switch self {
    case .booked: .booked
    case .confirmed: .confirmed
    case .arrived: .arrived
    case .inRoom: .inRoom
    case .withClinician: .withClinician
    case .checkout: .checkout
    case .done: .done
    case .noShow: .noShow
    case .cancelled: .cancelled
    }
  }

  var tone: Tone {
    switch self {
    case .booked, .confirmed: .info
    case .arrived: .violet
    case .inRoom, .withClinician: .teal
    case .checkout: .ok
    case .done, .cancelled: .plain
    case .noShow: .urgent
    }
  }

  /// The class that dresses a visit in the stylesheet.
  var style: String { "s-" + icon.rawValue }
}

/// Status as a chip, with what belongs to it: `Arrived 10:33`.
func statusChip(_ mark: VisitMark, _ more: String = "") -> HTML {
  chip(more.isEmpty ? mark.word : "\(mark.word) \(more)", mark.tone, mark.icon)
}
