import Kernel
import Scheduling

/// A plan as the page shows it: minutes and sentences.
struct ProposalView: Sendable {
  let sentence: String
  let figures: [(name: String, now: String, then: String, change: String)]
  let rounding: String
  let visits: [Line]
  let kinds: [KindLine]
  let from: Int
  let end: Int

  struct Line: Sendable {
    let number: Int
    let name: String
    let now: Int
    let proposed: Int
    let waitNow: Double
    let wait: Double
    let mean: Double
  }

  struct KindLine: Sendable {
    let name: String
    let planned: Int
    let length: String
    let basis: String
    let noShow: String
  }

  init(_ proposal: SessionProposal) {
    let names = Dictionary(
      proposal.kinds.map { ($0.type.id, $0.type.name) }, uniquingKeysWith: { first, _ in first })
    visits = proposal.visits.enumerated().map { place, visit in
      Line(
        number: place + 1, name: names[visit.type] ?? "", now: visit.now, proposed: visit.proposed,
        waitNow: proposal.now.waits[place], wait: proposal.proposed.waits[place], mean: visit.mean)
    }
    kinds = proposal.kinds.map(KindLine.init)
    from = proposal.from
    let ends = [proposal.now.end, proposal.proposed.end].map { proposal.from + Int($0.rounded(.up)) }
    end = max(proposal.plannedEnd, ends[0], ends[1])
    let people = Double(proposal.visits.count)
    let (now, then) = (proposal.now, proposal.proposed)
    figures = [
      Self.figure("Wait of each patient", now.wait / people, then.wait / people),
      Self.figure("The clinician is idle", now.idle, then.idle),
      (
        "The last visit ends", "about \(clockTime(ends[0]))", "about \(clockTime(ends[1]))",
        Self.signed(then.end - now.end)
      ),
      Self.figure("Worked after \(clockTime(proposal.plannedEnd))", now.overtime, then.overtime),
    ]
    sentence = Self.sentence(proposal, wait: (then.wait - now.wait) / people, idle: then.idle - now.idle)
    let extra = proposal.exactCost > 0 ? 100 * (then.cost / proposal.exactCost - 1) : 0
    let costs = extra < 0.1 ? "next to nothing" : "\(oneDecimal(extra)) %"
    rounding = "Times on five minutes cost \(costs) more than the best to the second would."
  }

  private static func figure(
    _ name: String, _ now: Double, _ then: Double
  ) -> (name: String, now: String, then: String, change: String) {
    (name, minutesText(now), minutesText(then), signed(then - now))
  }

  private static func sentence(_ proposal: SessionProposal, wait: Double, idle: Double) -> String {
    guard let place = proposal.visits.firstIndex(where: { $0.now != $0.proposed }) else {
      return "The times are as good as they get: leave them as they are."
    }
    let visit = proposal.visits[place]
    let others = proposal.visits.count { $0.now != $0.proposed } - 1
    let more = others == 0 ? "" : others == 1 ? ", and move one more" : ", and move \(others) more"
    return """
      Start \(named(place)) at \(clockTime(visit.proposed)), not \(clockTime(visit.now))\(more): \
      expected wait \(signed(wait)) for each patient, idle \(signed(idle)) in the session.
      """
  }

  private static func named(_ place: Int) -> String {
    let words = [
      "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]
    return place < words.count ? "the \(words[place]) visit" : "visit \(place + 1)"
  }

  /// `−4 min`, `+1 min`, `±0 min`
  static func signed(_ minutes: Double) -> String {
    let whole = Int(minutes.rounded())
    return whole == 0 ? "±0 min" : whole < 0 ? "−\(-whole) min" : "+\(whole) min"
  }
}

/// `12 min`; under ten with one decimal.
func minutesText(_ minutes: Double) -> String {
  minutes < 9.95 ? "\(oneDecimal(minutes)) min" : "\(Int(minutes.rounded())) min"
}

/// `4.2`, `4` for 4.0
func oneDecimal(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
}

extension ProposalView.KindLine {
  init(_ kind: SessionProposal.Kind) {
    let length = kind.length
    name = kind.type.name
    planned = kind.type.minutes
    let spread = length.minutes * length.variability.squareRoot()
    self.length = "\(minutesText(length.minutes)), give or take \(Int(spread.rounded()))"
    basis =
      switch length.basis {
      case .own(let count): "\(count) visits of their own"
      case .everybody(let count, let own): "\(count) visits of everybody, as only \(own) are their own"
      case .planned(0): "planned length: no visit was measured yet"
      case .planned(let count):
        "planned length: only \(count) \(count == 1 ? "visit was" : "visits were") measured"
      }
    noShow =
      length.due.map { "\(oneDecimal(100 * length.noShow)) % of \($0)" }
      ?? "taken as none: too few visits to tell"
  }
}
