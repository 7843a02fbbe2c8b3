import Kernel
import Post
import Practice
import Records
import Scheduling
import Store
import Support

/// The world outside of the office: it takes whatever is handed to it and remembers it, or says what it was told to say.
actor Outside {
  struct Taken: Equatable {
    var to: String
    var words: String
  }

  private(set) var taken: [Taken] = []
  private var answer: Delivery?

  func say(_ answer: Delivery?) { self.answer = answer }

  private func take(_ to: String, _ words: String) -> Delivery {
    taken.append(Taken(to: to, words: words))
    return answer ?? .accepted("SM\(taken.count)")
  }

  nonisolated func outbox(_ reach: Reach = [.text, .email]) -> Outbox {
    let mail: @Sendable (MailMessage, String) async -> Delivery = { message, _ in
      await self.take(message.to.text, message.subject + "\n" + message.body)
    }
    let texts: @Sendable (String, PhoneNumber) async -> Delivery = { words, phone in
      await self.take(phone.e164, words)
    }
    return Outbox(
      mail: reach.contains(.email) ? mail : nil, texts: reach.contains(.text) ? texts : nil,
      link: { _, _ in "https://office.example.org/my/0123456789abcdef" })
  }
}

extension Cast {
  /// A patient who can be reached.
  func reachable(
    _ given: String, phone: String = "", mayText: Bool = true, email: String = "", language: String = "",
    prefers: ContactPreference = .noPreference
  ) async throws -> Patient {
    var draft = PatientDraft(family: "Marsh", given: given, birthDate: "1970-01-01", sex: .unknown)
    if !phone.isEmpty { draft.phones = [.init(phone, mayText: mayText)] }
    if !email.isEmpty { draft.emails = [email] }
    draft.language = language
    draft.contactPreference = prefers
    return try await records.register(draft, by: ortega, submission: given)
  }

  /// Books a visit and writes a reminder for it.
  @discardableResult
  func reminded(_ patient: Patient, _ slot: Slot) async throws -> Appointment {
    let visit = try await scheduling.book(ask(patient, slot), by: ortega)
    try await scheduling.remind(visit.id, by: ortega)
    return visit
  }

  func waiting(_ reach: Reach = [.text, .email]) async throws -> [MessageRoute] {
    try await scheduling.messages(at: riverside.id, reach: reach, by: ortega).map(\.route)
  }
}
