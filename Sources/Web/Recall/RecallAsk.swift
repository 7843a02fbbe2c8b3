import Kernel
import Practice
import Scheduling

/// What of the lists is asked for, and how their lines read.
struct RecallAsk: Sendable {
  static let most = 50
  let stage: RecallStage
  let location: ID<Location>?
  let places: [Location]
  let first: Int
  let moments: Moments
  var today: LocalDay { moments.today }

  init(_ web: WebRequest) async throws {
    stage = try web.query.optionalChoice("stage") ?? .due
    location = try web.query.optionalID("location")
    first = try web.query.optionalInt("from", 0...1_000_000) ?? 0
    places = try await web.practice.locations(by: web.who).filter(\.active)
    moments = try await web.moments()
  }

  /// The address of a list; nil is that of the visits to be rebooked.
  func url(_ rule: ID<RecallRule>?, _ stage: RecallStage? = nil, from first: Int = 0) -> String {
    var parts = ["stage=\((stage ?? self.stage).rawValue)"]
    if let rule { parts.append("rule=\(rule)") }
    if let location { parts.append("location=\(location)") }
    if first > 0 { parts.append("from=\(first)") }
    return (rule == nil ? "/recall/unscheduled?" : "/recall?") + parts.joined(separator: "&")
  }

  func view(
    _ rules: [RecallRule], chosen: ID<RecallRule>?, counts: [RecallStage: Int], _ who: Who
  ) -> RecallView {
    let lists = rules.map {
      RecallView.Tab(name: $0.draft.name, url: url($0.id, .due), isChosen: $0.id == chosen)
    }
    let stages = RecallStage.allCases.map { one in
      RecallView.Tab(
        name: "\(one.words) · \(counts[one] ?? 0)", url: url(chosen, one), isChosen: one == stage)
    }
    return RecallView(
      title: "",
      lists: lists
        + [RecallView.Tab(name: "To be rebooked", url: url(nil, .due), isChosen: chosen == nil)],
      stages: stages, lines: [], nobody: "",
      locations: [Choice("", "Everywhere")] + places.map { Choice($0.id.rawValue, $0.name) },
      location: location?.rawValue ?? "",
      kept: [Choice("stage", stage.rawValue)] + (chosen.map { [Choice("rule", $0.rawValue)] } ?? []),
      path: chosen == nil ? "/recall/unscheduled" : "/recall",
      newer: first > 0 ? url(chosen, from: max(0, first - Self.most)) : nil,
      rules: who.may(.manageSchedule) ? "/recall/rules" : nil)
  }

  func line(_ line: RecallLine, _ rule: RecallRule, _ who: Who) -> RecallLineView {
    let late = today.days(since: line.due)
    let due = late > 0 ? "Due since \(line.due.short), \(span(late))" : "Due on \(line.due.short)"
    return row(
      line.patient, what: due,
      why: [line.last.map { "Last visit \($0.short)" } ?? "No such visit yet", tried(line.attempts)],
      line.attempts, overdue: late > 30, type: rule.draft.visitType, attempts: "/recall/\(rule.id)/attempts",
      who)
  }

  func line(_ line: UnscheduledLine, _ who: Who) -> RecallLineView {
    let (visit, since) = (line.visit, moments.zone.day(of: line.since))
    let what = visit.status == .noShow ? "Missed" : "Cancelled"
    let often = line.broken == 1 ? "" : "\(line.broken) visits given up or missed in a year"
    return row(
      line.patient,
      what: "\(line.typeName) with \(line.providerName) on \(shortDay(visit.slot.day)): \(what.lowercased())",
      why: ["\(what) \(span(today.days(since: since))) ago", line.reason, often, tried(line.attempts)],
      line.attempts, overdue: today.days(since: since) > 14, type: visit.visitType,
      attempts: "/appointments/\(visit.id)/attempts", who)
  }

  private func row(
    _ patient: ListedPatient, what: String, why: [String], _ tries: [Outreach], overdue: Bool,
    type: ID<VisitType>, attempts: String, _ who: Who
  ) -> RecallLineView {
    let may = who.may(.bookVisits)
    return RecallLineView(
      id: patient.id.rawValue, patient: patient.name.full, patientURL: "/patients/\(patient.id)",
      born: bornAndAge(patient.born, today: today), phone: patient.phone?.description ?? "", what: what,
      why: why.filter { !$0.isEmpty }.joined(separator: " · "), overdue: overdue,
      badNumber: tries.last?.outcome == .wrongNumber,
      book: may ? "/appointments/new?patient=\(patient.id)&type=\(type)" : nil,
      attempts: may ? attempts : nil)
  }

  /// `tried twice, left a message on 20 Nov 2026 (Maria Ortega)`
  private func tried(_ attempts: [Outreach]) -> String {
    guard let last = attempts.last else { return "" }
    let times = attempts.count == 1 ? "tried once" : "tried \(attempts.count) times"
    let next = last.next.map { ", again on \(shortDay($0))" } ?? ""
    let note = last.note.isEmpty ? "" : ": \(last.note)"
    return "\(times), \(last.outcome.words.lowercased()) on \(shortDay(last.day)) (\(last.by))\(note)\(next)"
  }

  private func span(_ days: Int) -> String {
    switch days {
    case ...0: "less than a day"
    case 1: "1 day"
    case ..<60: "\(days) days"
    default: "\(days / 30) months"
    }
  }
}
