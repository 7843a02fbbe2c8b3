import Kernel

/// Who may not come, from two things only: how long ago the visit was booked, and how the patient's own earlier
/// visits ended. Nothing about the person goes in: no age, no sex, no language, no address, no insurance. Each
/// point has its reason, a sentence that can be said aloud to the patient.
///
/// It suggests a reminder or a call. Nothing that books reads it, so that nobody is ever booked over for it.
package struct NoShowOutlook: Sendable, Equatable {
  package let reasons: [Reason]

  package struct Reason: Sendable, Equatable {
    package let points: Int
    package let sentence: String
  }

  package enum Advice: Sendable, Equatable { case nothing, remind, call }

  package var points: Int { max(0, reasons.reduce(0) { $0 + $1.points }) }

  package var advice: Advice { points >= 4 ? .call : points >= 2 ? .remind : .nothing }

  /// - Parameters:
  ///   - leadDays: days from the booking to the visit.
  ///   - ends: how the patient's visits of the last two years ended, first to last. What we cancelled, and what was
  ///     nobody's fault, says nothing about them.
  package init(leadDays: Int, ends: [Absence?]) {
    let own = ends.filter { $0 != .byUs && $0 != .nobody }.suffix(10)
    reasons = [
      Self.lead(leadDays), Self.counted(own, .noShow, each: 2, most: 4, "did not come to", "without a word"),
      Self.counted(own, .lateCancel, each: 1, most: 2, "cancelled", "late"), Self.kept(own),
    ].compactMap(\.self)
  }

  private static func lead(_ days: Int) -> Reason? {
    let points = days > 90 ? 2 : days > 28 ? 1 : 0
    return points == 0 ? nil : Reason(points: points, sentence: "Booked \(days) days ahead.")
  }

  private static func counted(
    _ ends: ArraySlice<Absence?>, _ kind: Absence, each: Int, most: Int, _ verb: String, _ how: String
  ) -> Reason? {
    let count = ends.count { $0 == kind }
    guard count > 0 else { return nil }
    return Reason(
      points: min(most, each * count),
      sentence: "Of the last \(ends.count) visits they \(verb) \(count) \(how).")
  }

  /// Whoever came three times running has made up for it.
  private static func kept(_ ends: ArraySlice<Absence?>) -> Reason? {
    ends.count >= 3 && ends.suffix(3).allSatisfy { $0 == nil || $0 == .cancelled }
      ? Reason(points: -2, sentence: "Kept the last three visits, or cancelled in time.") : nil
  }
}
