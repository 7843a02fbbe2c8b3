import Kernel
import Practice
import Store

/// The days of whom and where that a change of hours touches.
struct Touched {
  var provider: ID<Provider>?
  var location: ID<Location>?
  var first: LocalDay
  var last: LocalDay

  /// Every standing visit on them.
  var condition: SQL {
    var conditions: [SQL] = [
      "a.status NOT IN ('cancelled', 'no_show') AND a.day >= \(first) AND a.day <= \(last)"
    ]
    if let provider { conditions.append("a.provider = \(provider)") }
    if let location { conditions.append("a.location = \(location)") }
    return SQL.joined(conditions, by: " AND ")
  }
}

extension ScheduleChange {
  /// Nil for what bookings look at in their own commit.
  func touched(today moment: Instant) -> Touched? {
    // A day earlier: wherever the place is, its today is not before that.
    let today = Zone.utc.day(of: moment).advanced(by: -1)
    switch self {
    case .templates(let provider, _, _):
      return Touched(provider: provider, first: today, last: Template.always.upperBound)
    case .exception(let exception), .noException(let exception):
      return Touched(
        provider: exception.provider, location: exception.location, first: max(today, exception.day),
        last: exception.day)
    case .closure(let closure):
      return Touched(location: closure.location, first: max(today, closure.first), last: closure.last)
    case .outOfService: return nil
    }
  }
}
