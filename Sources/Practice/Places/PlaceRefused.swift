import Kernel

/// Why something about a place is not done.
package enum PlaceRefused: Refusal, Equatable {
  case nameTaken(String)
  case closesBeforeOpening(Weekday)
  case hoursOverlap(Weekday)
  case endsBeforeItBegins
  case tooLong
  case alreadyRetired
  case locationRetired
  case alreadyOutOfService(String)
  case backBeforeItIsGone

  package var kind: RefusalKind {
    switch self {
    case .alreadyRetired, .locationRetired, .alreadyOutOfService: .conflict
    default: .invalid
    }
  }

  package var sentence: String {
    switch self {
    case .nameTaken(let name): "There is a “\(name)” already. Please choose another name."
    case .closesBeforeOpening(let day): "On \(day.name) the closing time is not after the opening time."
    case .hoursOverlap(let day): "On \(day.name) two stretches of opening hours overlap."
    case .endsBeforeItBegins: "The last day is before the first one."
    case .tooLong: "A closure is at most 366 days long. If the place is gone for good, retire it."
    case .alreadyRetired: "This is retired already."
    case .locationRetired: "This location is retired."
    case .alreadyOutOfService(let name): "\(name) is out of service already. Say first that it is back."
    case .backBeforeItIsGone: "It would be back before it is gone. Give a later moment, or leave it open."
    }
  }
}
