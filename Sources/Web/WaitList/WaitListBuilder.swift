import Kernel
import Practice
import Scheduling

/// Turns wishes and offers into finished words.
struct WaitListBuilder {
  let who: Who
  let now: Instant
  let moments: Moments

  private var mayBook: Bool { who.may(.bookVisits) }

  func line(_ line: WaitLine) -> WaitLineView {
    let (t, at) = (line.wish.terms, "/wait-list/\(line.wish.id)")
    var chips: [(words: String, tone: Tone, icon: Icon?)] = []
    if t.urgency < .whenever { chips.append((t.urgency.words, t.urgency == .now ? .urgent : .plain, nil)) }
    if t.phoneOnly { chips.append(("Telephone only", .warn, .phone)) }
    if let next = line.next { chips.append(("Booked \(shortDay(next))", .info, .booked)) }
    return WaitLineView(
      id: line.wish.id.rawValue, urgency: t.urgency.rawValue, urgencyWords: t.urgency.words,
      patient: line.patient.name.full, patientURL: "/patients/\(line.patient.id)",
      phone: line.patient.phone?.description ?? "", chips: chips, wish: wish(line), standing: standing(line),
      note: [t.reason, t.note].filter { !$0.isEmpty }.joined(separator: " · "), edit: mayBook ? at : nil,
      book: mayBook ? findURL(line) : nil)
  }

  /// `Follow-up with Dr. Okafor · mornings, Mon to Fri · at Riverside · from 1 Dec`
  private func wish(_ line: WaitLine) -> String {
    let t = line.wish.terms
    var parts = [
      line.typeName + (line.providerName.isEmpty ? ", with anybody" : " with \(line.providerName)")
    ]
    if t.parts.count < DayPart.allCases.count || t.weekdays.count < 7 {
      let times =
        t.parts.count < DayPart.allCases.count
        ? DayPart.allCases.filter(t.parts.contains).map { $0.words.lowercased() } : []
      parts.append((times + [weekdays(t.weekdays)]).filter { !$0.isEmpty }.joined(separator: ", "))
    }
    if !line.locationName.isEmpty { parts.append("at \(line.locationName)") }
    if let first = t.firstDay { parts.append("from \(shortDay(first))") }
    if let last = t.lastDay { parts.append("until \(shortDay(last))") }
    return parts.joined(separator: " · ")
  }

  private func weekdays(_ days: Set<Weekday>) -> String {
    days.count == 7
      ? "" : Weekday.allCases.filter(days.contains).map { String($0.name.prefix(3)) }.joined(separator: " ")
  }

  /// Why they stand where they stand.
  private func standing(_ line: WaitLine) -> String {
    let days = moments.today.days(since: moments.zone.day(of: line.wish.since))
    let waits = days == 0 ? "Waits since today" : days == 1 ? "Waits 1 day" : "Waits \(days) days"
    let last = line.lastAsked.map { ", last \(moments.stamp($0))" } ?? ""
    let asked =
      line.asked == 0
      ? "not asked yet" : line.asked == 1 ? "asked once\(last)" : "asked \(line.asked) times\(last)"
    return "\(waits) · \(asked) · \(noticeWords(line.wish.terms.notice))"
  }

  private func findURL(_ line: WaitLine) -> String {
    let t = line.wish.terms
    return "/times?"
      + [
        ("patient", t.patient.rawValue), ("type", t.visitType.rawValue),
        ("provider", t.provider?.rawValue ?? ""),
        ("location", t.location?.rawValue ?? ""),
        ("part", t.parts.count == 1 ? t.parts.first?.rawValue ?? "" : ""),
      ].filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  func opening(_ out: OpeningOut) -> OpeningView {
    let slot = out.opening.freed
    return OpeningView(
      title:
        "\(shortDay(slot.day)), \(clockTime(slot.time.minutes)) · \(out.providerName) · \(out.locationName)",
      wave: out.wave == 1 ? "First wave" : "Wave \(out.wave)", offers: out.offers.map { offer($0, out.zone) })
  }

  private func offer(_ line: OpeningOut.Line, _ zone: Zone) -> OfferView {
    let offer = line.offer
    let until = "answers until \(zone.wall(offer.until).time)"
    let ended = line.ended.map { "\($0.by), \(zone.wall($0.at).time)" }
    return OfferView(
      id: offer.id.rawValue, patient: line.patient.name.full, patientURL: "/patients/\(line.patient.id)",
      phone: line.patient.phone?.description ?? "", byPhone: offer.byPhone,
      why: "\(line.typeName) · \(offer.minutes) min · \(ended ?? until)",
      outcome: offer.outcome.map { ($0.words, $0 == .accepted ? .ok : .plain) },
      answer: mayBook ? "/offers/\(offer.id)" : nil)
  }
}

/// `needs 2 hours’ notice`
func noticeWords(_ minutes: Int) -> String {
  switch minutes {
  case 0: "can come at once"
  case ..<120: "needs \(minutes) minutes’ notice"
  case ..<2880: "needs \(minutes / 60) hours’ notice"
  default: "needs \(minutes / 1440) days’ notice"
  }
}
