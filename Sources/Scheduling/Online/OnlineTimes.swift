import Kernel
import Practice
import Records
import Store

/// What somebody may choose from who looks for a time by themselves.
package struct OnlineChoices: Sendable {
  package let rules: OnlineRules
  /// Kinds of visits that are open to them, by the words for patients.
  package let kinds: [Kind]
  package let providers: [Provider]
  package let places: [Location]

  package struct Kind: Sendable {
    package let type: VisitType
    package let online: OnlineType
    package var words: String { online.words.isEmpty ? type.name : online.words }
  }

  package func kind(_ id: ID<VisitType>?) -> Kind? { kinds.first { $0.type.id == id } }

  /// Who does such visits.
  package func providers(of kind: Kind) -> [Provider] {
    providers.filter { kind.type.providers.contains($0.id) }
  }
}

/// What somebody looks for by themselves.
package struct OnlineAsk: Sendable {
  package var visitType: ID<VisitType>
  /// Nil is anybody.
  package var provider: ID<Provider>?
  package var location: ID<Location>?
  package var from: LocalDay
  /// The visit that would move.
  package var moving: ID<Appointment>?

  package init(
    visitType: ID<VisitType>, provider: ID<Provider>? = nil, location: ID<Location>? = nil, from: LocalDay,
    moving: ID<Appointment>? = nil
  ) {
    self.visitType = visitType
    self.provider = provider
    self.location = location
    self.from = from
    self.moving = moving
  }
}

/// Who books or asks by themselves: a patient at their own page, or somebody nobody knows yet.
package enum OnlineGuest: Sendable {
  case patient(OwnAccess)
  case newcomer(Who)

  var patient: ID<Patient>? { if case .patient(let access) = self { access.patient } else { nil } }

  package var who: Who {
    switch self {
    case .patient(let access): access.who
    case .newcomer(let who): who
    }
  }
}

extension Scheduling {
  /// How many days are looked through at once, and how many times are shown.
  package static let onlineDays = 21
  private static let onlineTimes = 60

  /// What is open to somebody. To a newcomer nothing is, where the practice keeps its page to those it gave a link.
  package func onlineChoices(for guest: OnlineGuest) async throws -> OnlineChoices {
    try await store.read { try $0.onlineChoices(for: guest) }
  }

  /// The open times of some weeks, earliest first. None may be left.
  ///
  /// - Throws: ``OnlineRefused/notOpen`` for a kind of visit that is not open to them.
  package func onlineTimes(_ ask: OnlineAsk, for guest: OnlineGuest) async throws -> [OpenTime] {
    try await onlineTimes(ask, days: Self.onlineDays, most: Self.onlineTimes, for: guest)
  }

  /// - Throws: ``OnlineRefused/gone`` where the time is not one of those that are offered.
  func requireOffered(_ slot: Slot, _ ask: OnlineAsk, for guest: OnlineGuest) async throws {
    var ask = ask
    (ask.provider, ask.location, ask.from) = (slot.provider, slot.location, slot.day)
    let found = try await onlineTimes(ask, days: 1, most: 500, for: guest)
    guard found.contains(where: { $0.slot == slot }) else { throw OnlineRefused.gone }
  }

  private func onlineTimes(
    _ ask: OnlineAsk, days: Int, most: Int, for guest: OnlineGuest
  ) async throws -> [OpenTime] {
    let moment = now()
    let choices = try await onlineChoices(for: guest)
    let moving = try await store.read { tx in try ask.moving.map { try tx.ownVisit($0, of: guest.patient) } }
    // A visit may be moved although its kind is not open: it was agreed on.
    let kind = choices.kind(ask.visitType)
    guard kind != nil || moving?.visitType == ask.visitType else { throw OnlineRefused.notOpen }
    let today = Zone.utc.day(of: moment)
    let soonest = moment.advanced(
      byMinutes: (kind?.online.leastHours ?? choices.rules.changeHours) * 60)
    // Somewhere it may still be the day before.
    let first = max(ask.from, Zone.utc.day(of: soonest).advanced(by: -1))
    let end = min(first.advanced(by: days - 1), today.advanced(by: choices.rules.aheadDays))
    guard first <= end else { return [] }
    var wanted = TimesWanted(
      visitType: ask.visitType, provider: ask.provider, location: ask.location, first: first, last: end,
      minutes: moving?.slot.minutes, most: 500)
    (wanted.patient, wanted.moving, wanted.notBefore) = (guest.patient, moving?.id, soonest)
    let found = try await findTimes(wanted, by: guest.who).filter { $0.slot != moving?.slot }
    // A day that was begun is shown to its end.
    let shown = found.prefix(most)
    return shown + found.dropFirst(most).prefix { $0.slot.day == shown.last?.slot.day }
  }
}

extension Transaction {
  func onlineChoices(for guest: OnlineGuest) throws -> OnlineChoices {
    let rules = try onlineRules()
    let known = try guest.patient.map { try bookable($0).value().isKnown } ?? false
    var open = try onlineTypes().filter { $0.isOpen && $0.isFor(known: known) }
    if case .newcomer = guest { open = rules.publicPage ? open : [] }
    let types = Dictionary(uniqueKeysWithValues: try visitTypes().filter(\.isActive).map { ($0.id, $0) })
    return OnlineChoices(
      rules: rules,
      kinds: open.compactMap { one in types[one.visitType].map { .init(type: $0, online: one) } }
        .sorted { $0.words < $1.words },
      providers: try providers().filter(\.active), places: try locations().filter(\.active))
  }

  /// A visit of this very patient.
  func ownVisit(_ id: ID<Appointment>, of patient: ID<Patient>?) throws -> Appointment {
    guard let patient, let visit = try appointment(id), visit.patient == patient else {
      throw NotFound("visit")
    }
    return visit
  }
}

/// Why somebody cannot do something by themselves. The desk still can.
package enum OnlineRefused: SaidToPatients, Equatable {
  case notOpen
  /// The time is not offered, or not any more.
  case gone
  /// They have as many visits as somebody may book by themselves.
  case enough(Int)
  /// So much is asked for just now that the desk has to catch up first.
  case busy
  /// It is too late to move the visit without the desk; how many hours before it would have been time.
  case tooLate(hours: Int)
  /// The visit stands in a row with others, or in a group.
  case together
  case requestOver

  package var kind: RefusalKind { self == .notOpen ? .invalid : .conflict }

  package func sentence(in tongue: Tongue) -> String {
    switch self {
    case .notOpen:
      tongue(
        "This kind of visit cannot be booked here. Please call us.",
        "Este tipo de cita no se puede reservar aquí. Por favor, llámenos.")
    case .gone:
      tongue(
        "That time is not free any more. Please choose another.",
        "Esa hora ya no está libre. Por favor, elija otra.")
    case .enough(let most):
      tongue(
        "You already have \(most == 1 ? "a visit" : "\(most) visits") that you booked here. For more, please call us.",
        "Ya tiene \(most == 1 ? "una cita" : "\(most) citas") que reservó aquí. Para más, por favor, llámenos."
      )
    case .busy:
      tongue(
        "Many people are asking for a visit just now. Please call us, or try again later.",
        "Muchas personas están pidiendo cita ahora. Por favor, llámenos o inténtelo más tarde.")
    case .tooLate(let hours):
      tongue(
        "A visit can be moved here until \(hours) hours before it begins. Please call us.",
        "Aquí se puede cambiar una cita hasta \(hours) horas antes de que empiece. Por favor, llámenos.")
    case .together:
      tongue(
        "This visit belongs with others. Please call us to change it.",
        "Esta cita va junto con otras. Por favor, llámenos para cambiarla.")
    case .requestOver:
      tongue("This was answered already, or taken back.", "Esto ya tiene respuesta, o se retiró.")
    }
  }
}
