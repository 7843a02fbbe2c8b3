import Driver
import Foundation
import Kernel
import Scheduling

/// People who look.
struct PageDesk: Sendable {
  let town: Town
  let port: Int
  let seconds: Double

  /// Days that are looked at one after another.
  private static let days = 100

  /// The whole page of one day after another.
  func board(clients: Int) async throws -> Timings {
    try await ask(clients: clients, warm: Self.days) { visitor, client, number in
      try visitor.get(board(client * 17 + number))
    }
  }

  /// The same, each day for the first time.
  func firstBoards() async throws -> Timings {
    try await onThread { () -> Timings in
      let visitor = try Visitor(port: port)
      try visitor.signIn("maria", Town.password)
      var timings = Timings()
      let began = ContinuousClock.now
      for number in 0..<Self.days {
        let start = ContinuousClock.now
        _ = try visitor.get(board(number))
        timings.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
      }
      timings.seconds = (ContinuousClock.now - began) / .seconds(1)
      return timings
    }
  }

  private func board(_ number: Int) -> String {
    "/schedule?location=\(town.location)&day=\(town.boardDay(number % Self.days))"
  }

  /// One page of the fullest day, again and again.
  func wholeDay(_ path: String, clients: Int) async throws -> Timings {
    let address = "\(path)?location=\(town.location)&day=\(town.boardDay(0))"
    return try await ask(clients: clients) { visitor, _, _ in try visitor.get(address) }
  }

  /// Names typed letter by letter, some with a first name, some with a slip.
  func search(people: Int) async throws -> Timings {
    var typed: [String] = []
    for number in 0..<400 {
      let it = People.person(number * 7919 % people)
      let words = [
        it.family + " " + it.given, it.given + " " + it.family, it.family + " " + it.birth,
        String(it.family.dropLast(2)) + "xn " + it.given,
      ][number % 4]
      for length in 2...max(2, min(words.count, 12)) { typed.append(String(words.prefix(length))) }
    }
    let list = typed
    return try await ask(clients: 1) { visitor, _, number in
      try visitor.post("/patients/search/quick", ["q": list[number % list.count]])
    }
  }

  /// The first open times of anybody within ninety days.
  func times() async throws -> Timings {
    let type = try await town.visit { desks in
      try await desks.scheduling.visitTypes(by: Town.boss).first { $0.name == "Consultation" }?.id
    }
    let first = town.boardDay(0)
    return try await ask(clients: 1) { visitor, _, _ in
      try visitor.get("/times?type=\(type?.rawValue ?? "")&from=\(first)&to=\(first.advanced(by: 90))")
    }
  }

  /// What a visitor asks for: who they are among the clients, and the how manieth time it is.
  private typealias Question = @Sendable (Visitor, Int, Int) throws -> Answer

  private func ask(
    clients: Int, warm: Int = 20, _ question: @escaping Question
  ) async throws -> Timings {
    let pass = try await onThread { () -> Visitor.Pass in
      let visitor = try Visitor(port: port)
      try visitor.signIn("maria", Town.password)
      // Once around, so that what is measured is a day's work and not its first minute.
      for number in 0..<warm { _ = try question(visitor, 0, number) }
      return visitor.pass
    }
    let began = ContinuousClock.now
    let end = began + .seconds(seconds)
    let all = try await withThrowingTaskGroup(of: [Double].self) { group in
      for client in 0..<clients {
        group.addTask { try await onThread { try look(client, pass, until: end, question) } }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return Timings(milliseconds: all, seconds: (ContinuousClock.now - began) / .seconds(1))
  }

  private func look(
    _ client: Int, _ pass: Visitor.Pass, until end: ContinuousClock.Instant,
    _ question: Question
  ) throws -> [Double] {
    let visitor = try Visitor(port: port, pass: pass)
    var times: [Double] = []
    while ContinuousClock.now < end {
      let start = ContinuousClock.now
      let answer = try question(visitor, client, times.count)
      times.append((ContinuousClock.now - start) / .milliseconds(1))
      guard answer.status == 200 else {
        throw Town.Trouble(description: "a page was answered with \(answer.status)")
      }
    }
    return times
  }
}
