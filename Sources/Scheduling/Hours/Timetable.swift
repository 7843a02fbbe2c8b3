import Kernel
import Practice
import Store

/// When providers can be booked over some days: their templates, the days that are different, and the closures. Pure.
package struct Timetable: Sendable {
  package var templates: [Template]
  package var exceptions: [DayException]
  package var closures: [Closure]

  package init(templates: [Template], exceptions: [DayException], closures: [Closure]) {
    self.templates = templates
    self.exceptions = exceptions
    self.closures = closures
  }

  package func hours(of provider: ID<Provider>, at location: ID<Location>, on day: LocalDay) -> DayHours {
    DayHours(
      templates: templates.filter { $0.provider == provider && $0.location == location }, on: day,
      exceptions: exceptions.filter {
        $0.provider == provider && $0.location == location && $0.day == day
      },
      closed: closures.first { $0.covers(day, at: location) }?.reason)
  }
}

extension Transaction {
  package func timetable(
    _ days: ClosedRange<LocalDay>, providers: [ID<Provider>]? = nil, location: ID<Location>? = nil
  ) throws -> Timetable {
    Timetable(
      templates: try templates(days, providers: providers, location: location),
      exceptions: try dayExceptions(days, location: location, providers: providers),
      closures: try closures(days))
  }
}
