import Kernel
import Practice

/// Something that changes when visits can be: asked about before it is done, then done.
package enum ScheduleChange: Sendable {
  /// Some templates of a provider go and others come; one that is edited does both.
  case templates(of: ID<Provider>, without: Set<ID<Template>>, with: [Template])
  case exception(DayException)
  /// An exception is taken back.
  case noException(DayException)
  case closure(Closure)
  case outOfService(OutOfService)
}

extension Timetable {
  /// The hours without the change: a closure is written down already when it is asked for, by its own room.
  func before(_ change: ScheduleChange) -> Timetable {
    var table = self
    if case .closure(let closure) = change { table.closures.removeAll { $0.id == closure.id } }
    return table
  }

  func after(_ change: ScheduleChange) -> Timetable {
    var table = before(change)
    switch change {
    case .templates(_, let without, let with):
      table.templates.removeAll { without.contains($0.id) }
      table.templates += with
    case .exception(let exception): table.exceptions.append(exception)
    case .noException(let exception): table.exceptions.removeAll { $0.id == exception.id }
    case .closure(let closure): table.closures.append(closure)
    case .outOfService: break
    }
    return table
  }
}
