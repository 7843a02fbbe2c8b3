import ArgumentParser
import Foundation
import Kernel
import Scheduling

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Start times for a session that keep the clinician's idle time and the patients' waits low.",
    discussion: """
      Give the mean length of each visit in order with --means, or how many fit into one unit of time with --rates. \
      The starts that cost least are computed exactly and printed in the same unit; --json prints them for scripts.

        foyer schedule plan --rates 1,1,1 --omega 0.5
        foyer schedule plan --means 15,15,30,15 --cv 0.5 --no-show 0.1 --overtime 1 --session 80
      """)

  @Option(parsing: .unconditional, help: "Visits per unit of time, for each visit: 1,1,0.5.")
  var rates: String?
  @Option(parsing: .unconditional, help: "Mean length of each visit: 15,15,30.")
  var means: String?
  @Option(
    parsing: .unconditional,
    help: "Standard deviation over mean: one for all visits, or one for each. 1 is exponential.")
  var cv = "1"
  @Option(
    name: .customLong("no-show"), parsing: .unconditional,
    help: "The chance that nobody comes, from 0 to 0.9: one for all visits, or one for each.")
  var noShow = "0"
  @Option(parsing: .unconditional, help: "What idle time counts, from 0 to 1; the wait counts the rest of 1.")
  var omega = 0.5
  @Option(parsing: .unconditional, help: "What a minute of overtime counts; needs --session.")
  var overtime = 0.0
  @Option(parsing: .unconditional, help: "How long the session is meant to be.")
  var session: Double?
  @Option(
    name: .customLong("walk-ins"), parsing: .unconditional,
    help: "How many come without a time, on average, over the whole session.")
  var walkIns = 0.0
  @Option(
    name: .customLong("walk-in-mean"), parsing: .unconditional,
    help: "Their mean length; the mean of the visits where it is not given.")
  var walkInMean: Double?
  @Flag(help: "Answers in JSON.") var json = false

  struct Answer: Encodable {
    let starts: [Double]
    let cost: Double
    let waits: [Double]
    let idle: Double
    let overtime: Double
    let end: Double
  }

  func run() throws {
    let asked = try wanted()
    let plan = asked.plan()
    if json { return try printJSON(Self.answer(plan)) }
    Self.show(plan, asked)
  }

  static func answer(_ plan: SessionPlan) -> Answer {
    Answer(
      starts: plan.starts, cost: plan.cost, waits: plan.outlook.waits, idle: plan.outlook.idle,
      overtime: plan.outlook.overtime, end: plan.outlook.end)
  }

  func wanted() throws -> SessionToPlan {
    let lengths: [Double]
    switch (rates, means) {
    case (let rates?, nil):
      lengths = try numbers(rates, "rates").map { rate in
        guard rate.isFinite, rate > 0 else { throw SessionRefused.rate }
        return 1 / rate
      }
    case (nil, let means?): lengths = try numbers(means, "means")
    default: throw InvalidInput("rates", "Give either --rates or --means, a number for each visit.")
    }
    let spreads = try oneOrEach(cv, "cv", lengths.count).map { $0 < 0 ? .nan : $0 * $0 }
    let absences = try oneOrEach(noShow, "no-show", lengths.count)
    let visits = try lengths.indices.map {
      VisitToPlan(try ServiceTime(mean: lengths[$0], variability: spreads[$0]), noShow: absences[$0])
    }
    let mean = walkInMean ?? lengths.reduce(0, +) / Double(max(1, lengths.count))
    return try SessionToPlan(
      visits: visits, weights: PlanWeights(omega: omega, overtime: overtime), length: session,
      walkIns: walkIns == 0
        ? nil : WalkIns(expected: walkIns, service: ServiceTime(mean: mean, variability: spreads.first ?? 1)))
  }

  private func numbers(_ text: String, _ name: String) throws -> [Double] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let number = Double(part.trimmingCharacters(in: .whitespaces)) else {
        throw InvalidInput(name, "--\(name) takes numbers with commas between, and “\(part)” is none.")
      }
      return number
    }
  }

  private func oneOrEach(_ text: String, _ name: String, _ count: Int) throws -> [Double] {
    let given = try numbers(text, name)
    if given.count == 1 { return Array(repeating: given[0], count: count) }
    guard given.count == count else {
      throw InvalidInput(
        name, "--\(name) has \(given.count) numbers for \(count) visits: give one for all, or one for each.")
    }
    return given
  }

  private static func show(_ plan: SessionPlan, _ asked: SessionToPlan) {
    print("visit     start    length      wait  idle before")
    for (place, visit) in asked.visits.enumerated() {
      let figures = [
        plan.starts[place], visit.service.mean, plan.outlook.waits[place], plan.outlook.idles[place],
      ]
      print(String(format: "%5d", place + 1) + figures.map { String(format: "%10.3f", $0) }.joined())
    }
    let out = plan.outlook
    print(
      String(
        format: "\nIdle %.3f, waits %.3f, overtime %.3f, the last visit ends at %.3f. Cost %.6f.", out.idle,
        out.wait, out.overtime, out.end, plan.cost))
    let even = asked.evenPlan()
    print(String(format: "Starting each visit after the mean of the one before costs %.6f.", even.cost))
  }
}
