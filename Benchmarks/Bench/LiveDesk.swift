import Driver
import Foundation
import Kernel

/// People who have the same day open.
struct LiveDesk: Sendable {
  let town: Town
  let port: Int

  /// Milliseconds from the press that books a visit until the last of so many open boards has heard of it, and
  /// until the last has the day anew. Several rounds.
  func spread(boards: Int, rounds: Int) async throws -> (heard: Timings, renewed: Timings) {
    let pass = try await onThread { () -> Visitor.Pass in
      let visitor = try Visitor(port: port)
      try visitor.signIn("maria", Town.password)
      return visitor.pass
    }
    var (heard, renewed) = (Timings(), Timings())
    for round in 0..<rounds {
      let (ready, open) = AsyncStream.makeStream(of: Void.self)
      let ends = try await withThrowingTaskGroup(
        of: (heard: ContinuousClock.Instant, renewed: ContinuousClock.Instant)?.self
      ) { group in
        for _ in 0..<boards {
          group.addTask { try await onThread { try watch(pass) { open.yield() } } }
        }
        var waiting = boards
        for await _ in ready {
          waiting -= 1
          if waiting == 0 { break }
        }
        let began = ContinuousClock.now
        group.addTask {
          try await onThread { try book(pass, round) }
          return nil
        }
        return try await group.reduce(into: [(Double, Double)]()) { ends, end in
          guard let end else { return }
          ends.append(((end.heard - began) / .milliseconds(1), (end.renewed - began) / .milliseconds(1)))
        }
      }
      heard.milliseconds.append(ends.map(\.0).max() ?? 0)
      renewed.milliseconds.append(ends.map(\.1).max() ?? 0)
    }
    return (heard, renewed)
  }

  private func watch(
    _ pass: Visitor.Pass, _ isOpen: () -> Void
  ) throws -> (heard: ContinuousClock.Instant, renewed: ContinuousClock.Instant) {
    let visitor = try Visitor(port: port, pass: pass)
    let day = town.boardDay(0)
    let stream = try visitor.listen("/live?topic=schedule:\(town.location):\(day)")
    var said = ""
    while !said.contains("event: hello") { said += try next(stream) }
    isOpen()
    while !said.contains("event: changed") { said += try next(stream) }
    let heard = ContinuousClock.now
    let page = try visitor.get("/schedule/again?location=\(town.location)&day=\(day)")
    guard page.status == 200 else {
      throw Town.Trouble(description: "the board was answered with \(page.status)")
    }
    return (heard, .now)
  }

  private func next(_ stream: Connection) throws -> String {
    guard let bytes = try stream.readSome() else { throw Town.Trouble(description: "a board was hung up on") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Each fourth time is free on the day: the first of them with a provider for each round.
  private func book(_ pass: Visitor.Pass, _ round: Int) throws {
    let answer = try Visitor(port: port, pass: pass).post(
      "/appointments",
      [
        "patient": town.patients[round].rawValue, "type": town.visitType.rawValue,
        "slot": "\(town.providers[round])_\(town.location)_\(town.boardDay(0))_09:00",
        "provider": town.providers[round].rawValue, "location": town.location.rawValue,
        "submission": "live-\(round)",
      ])
    guard answer.status == 303 else {
      throw Town.Trouble(description: "a booking was answered with \(answer.status)")
    }
  }
}
