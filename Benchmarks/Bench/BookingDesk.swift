import Driver
import Foundation
import Kernel

/// People who book, each on a connection of their own.
struct BookingDesk: Sendable {
  let town: Town
  let port: Int
  let clients: Int
  /// What each of them has booked so far.
  private var booked: [Int]

  init(town: Town, port: Int, clients: Int) {
    self.town = town
    self.port = port
    self.clients = clients
    booked = Array(repeating: 0, count: clients)
  }

  /// They book for so long, from where they were.
  mutating func run(seconds: Double) async throws -> Timings {
    let desk = self
    let pass = try await onThread {
      let visitor = try Visitor(port: desk.port)
      try visitor.signIn("maria", Town.password)
      return visitor.pass
    }
    let end = ContinuousClock.now + .seconds(seconds)
    let began = ContinuousClock.now
    let all = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
      for client in 0..<desk.clients {
        group.addTask {
          try await onThread { (client, try desk.book(client, pass, until: end)) }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let took = (ContinuousClock.now - began) / .seconds(1)
    for (client, times) in all { booked[client] += times.count }
    return Timings(milliseconds: all.flatMap(\.1), seconds: took)
  }

  /// Each client has a provider of its own, and each run of so many clients days of its own.
  private func book(
    _ client: Int, _ pass: Visitor.Pass, until end: ContinuousClock.Instant
  ) throws -> [Double] {
    let visitor = try Visitor(port: port, pass: pass)
    var times: [Double] = []
    var number = booked[client]
    while ContinuousClock.now < end {
      let day = town.boardDay(clients * 25 + number / 72)
      let time = pad(number % 72 / 3) + ":" + pad(number % 3 * 20)
      let slot = "\(town.providers[client])_\(town.location)_\(day)_\(time)_20"
      let patient = town.patients[(client * 61 + number) % town.patients.count]
      let start = ContinuousClock.now
      let answer = try visitor.post(
        "/appointments",
        [
          "patient": patient.rawValue, "type": town.visitType.rawValue, "slot": slot,
          "provider": town.providers[client].rawValue, "location": town.location.rawValue,
          "submission": "\(clients)-\(client)-\(number)",
        ])
      times.append((ContinuousClock.now - start) / .milliseconds(1))
      number += 1
      guard answer.status == 303 else {
        throw Town.Trouble(
          description: "a booking was answered with \(answer.status): \(answer.text.prefix(400))")
      }
    }
    return times
  }
}
