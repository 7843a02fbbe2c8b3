import Kernel
import Practice
import Records
import Store

/// What a kiosk shows to whom it found: little of the name, and nothing of why they come.
package struct KioskFinding: Sendable {
  package let kiosk: Kiosk
  /// `Maria`
  package let given: String
  /// `O`, the first letter of the last name; empty where there is none.
  package let initial: String
  /// Of today at this place, in the order of their times.
  package let visits: [Visit]
  /// They have just said that they are here.
  package let hasArrived: Bool
  /// The desk waits for their forms.
  package let lacksForms: Bool

  package struct Visit: Sendable {
    package let time: WallTime
    package let providerName: String
    package let standing: Standing
    /// Minutes by which it is expected to begin late, where that is worth telling.
    package let delay: Int?
  }

  package enum Standing: Sendable, Equatable {
    case here
    case mayArrive
    case refused(SelfArrivalRefused)
  }

  package var mayArrive: Bool { visits.contains { $0.standing == .mayArrive } }
}

extension Scheduling {
  /// Whom the kiosk found under this code, or nil after two minutes, or half a minute after they said that they are
  /// here. That names were shown is written to the audit trail first.
  package func viewAtKiosk(
    _ token: String, code: String, address: String, request: String
  ) async throws -> KioskFinding? {
    let kiosk = try await kiosk(token: token)
    let (moment, remembered) = (now(), rememberedVisits)
    let found = try await store.read { tx -> (ID<Patient>, KioskFinding)? in
      guard let (patient, arrived) = try tx.found(under: code, at: kiosk, moment) else { return nil }
      return try tx.kioskFinding(of: patient, at: kiosk, arrived: arrived, remembered, moment)
        .map { (patient, $0) }
    }
    guard let (patient, finding) = found else { return nil }
    try await saw("kiosk.looked", [patient.rawValue], "kiosk:\(kiosk.id)", "", kiosk.who(address, request))
    return finding
  }
}

extension Transaction {
  /// Who was found under a code that still counts, and whether they have said that they are here.
  func found(under code: String, at kiosk: Kiosk, _ moment: Instant) throws -> (ID<Patient>, Bool)? {
    let row = try row(
      """
      SELECT patient, arrived_at FROM kiosk_finding
      WHERE code_hash = \(SHA256.hash(code)) AND kiosk = \(kiosk.id)
        AND found_at > \(moment.advanced(byMinutes: -2))
        AND (arrived_at IS NULL OR arrived_at > \(moment.advanced(bySeconds: -30)))
      """)
    guard let row else { return nil }
    let arrived: Instant? = try row("arrived_at")
    return (try row("patient"), arrived != nil)
  }

  fileprivate func kioskFinding(
    of patient: ID<Patient>, at kiosk: Kiosk, arrived: Bool, _ remembered: RememberedVisits, _ moment: Instant
  ) throws -> KioskFinding? {
    let place = kiosk.location
    let day = place.zone.day(of: moment)
    let all = try visits(of: day, at: place, remembered).visits
    let theirs = all.filter { $0.visit.patient == patient && $0.visit.status.isAwaited }
    guard let first = theirs.first else { return nil }
    let (rules, warnFrom) = (try selfArrivalRules(), try flowRules().warnFrom)
    let late = try lateness(of: all, now: moment).values.flatMap { $0.late(from: warnFrom) }
    let delays = Dictionary(uniqueKeysWithValues: late.map { ($0.visit, $0.delay) })
    // A place that notes no forms waits for none.
    let week = day.advanced(by: -7)
    let withForms = try facts(
      where: "a.location = \(place.id) AND a.day >= \(week) AND a.day <= \(day) AND f.kind = 'forms'"
    ).filter { $0.undone == nil }.map(\.appointment)
    return KioskFinding(
      kiosk: kiosk, given: first.calledName.isEmpty ? first.patient.given : first.calledName,
      initial: String(first.patient.family.prefix(1)),
      visits: theirs.map {
        KioskFinding.Visit(
          time: $0.visit.slot.time, providerName: $0.providerName,
          standing: rules.standing(of: $0.visit, at: moment, in: place.zone), delay: delays[$0.visit.id])
      },
      hasArrived: arrived,
      lacksForms: !withForms.isEmpty && theirs.contains { !withForms.contains($0.visit.id) })
  }
}

extension VisitStatus {
  /// Somebody who asks for this visit today is meant.
  fileprivate var isAwaited: Bool { holdsItsPlace && self != .done }
}

extension SelfArrivalRules {
  fileprivate func standing(of visit: Appointment, at moment: Instant, in zone: Zone) -> KioskFinding.Standing
  {
    do {
      try admit(visit, at: moment, in: zone)
      return visit.status.isComing ? .mayArrive : .here
    } catch {
      return .refused(error)
    }
  }
}
