import Kernel
import Store

/// When patients are reminded of a visit, and how.
package struct ReminderRule: Sendable, Equatable {
  package let id: ID<ReminderRule>
  package var draft: ReminderDraft
  /// Visits whose time for it came before that are left alone.
  let addedAt: Instant

  /// By which ways it may go.
  package enum Channel: String, Sendable, Stored, CaseIterable {
    case any, text, email

    package var words: String {
      switch self {
      case .any: "As the patient prefers"
      case .text: "Text message only"
      case .email: "E-mail only"
      }
    }

    func allows(_ channel: MessageChannel) -> Bool { self == .any || rawValue == channel.rawValue }
  }

  func isFor(_ type: ID<VisitType>) -> Bool { draft.types.isEmpty || draft.types.contains(type) }

  /// Whether the reminder of a visit is to be written now. Whoever booked after its time needs none, and one that is
  /// long overdue, because no server ran, is left out.
  func isDue(start: Instant, booked: Instant, now: Instant) -> Bool {
    let time = start.advanced(byMinutes: -draft.ahead)
    let late = time.advanced(byMinutes: min(draft.ahead / 2, 1440))
    return time <= now && now < late && booked < time && addedAt <= time
  }
}

/// A rule as it is written down.
package struct ReminderDraft: Sendable, Equatable {
  /// Minutes before the visit.
  package var ahead: Int
  package var channel: ReminderRule.Channel
  /// Empty for all.
  package var types: Set<ID<VisitType>>
  /// What e-mail says besides, by language.
  package var noteEnglish: String
  package var noteSpanish: String

  package init(
    ahead: Int, channel: ReminderRule.Channel = .any, types: Set<ID<VisitType>> = [],
    noteEnglish: String = "",
    noteSpanish: String = ""
  ) {
    self.ahead = ahead
    self.channel = channel
    self.types = types
    self.noteEnglish = noteEnglish
    self.noteSpanish = noteSpanish
  }

  /// `3 days before`
  package var when: String {
    let (number, unit) = ahead % 1440 == 0 ? (ahead / 1440, "day") : (ahead / 60, "hour")
    return "\(number) \(unit)\(number == 1 ? "" : "s") before"
  }

  func check() throws(InvalidInput) {
    guard (60...86_400).contains(ahead), ahead % 60 == 0 else {
      throw InvalidInput("number", "Patients are reminded between 1 hour and 60 days before their visit.")
    }
    for (field, note) in [("note_en", noteEnglish), ("note_es", noteSpanish)] where note.count > 600 {
      throw InvalidInput(field, "A note has at most 600 letters.")
    }
  }
}
