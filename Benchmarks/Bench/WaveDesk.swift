import Driver
import Foundation
import Kernel
import Practice
import Records
import Scheduling

/// Visits that are given up while many wait: how long until the first wave of offers stands.
struct WaveDesk: Sendable {
  let town: Town

  /// Two hundred people who wait, and visits that can be given up.
  func prepare(visits count: Int) async throws -> [ID<Appointment>] {
    try await town.visit { desks in
      for (number, patient) in town.patients.prefix(200).enumerated() {
        let terms = WishTerms(
          patient: patient, visitType: town.visitType, notice: number % 3 * 30, phoneOnly: number % 4 == 0)
        _ = try await desks.scheduling.wish(terms, by: Town.boss, submission: "wish \(number)")
      }
      return try await inParallel(count) { number in
        let slot = Slot(
          provider: town.providers[number % town.providers.count], location: town.location,
          day: town.boardDay(number / town.providers.count), time: WallTime(10, 0) ?? .midnight, minutes: 20)
        let ask = BookingAsk(
          patient: town.patients[200 + number], visitType: town.visitType, slot: slot,
          submission: "visit \(number)")
        return try await desks.scheduling.book(ask, by: Town.boss).id
      }
    }
  }

  /// From the press on "cancel" until the wait list shows the offers, which is after their commit.
  func run(_ visits: [ID<Appointment>], port: Int) throws -> Timings {
    let visitor = try Visitor(port: port)
    try visitor.signIn("maria", Town.password)
    var timings = Timings()
    let began = ContinuousClock.now
    for visit in visits {
      let before = try waves(visitor)
      let start = ContinuousClock.now
      let answer = try visitor.post("/appointments/\(visit)/cancellation", ["reason": "patient"])
      guard answer.status == 303 else {
        throw Town.Trouble(description: "a cancellation was answered with \(answer.status)")
      }
      while try waves(visitor) == before {
        guard ContinuousClock.now - start < .seconds(10) else {
          throw Town.Trouble(description: "no wave came within ten seconds")
        }
      }
      timings.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    timings.seconds = (ContinuousClock.now - began) / .seconds(1)
    return timings
  }

  private func waves(_ visitor: Visitor) throws -> Int {
    try visitor.get("/wait-list").text.components(separatedBy: "First wave").count - 1
  }
}
