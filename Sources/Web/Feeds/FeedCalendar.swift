import Kernel
import Practice
import Scheduling
import Wire

extension FeedContents {
  /// The feed as calendars read it, with no more than its detail allows.
  func calendar(of practice: String) -> ICalendar {
    // A group that shares a time is busy once.
    var groups: Set<ID<GroupSession>> = []
    let told = visits.filter { entry in
      guard feed.detail == .busy, let group = entry.visit.visit.session else { return true }
      return groups.insert(group).inserted
    }
    return ICalendar(
      name: practice.isEmpty ? feed.name : "\(feed.name) · \(practice)",
      events: told.map { $0.event(feed.detail) })
  }
}

extension FeedContents.Entry {
  fileprivate func event(_ detail: CalendarFeed.Detail) -> ICalendar.Event {
    let appointment = visit.visit
    var event = ICalendar.Event(
      uid: appointment.id.rawValue, changed: changed, sequence: appointment.steps - 1,
      time: appointment.start..<appointment.end, summary: "Busy")
    if detail == .busy { return event }
    event.isPrivate = true
    event.location = ([place.name] + visit.resources.map(\.name)).joined(separator: ", ")
    event.summary = initials(visit.patient.filed)
    if detail == .initials { return event }
    event.summary = "\(visit.patient.full): \(visit.typeName)"
    event.description = ["Record \(visit.recordNumber)", appointment.note].filter { !$0.isEmpty }
      .joined(separator: "\n")
    return event
  }
}

extension CalendarFeed.Detail {
  var words: String {
    switch self {
    case .busy: "Busy only: the times, and nothing about anybody"
    case .initials: "Initials: the patient’s initials, and where"
    case .full: "Full: name, record number, kind of visit, note, and where"
    }
  }

  /// For a chip.
  var word: String {
    switch self {
    case .busy: "Busy only"
    case .initials: "Initials"
    case .full: "Full"
    }
  }
}
