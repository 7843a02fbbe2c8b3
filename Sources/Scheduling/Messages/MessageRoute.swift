import Kernel
import Post
import Practice
import Records
import Store

/// How a message can leave the house.
package enum MessageChannel: String, Sendable, Stored, CaseIterable {
  case text, email

  package var words: String {
    switch self {
    case .text: "text message"
    case .email: "e-mail"
    }
  }
}

/// Which of them the practice has set up.
package typealias Reach = Set<MessageChannel>

/// Where a waiting message goes.
package enum MessageRoute: Sendable, Equatable {
  case text(PhoneNumber)
  case email(EmailAddress)
  /// By itself, not before then.
  case waits(Instant, String)
  /// Somebody has to say it. The reason is empty where nothing is set up to send.
  case desk(String)
  /// It is not true any more, or reaches nobody.
  case untrue

  package var needsPerson: Bool { if case .desk = self { true } else { false } }
}

/// All that decides how one message goes.
struct MessageFacts: Sendable {
  let id: ID<VisitMessage>
  let kind: VisitMessage.Kind
  let visit: Appointment
  let place: Location
  let providerName: String
  let writtenAt: Instant
  /// What they are called, for a greeting.
  let given: String
  let language: Tongue
  let preference: ContactPreference
  let hasDied: Bool
  /// Numbers they agreed to text messages on and have not stopped since.
  let phones: [PhoneNumber]
  let hasStopped: Bool
  let emails: [EmailAddress]
  /// Nil for what no rule wrote.
  let rule: ReminderRule.Channel?
  let note: String
  /// The visit's start when the rule wrote it; nil for what no rule wrote.
  let writtenFor: Instant?
  /// When a late visit will begin.
  let expected: WallTime?
  /// First to last.
  let sendings: [MessageSending]
  /// When they were reminded by text in the last seven days.
  let remindedByText: [Instant]

  /// Tried so often, somebody has to call. It is still tried every hour: a wrong password is put right at some time,
  /// and then what is still true goes out.
  static let mostTries = 6
  private static let textsADay = 1
  private static let textsAWeek = 3

  func route(at moment: Instant, _ reach: Reach) -> MessageRoute {
    guard !hasDied, isTrue(at: moment) else { return .untrue }
    guard !reach.isEmpty else { return .desk("") }
    if moment < takenBackUntil { return .waits(takenBackUntil, "can still be taken back") }
    if let last = sendings.last, let instead = after(last, at: moment) { return instead }
    let found = address(at: moment, reach)
    guard case .desk = found else {
      let opens = SendingHours.next(from: moment, in: place.zone)
      if opens == moment { return found }
      if opens >= visit.start { return .desk("It would be sent too late, since nothing is sent at night.") }
      return .waits(opens, "nothing is sent at night")
    }
    return found
  }

  /// What was moved or cancelled by mistake is undone within a moment or two, and then nobody should have heard of it.
  private var takenBackUntil: Instant {
    writtenAt.advanced(byMinutes: [.moved, .cancelled, .stands].contains(kind) ? 2 : 0)
  }

  /// What a message says has to hold when it is sent.
  private func isTrue(at moment: Instant) -> Bool {
    switch kind {
    // A visit that was moved is reminded of anew.
    case .reminder: visit.status.isComing && visit.start > moment && writtenFor ?? visit.start == visit.start
    case .moved, .stands: visit.status.isComing && visit.start > moment
    case .late: visit.status.isComing && visit.end > moment
    // Of a visit whose time is over nobody has to hear any more.
    case .cancelled: visit.status == .cancelled && visit.start > moment
    }
  }

  private func after(_ last: MessageSending, at moment: Instant) -> MessageRoute? {
    switch last.outcome {
    case .begun: return .waits(moment, "is being sent")
    case .accepted: return .untrue
    case .refused, .unsure: return .desk("The \(last.channel.words) failed: \(last.reason) Please call.")
    case .later:
      let again = (last.endedAt ?? last.begunAt).advanced(byMinutes: 1 << min(sendings.count - 1, 6))
      if again <= moment { return nil }
      if sendings.count >= Self.mostTries {
        return .desk("The \(last.channel.words) failed \(sendings.count) times: \(last.reason) Please call.")
      }
      return .waits(again, last.reason)
    }
  }

  private func address(at moment: Instant, _ reach: Reach) -> MessageRoute {
    let order: [MessageChannel]
    switch preference {
    case .text, .noPreference: order = [.text, .email]
    case .email: order = [.email, .text]
    case .call: return .desk("Wants to be called.")
    case .letter: return .desk("Wants letters.")
    case .portal: return .desk("Wants neither calls nor messages.")
    }
    for channel in order where reach.contains(channel) && (rule?.allows(channel) ?? true) {
      switch channel {
      case .text: if let phone = phones.first, !isRemindedEnough(at: moment) { return .text(phone) }
      case .email: if let email = emails.first { return .email(email) }
      }
    }
    if !phones.isEmpty, reach.contains(.text), isRemindedEnough(at: moment) {
      return .desk("Had as many reminders by text message as are allowed.")
    }
    return .desk(hasStopped ? "Has stopped text messages." : missing(reach))
  }

  private func missing(_ reach: Reach) -> String {
    switch (reach.contains(.text), reach.contains(.email)) {
    case (true, false): "No number for text messages."
    case (false, true): "No e-mail address."
    default: "Neither a number for text messages nor an e-mail address."
    }
  }

  /// One reminder a day and three a week: 47 CFR 64.1200(a)(9)(iv) allows an office no more without asking.
  private func isRemindedEnough(at moment: Instant) -> Bool {
    guard kind == .reminder else { return false }
    let today = place.zone.day(of: moment)
    return remindedByText.count { place.zone.day(of: $0) == today } >= Self.textsADay
      || remindedByText.count >= Self.textsAWeek
  }
}

/// When messages go out: from 8:00 to 21:00 on the place's own clock (47 CFR 64.1200(c)(1)).
enum SendingHours {
  private static let (opens, closes) = (8 * 60, 21 * 60)

  /// This moment, or the next at which messages go out.
  static func next(from moment: Instant, in zone: Zone) -> Instant {
    let (day, time) = zone.wall(moment)
    if (opens..<closes).contains(time.minutes) { return moment }
    let first = WallTime(minutes: opens) ?? .midnight
    return zone.instant(time.minutes < opens ? day : day.advanced(by: 1), first)
  }
}

/// One time that a message was handed over.
package struct MessageSending: Sendable, Equatable {
  package let number: Int
  package let channel: MessageChannel
  package let begunAt: Instant
  package let endedAt: Instant?
  package let outcome: Outcome
  package let reason: String

  package enum Outcome: String, Sendable, Stored { case begun, accepted, refused, later, unsure }
}
