import Kernel
import Scheduling

extension VisitMark {
  init(_ status: VisitStatus) {
    self =
      switch status {
      case .booked: .booked
      case .confirmed: .confirmed
      case .arrived: .arrived
      case .roomed: .inRoom
      case .started: .withClinician
      case .checkout: .checkout
      case .done: .done
      case .noShow: .noShow
      case .cancelled: .cancelled
      }
  }
}

extension VisitStatus {
  /// The noun under which the step there is posted, and the letter that takes it.
  var step: (noun: String, key: String) {
    switch self {
    case .booked: ("booking", "b")
    case .confirmed: ("confirmation", "o")
    case .arrived: ("arrival", "a")
    case .roomed: ("rooming", "r")
    case .started: ("start", "s")
    case .checkout: ("checkout", "k")
    case .done: ("end", "f")
    case .noShow: ("absence", "x")
    case .cancelled: ("cancellation", "")
    }
  }

  /// What usually comes next.
  var usual: VisitStatus? {
    switch self {
    case .booked, .confirmed: .arrived
    case .arrived: .roomed
    case .roomed: .started
    case .started: .checkout
    case .checkout: .done
    case .done, .noShow, .cancelled: nil
    }
  }
}
