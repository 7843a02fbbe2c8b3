import Kernel
import Practice
import Store

extension Scheduling {
  /// How long what people left behind at the doors is kept, in days.
  ///
  /// - Asked-for links: a day. They are counted for an hour and sent within minutes.
  /// - Links to own pages that open no more: a week, for whoever asks why theirs does not.
  /// - What was asked for and answered, or missed: a month, for whoever calls about it. It holds names, birth dates and
  ///   numbers of people who never became patients. What became a visit stands in the visit.
  /// - What patients wrote by text message: ninety days. Reminders go out up to sixty days before a visit, so an answer
  ///   stays with its visit until that is over.
  /// - Who stood at a kiosk, and what found nobody: a day, though minutes count. A kiosk itself: a month after it was
  ///   revoked.
  fileprivate enum Kept {
    static let asks = 1
    static let passes = 7
    static let requests = 30
    static let texts = 90
    static let findings = 1
    static let kiosks = 30
  }

  /// Forgets what patients and others left behind at the doors once the office has no use for it. That each of it was
  /// made, opened, answered and ended stays in the audit trail, and so does how much was forgotten.
  package func forgetOld() async throws {
    let moment = now()
    try await store.write { tx in
      let forgotten = try tx.forgetOnline(before: { moment.advanced(byMinutes: -$0 * 1440) })
        .filter { $0.count > 0 }
      if forgotten.isEmpty { return }
      try tx.audit(
        "old.forgotten", by: .system("Housekeeping"),
        detail: forgotten.map { "\($0.count) \($0.what)" }.joined(separator: ", "), at: moment)
    }
  }
}

extension Transaction {
  fileprivate func forgetOnline(before day: (Int) -> Instant) throws -> [(what: String, count: Int)] {
    let passes: SQL = "until < \(day(Scheduling.Kept.passes)) OR ended_at < \(day(Scheduling.Kept.passes))"
    try run("DELETE FROM own_session WHERE pass IN (SELECT id FROM patient_pass WHERE \(passes))")
    let kiosks: SQL = "SELECT kiosk FROM kiosk_revocation WHERE at < \(day(Scheduling.Kept.kiosks))"
    let revoked: [ID<Kiosk>] = try rows(kiosks).map { try $0("kiosk") }
    let findings = day(Scheduling.Kept.findings)
    try run("DELETE FROM kiosk_miss WHERE at < \(findings) OR kiosk IN (\(each: revoked))")
    try run("DELETE FROM kiosk_finding WHERE found_at < \(findings) OR kiosk IN (\(each: revoked))")
    try run("DELETE FROM kiosk_revocation WHERE kiosk IN (\(each: revoked))")
    return [
      ("asked-for links", try change("DELETE FROM link_asked WHERE at < \(day(Scheduling.Kept.asks))")),
      ("links", try change("DELETE FROM patient_pass WHERE \(passes)")),
      ("requests", try change("DELETE FROM visit_request WHERE ended_at < \(day(Scheduling.Kept.requests))")),
      ("texts", try change("DELETE FROM text_received WHERE at < \(day(Scheduling.Kept.texts))")),
      ("kiosks", try change("DELETE FROM kiosk WHERE id IN (\(each: revoked))")),
    ]
  }
}
