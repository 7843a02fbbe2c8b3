import Kernel

/// A calendar that others subscribe to, written as RFC 5545 wants it.
///
/// - Times are in UTC and there is no VTIMEZONE: every event stands by itself, none repeats, so a moment is all there
///   is to say, and every calendar shows it on its owner's clock.
/// - There is no METHOD: this is a calendar to look at, not a request to answer. Therefore DTSTAMP is the moment of
///   the event's last change (3.8.7.2), and the same events are always the same bytes.
/// - What does not take place is left out rather than sent as cancelled: a subscriber shows what the calendar holds
///   now, and nothing of a cancelled event needs to be known any more.
package struct ICalendar: Sendable, Equatable {
  package var name: String
  /// How often subscribers should look again.
  package var refreshMinutes: Int
  package var events: [Event]

  package struct Event: Sendable, Equatable {
    /// The same for the same event for ever.
    package var uid: String
    package var changed: Instant
    /// Counts its changes.
    package var sequence: Int
    package var time: Range<Instant>
    package var summary: String
    package var location: String
    package var description: String
    /// Asks a shared calendar to show no more than the time.
    package var isPrivate: Bool

    package init(
      uid: String, changed: Instant, sequence: Int, time: Range<Instant>, summary: String,
      location: String = "", description: String = "", isPrivate: Bool = false
    ) {
      self.uid = uid
      self.changed = changed
      self.sequence = sequence
      self.time = time
      self.summary = summary
      self.location = location
      self.description = description
      self.isPrivate = isPrivate
    }
  }

  package init(name: String, refreshMinutes: Int = 15, events: [Event]) {
    self.name = name
    self.refreshMinutes = refreshMinutes
    self.events = events
  }

  package var text: String {
    var lines = ContentLines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("VERSION", "2.0")
    lines.add("PRODID", "-//Foyer//Foyer//EN")
    lines.add("CALSCALE", "GREGORIAN")
    // The standard's name (RFC 7986) and the one that calendars knew before it; the same for how often to look.
    lines.add("NAME", text: name)
    lines.add("X-WR-CALNAME", text: name)
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT\(refreshMinutes)M")
    lines.add("X-PUBLISHED-TTL", "PT\(refreshMinutes)M")
    for event in events { event.write(to: &lines) }
    lines.add("END", "VCALENDAR")
    return lines.text
  }
}

extension ICalendar.Event {
  fileprivate func write(to lines: inout ContentLines) {
    lines.add("BEGIN", "VEVENT")
    lines.add("UID", text: uid)
    lines.add("DTSTAMP", changed.basicUTC)
    lines.add("LAST-MODIFIED", changed.basicUTC)
    lines.add("SEQUENCE", String(sequence))
    lines.add("DTSTART", time.lowerBound.basicUTC)
    lines.add("DTEND", time.upperBound.basicUTC)
    lines.add("SUMMARY", text: summary)
    if !location.isEmpty { lines.add("LOCATION", text: location) }
    if !description.isEmpty { lines.add("DESCRIPTION", text: description) }
    if isPrivate { lines.add("CLASS", "PRIVATE") }
    lines.add("STATUS", "CONFIRMED")
    lines.add("TRANSP", "OPAQUE")
    lines.add("END", "VEVENT")
  }
}

extension Instant {
  /// `20261123T150000Z`
  fileprivate var basicUTC: String {
    String(iso8601.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}
