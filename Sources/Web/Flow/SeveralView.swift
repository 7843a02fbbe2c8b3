import Kernel
import Practice
import Scheduling

/// Choosing several visits, and what would become of them.
struct SeveralView: Sendable {
  var title: String
  var day: String
  var location: String
  var back: String
  var provider: String
  var providers: [Choice]
  var after: String
  var until: String
  var visits: [Line]
  var deed: String
  var minutes: String
  var absorbing: Bool
  var to: String
  var mayOverrule: Bool
  var overrule: String
  var plan: Plan?
  var wrong = FormProblems.none

  struct Line: Sendable {
    var id: String
    /// `14:00–14:30 · Ruth Cohen`
    var words: String
    /// `Follow-up · Dr. Okafor`
    var more: String
    var mark: VisitMark
    var chosen: Bool
  }

  struct Plan: Sendable {
    /// Where it is sent, with all that was asked.
    var url: String
    var isCancel = false
    var lines: [Proposal]
    var going: Int
    var overrule = ""
  }

  struct Proposal: Sendable {
    var patient: String
    var old: String
    var new: String
    /// What is sent for it; empty where it cannot go as it was wished.
    var code: String
    var refusal: String?
    /// Open times instead: what is sent, and the words.
    var instead: [Choice] = []
  }
}

struct SeveralBuilder {
  let board: DayBoard
  let day: DayAsk
  /// Nil where what was typed cannot be read.
  let ask: SeveralAsk?
  let query: Form
  let who: Who

  func view(_ wrong: FormProblems) -> SeveralView {
    let visits = board.columns.flatMap(\.visits).filter {
      ask?.fits($0) ?? $0.visit.status.isMovable
    }.sorted { $0.visit.start < $1.visit.start }
    return SeveralView(
      title: longDay(board.day, today: day.today), day: board.day.description,
      location: board.location.id.rawValue, back: day.url(), provider: day.provider?.rawValue ?? "",
      providers: board.columns.map { Choice($0.provider.id.rawValue, $0.provider.title) },
      after: query["after"], until: query["until"],
      visits: visits.map { v in
        let slot = v.visit.slot
        return SeveralView.Line(
          id: v.visit.id.rawValue,
          words: "\(clockRange(slot.time.minutes, slot.minutes)) · \(v.patient.full)",
          more: "\(v.typeName) · \(v.providerName)", mark: VisitMark(v.visit.status),
          chosen: ask?.isChosen(v) ?? false)
      },
      deed: ask?.deed.rawValue ?? "shift", minutes: query.has("minutes") ? query["minutes"] : "30",
      absorbing: query.flag("gaps") || !query.has("deed"), to: query["to"],
      mayOverrule: who.may(.overrideRules) || who.may(.overbook), overrule: query["overrule"], wrong: wrong)
  }
}

func movePlan(_ proposals: [MoveProposal], _ ask: SeveralAsk, _ who: Who) -> SeveralView.Plan {
  let lines = proposals.filter { !$0.stays }.map { p -> SeveralView.Proposal in
    let visit = p.board.visit
    return SeveralView.Proposal(
      patient: p.board.patient.full,
      old: "\(clockTime(visit.slot.time.minutes)) · \(p.board.providerName)", new: target(p, ask),
      code: p.refusal == nil ? MoveCode(visit, to: p.to).text : "", refusal: p.refusal,
      instead: p.alternatives.map { open in
        Choice(
          MoveCode(visit, to: open.slot).text,
          "\(shortDay(open.slot.day)), \(clockTime(open.slot.time.minutes)) · \(open.providerName)")
      })
  }
  return SeveralView.Plan(
    url: ask.url("/schedule/several"), lines: lines, going: lines.count { $0.refusal == nil },
    overrule: ask.overrule)
}

private func target(_ p: MoveProposal, _ ask: SeveralAsk) -> String {
  let time = clockTime(p.to.time.minutes)
  return p.to.provider == p.board.visit.slot.provider ? time : "\(time), with whom you chose"
}

func cancelPlan(_ visits: [BoardVisit], _ ask: SeveralAsk) -> SeveralView.Plan {
  SeveralView.Plan(
    url: ask.url("/schedule/several/cancellation"), isCancel: true,
    lines: visits.map { v in
      SeveralView.Proposal(
        patient: v.patient.full, old: "\(clockTime(v.visit.slot.time.minutes)) · \(v.providerName)",
        new: "cancelled", code: "\(v.visit.id)_\(v.visit.steps)",
        refusal: v.visit.status.next.contains(.cancelled)
          ? nil : "This visit is \(v.visit.status.words), so it cannot be cancelled any more.")
    }, going: visits.count { $0.visit.status.next.contains(.cancelled) })
}

extension SeveralAsk {
  /// The address that asks the same again, so that a refusal shows what was wished.
  func url(_ path: String) -> String {
    var url = day.url(path) + "&deed=\(deed.rawValue)&minutes=\(minutes)"
    if let after { url += "&after=\(after)" }
    if let until { url += "&until=\(until)" }
    if absorbing { url += "&gaps=yes" }
    if let to { url += "&to=\(to)" }
    if let ticked { url += "&ticked=yes" + ticked.sorted().map { "&visit=\($0)" }.joined() }
    return url
  }
}
