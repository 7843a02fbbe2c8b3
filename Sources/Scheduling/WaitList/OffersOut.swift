import Kernel
import Practice
import Records
import Store

/// A freed time that is being offered, with everybody who was asked.
package struct OpeningOut: Sendable {
  package let opening: Opening
  package let zone: Zone
  package let locationName: String
  package let providerName: String
  package let offers: [Line]

  package struct Line: Sendable {
    package let offer: Offer
    package let patient: ListedPatient
    package let typeName: String
    /// Who says how it ended, and when; nil while it stands.
    package let ended: (at: Instant, by: String)?
  }

  package var wave: Int { offers.map(\.offer.wave).max() ?? 0 }
}

extension Scheduling {
  /// The times that are being offered now, and those that found somebody since `since`.
  package func offersOut(since: Instant, by who: Who) async throws -> [OpeningOut] {
    try who.require(.seeSchedule)
    let all = try await store.read { try $0.openingsOut(since: since) }
    let open = all.filter { who.may(at: $0.opening.freed.location) }
    let patients = Set(open.flatMap(\.offers).map(\.patient.id.rawValue))
    try await saw("offers.viewed", Array(patients), "wait_list", "", who)
    return open
  }
}

extension Transaction {
  fileprivate func openingsOut(since: Instant) throws -> [OpeningOut] {
    let rows = try rows(
      """
      SELECT g.id AS opening_id, g.provider, g.location, g.day, g.starts, g.minutes, g.start_at, o.id, o.wave,
        o.wish, o.patient, o.by_phone, o.minutes AS length, o.secret, o.until, x.outcome, x.at AS ended_at,
        x.by_name, \(ListedPatient.columns), t.name AS type_name, d.name AS provider_name, l.zone,
        l.name AS location_name
      FROM opening g
        JOIN offer o ON o.opening = g.id
        JOIN wish w ON w.id = o.wish
        JOIN visit_type t ON t.id = w.visit_type
        JOIN patient p ON p.id = o.patient
        JOIN patient_name n ON n.patient = p.id AND n.place = 0
        JOIN provider d ON d.id = g.provider
        JOIN location l ON l.id = g.location
        LEFT JOIN opening_end e ON e.opening = g.id
        LEFT JOIN offer_end x ON x.offer = o.id
      WHERE e.opening IS NULL OR (e.how = 'accepted' AND e.at >= \(since))
      ORDER BY g.start_at, g.id, o.wave, o.place
      """)
    var out: [OpeningOut] = []
    for row in rows {
      let opening = try Opening(row)
      let ended: Instant? = try row("ended_at")
      let line = OpeningOut.Line(
        offer: try Offer(row), patient: try ListedPatient(row), typeName: try row("type_name"),
        ended: try ended.map { ($0, try row("by_name") ?? "") })
      let before = out.last.flatMap { $0.opening.id == opening.id ? out.removeLast() : nil }
      out.append(
        OpeningOut(
          opening: opening, zone: try row("zone"), locationName: try row("location_name"),
          providerName: try row("provider_name"), offers: (before?.offers ?? []) + [line]))
    }
    return out
  }
}
