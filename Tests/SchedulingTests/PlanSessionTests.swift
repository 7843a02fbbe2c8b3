import Kernel
import Scheduling
import Testing

private func visits(_ count: Int, _ service: ServiceTime, noShow: Double = 0) -> [VisitToPlan] {
  Array(repeating: VisitToPlan(service, noShow: noShow), count: count)
}

@Suite struct `Planning a session` {
  /// Mahes, Mandjes, Boon and Taylor, arXiv 2103.09596, and its author's notebooks.
  @Test func `finds the published starts of ten exponential visits`() throws {
    let session = try SessionToPlan(
      visits: visits(10, ServiceTime(rate: 1)), weights: PlanWeights(omega: 0.5))
    let published = [
      0, 1.0060071, 2.51514233, 4.10467352, 5.71586396, 7.32586284, 8.91668111, 10.46217557, 11.90389501,
      13.02920249,
    ]
    let plan = session.plan()
    #expect(abs(plan.cost - 4.693543139195542) < 1e-6)
    for (start, other) in zip(plan.starts, published) { #expect(abs(start - other) < 1e-4) }
    // The exact cost of the published starts is the published cost; the search here goes a hair further.
    let theirs = try session.outlook(starts: published)
    #expect(abs(theirs.cost - 4.693543139195542) < 1e-11)
    #expect(plan.cost <= theirs.cost)
  }

  /// The same source: the rates grow from the first visit to the last, so the longest come first. The other way
  /// round the same visits cost 7.518.
  @Test func `finds the published cost of fifteen visits with growing rates`() throws {
    let growing = try (0..<15).map { VisitToPlan(try ServiceTime(rate: 0.5 + Double($0) / 14)) }
    let session = try SessionToPlan(visits: growing, weights: PlanWeights(omega: 0.5))
    #expect(abs(session.plan().cost - 9.232766261637718) < 1e-6)
    let shrinking = try SessionToPlan(visits: growing.reversed(), weights: PlanWeights(omega: 0.5))
    #expect(abs(shrinking.plan().cost - 7.518403) < 1e-6)
  }

  /// Kaandorp and Koole 2007; the two figures are of a full enumeration.
  @Test func `finds the Bailey-Welch schedule for eight patients in eight slots`() throws {
    let session = try SlotSession(
      visits: 8, slots: 8, slotLength: 15, service: ServiceTime(mean: 15), wait: 1, idle: 0, tardiness: 1)
    #expect(session.plan() == [2, 1, 1, 1, 1, 1, 1, 0])
    #expect(abs(try session.outlook([2, 1, 1, 1, 1, 1, 1, 0]).cost - 37.3841) < 5e-5)
    #expect(session.individual == [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(abs(try session.outlook(session.individual).cost - 38.5474) < 5e-5)
  }

  @Test func `finds no better schedule of slots by trying every one`() throws {
    let session = try SlotSession(
      visits: 5, slots: 4, slotLength: 15, service: ServiceTime(mean: 17), noShow: 0.2, wait: 1, idle: 0.3,
      tardiness: 0.7)
    var best = (cost: Double.infinity, counts: [Int]())
    for code in 0..<1296 {
      let counts = [code / 216, code / 36 % 6, code / 6 % 6, code % 6]
      guard counts.reduce(0, +) == 5 else { continue }
      let cost = try session.outlook(counts).cost
      if cost < best.cost { best = (cost, counts) }
    }
    #expect(session.plan() == best.counts)
  }

  @Test func `starts in order, and never costs more than starting after each mean`() throws {
    for variability in [0.03, 0.2, 0.5, 1, 2.5] {
      for omega in [0, 0.3, 0.9, 1] {
        let mixed = try [10.0, 30, 10, 20].map {
          VisitToPlan(try ServiceTime(mean: $0, variability: variability), noShow: 0.1)
        }
        let session = try SessionToPlan(
          visits: mixed, weights: PlanWeights(omega: omega, overtime: 0.2), length: 70)
        let plan = session.plan()
        #expect(plan.starts[0] == 0 && zip(plan.starts, plan.starts.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(plan.cost <= session.evenPlan().cost + 1e-9)
        // Convex and at its lowest: no small step to either side is cheaper.
        for place in 1..<4 {
          for step in [-0.01, 0.01] {
            var starts = plan.starts
            for later in place..<4 { starts[later] = max(starts[later] + step, starts[place - 1]) }
            #expect(try session.outlook(starts: starts).cost >= plan.cost - 1e-9)
          }
        }
      }
    }
  }

  @Test func `costs nobody anything where one visit is all there is`() throws {
    let session = try SessionToPlan(visits: visits(1, ServiceTime(rate: 2)), weights: PlanWeights(omega: 0.5))
    let plan = session.plan()
    #expect(plan.starts == [0] && abs(plan.cost) < 1e-12 && abs(plan.outlook.end - 0.5) < 1e-12)
  }

  @Test func `rounds to five minutes at little cost`() throws {
    let session = try SessionToPlan(
      visits: visits(8, ServiceTime(mean: 17, variability: 0.3)), weights: PlanWeights(omega: 0.5))
    let exact = session.plan()
    let rounded = session.rounded(exact, to: 5)
    #expect(rounded.starts.allSatisfy { $0.truncatingRemainder(dividingBy: 5) == 0 })
    #expect(rounded.cost >= exact.cost && rounded.cost < 1.05 * exact.cost)
    #expect(rounded.outlook == (try session.outlook(starts: rounded.starts)))
  }
}

@Suite struct `A session beyond all measure` {
  @Test func `is still answered`() throws {
    let two = visits(2, try ServiceTime(mean: 15))
    let endless = try SessionToPlan(visits: two, weights: PlanWeights(omega: 0.5, overtime: 1), length: 1e300)
    #expect(endless.plan().outlook.overtime == 0)
    let apart = try endless.outlook(starts: [0, 1e299])
    #expect(apart.waits[1] < 1e-12 && apart.idle > 0.9e299)
    // Where idle time costs nothing, nobody has to wait.
    let patient = try SessionToPlan(visits: two, weights: PlanWeights(omega: 0)).plan()
    #expect(patient.outlook.wait < 1e-5 && patient.starts[1].isFinite)
  }
}

@Suite struct `How long a visit takes` {
  @Test func `has the mean and the variance that were asked for`() throws {
    for variability in [0.0225, 0.05, 0.1, 0.3, 1.0 / 3, 0.5, 0.77, 1, 1.0001, 2, 25] {
      let service = try ServiceTime(mean: 20, variability: variability)
      let (mean, variance) = service.momentsOfPhases
      #expect(abs(mean - 20) < 1e-9, "\(variability)")
      #expect(abs(variance - variability * 400) < 1e-7, "\(variability)")
    }
  }
}

@Suite struct `A session that is lived` {
  @Test func `comes to what was expected of it`() throws {
    var dice = SeededDice(20_261_124)
    for variability in [0.1, 0.6, 1, 3] {
      let mixed = try [10.0, 25, 15, 15, 30, 10].map {
        VisitToPlan(try ServiceTime(mean: $0, variability: variability), noShow: 0.12)
      }
      let session = try SessionToPlan(
        visits: mixed, weights: PlanWeights(omega: 0.4, overtime: 0.5), length: 90,
        walkIns: WalkIns(expected: 2, service: ServiceTime(mean: 12, variability: 0.5)))
      for starts in [session.plan().starts, [0, 10, 35, 35, 50, 70]] {
        let expected = try session.outlook(starts: starts)
        let lived = try session.simulate(starts: starts, runs: 6000, using: &dice)
        // The waits that count are those of whoever comes.
        let wait = zip(expected.waits, mixed).reduce(0) { $0 + $1.0 * (1 - $1.1.noShow) }
        #expect(abs(lived.wait.mean - wait) < 4 * lived.wait.error)
        #expect(abs(lived.idle.mean - expected.idle) < 4 * lived.idle.error)
        #expect(abs(lived.overtime.mean - expected.overtime) < 4 * lived.overtime.error)
        let cost = 0.4 * expected.idle + 0.6 * wait + 0.5 * expected.overtime
        #expect(abs(cost - expected.cost) < 1e-9)
      }
    }
  }

  @Test func `is the same again with the same dice`() throws {
    let session = try SessionToPlan(
      visits: visits(4, ServiceTime(mean: 15)), weights: PlanWeights(omega: 0.5))
    var (one, other) = (SeededDice(7), SeededDice(7))
    let starts = [0.0, 15, 30, 45]
    #expect(
      try session.simulate(starts: starts, runs: 50, using: &one)
        == session.simulate(starts: starts, runs: 50, using: &other))
  }
}

@Suite struct `A session that cannot be planned` {
  @Test func `is refused with a sentence`() throws {
    let service = try ServiceTime(mean: 15)
    func session(
      _ visits: [VisitToPlan], omega: Double = 0.5, overtime: Double = 0, length: Double? = nil,
      walkIns: Double = 0
    ) throws {
      _ = try SessionToPlan(
        visits: visits, weights: PlanWeights(omega: omega, overtime: overtime), length: length,
        walkIns: WalkIns(expected: walkIns, service: service))
    }
    for rate in [-1, 0, .nan, .infinity] {
      #expect(throws: SessionRefused.rate) { try ServiceTime(rate: rate) }
    }
    for mean in [-1, 0, .nan, .infinity] {
      #expect(throws: SessionRefused.mean) { try ServiceTime(mean: mean) }
    }
    for variability in [-1, 0, 0.02, 26, .nan] {
      #expect(throws: SessionRefused.variability) { try ServiceTime(mean: 1, variability: variability) }
    }
    for omega in [-0.1, 1.1, .nan] {
      #expect(throws: SessionRefused.omega) { try PlanWeights(omega: omega) }
    }
    #expect(throws: SessionRefused.count(0)) { try session([]) }
    #expect(throws: SessionRefused.count(500)) { try session(visits(500, service)) }
    for noShow in [-0.1, 0.91, .nan] {
      #expect(throws: SessionRefused.noShow) { try session(visits(2, service, noShow: noShow)) }
    }
    for overtime in [-1, 1001, .infinity, .nan] {
      #expect(throws: SessionRefused.overtime) { try session(visits(2, service), overtime: overtime) }
    }
    #expect(throws: SessionRefused.unlike) {
      try session([VisitToPlan(service), VisitToPlan(ServiceTime(mean: 1501))])
    }
    #expect(throws: SessionRefused.noLength) { try session(visits(2, service), overtime: 1) }
    #expect(throws: SessionRefused.length) { try session(visits(2, service), length: .nan) }
    #expect(throws: SessionRefused.walkIns) { try session(visits(2, service), walkIns: 3) }
    let two = try SessionToPlan(visits: visits(2, service), weights: PlanWeights(omega: 0.5))
    for starts in [[], [0], [1, 2], [0, -1], [0, .nan], [0, .infinity]] {
      #expect(throws: SessionRefused.starts) { try two.outlook(starts: starts) }
    }
    #expect(throws: SessionRefused.slots) {
      try SlotSession(visits: 4, slots: 17, slotLength: 15, service: service, wait: 1, idle: 0, tardiness: 1)
    }
    #expect(SessionRefused.count(500).sentence.contains("1 to 60 visits, and this one has 500"))
  }
}

/// The same numbers each time (SplitMix64).
private struct SeededDice: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
