import Driver
import Foundation

/// Measures what the product exists for and writes a table; it never fails for being slow.
///
/// `foyer-bench FOYER_BINARY OUTPUT.md [--quick] [--only PART,…]`: with `FOYER_TEST_POSTGRES` set, PostgreSQL is
/// measured too. The parts are the cases of ``Run/Part``.
@main
enum Bench {
  static func main() async throws {
    var arguments = Array(CommandLine.arguments.dropFirst().filter { $0 != "--quick" })
    var parts = Run.Part.allCases
    if let only = arguments.firstIndex(of: "--only"), only + 1 < arguments.count {
      parts = arguments[only + 1].split(separator: ",").compactMap { Run.Part(rawValue: String($0)) }
      arguments.removeSubrange(only...only + 1)
    }
    guard arguments.count == 2, !parts.isEmpty else {
      let names = Run.Part.allCases.map(\.rawValue).joined(separator: ",")
      print("usage: foyer-bench FOYER_BINARY OUTPUT.md [--quick] [--only \(names)]")
      exit(64)
    }
    let scale = CommandLine.arguments.contains("--quick") ? Scale.quick : Scale.whole
    let folder = FileManager.default.currentDirectoryPath + "/.build/bench"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var report = Report()
    var code: Int32 = 0
    do {
      try await Run(binary: arguments[0], folder: folder, scale: scale).measure(parts, &report)
    } catch {
      // What was measured before is not lost.
      say("foyer-bench: \(error)")
      code = 1
    }
    try report.text(scale).write(toFile: arguments[1], atomically: true, encoding: .utf8)
    print(report.text(scale))
    if code != 0 { exit(code) }
  }
}

/// How much is measured.
struct Scale: Sendable {
  let patients: Int
  let morePatients: Int?
  let appointments: Int
  /// Visits of the practice in which times are looked for, and tries of the hot day.
  let clinicVisits: Int
  let tries: Int
  let seconds: Double
  /// How often bookings and their limit take turns.
  let turns: Int

  static let whole = Scale(
    patients: 100_000, morePatients: 1_000_000, appointments: 60_000, clinicVisits: 100_000, tries: 10_000,
    seconds: 8, turns: 5)
  static let quick = Scale(
    patients: 5_000, morePatients: nil, appointments: 3_000, clinicVisits: 5_000, tries: 1_000, seconds: 2,
    turns: 1)
}

/// Everything, in order: the small practice of bookings on each engine, then the large one.
struct Run: Sendable {
  let binary: String
  let folder: String
  let scale: Scale

  /// What is measured, in this order. `million` goes on in the practice of `large`.
  enum Part: String, CaseIterable {
    case planner, replay, times, holds, waves, board, sqlite, postgres, large, million
  }

  func measure(_ parts: [Part], _ report: inout Report) async throws {
    if parts.contains(.planner) {
      say("planning a session")
      report.add(
        "session planner, 20 visits, general service times", try SessionDesk.plan().words, "", "under 1 s")
    }
    if parts.contains(.waves) { try await waves(&report) }
    if parts.contains(.board) { try await wideBoard(&report) }
    if parts.contains(.times) { try await times(&report) }
    if parts.contains(.holds) {
      try await holds(on: nil, &report)
      if let server = ProcessInfo.processInfo.environment["FOYER_TEST_POSTGRES"] {
        try await holds(on: server, &report)
      }
    }
    if parts.contains(.replay) { try await replay(&report) }
    if parts.contains(.sqlite) { try await bookings(on: nil, &report) }
    if parts.contains(.postgres), let server = ProcessInfo.processInfo.environment["FOYER_TEST_POSTGRES"] {
      try await bookings(on: server, &report)
    }
    if parts.contains(.large) || parts.contains(.million) {
      try await large(million: parts.contains(.million), &report)
    }
  }

  /// Freed times and those who wait for them.
  private func waves(_ report: inout Report) async throws {
    say("cancelling while two hundred wait")
    let town = try await Town.settle(binary, folder + "/waves", database: nil, providers: 5, patients: 240)
    let desk = WaveDesk(town: town)
    let visits = try await desk.prepare(visits: 30)
    let server = try town.serve()
    let measured = try desk.run(visits, port: server.port)
    server.end()
    report.add("cancel to first wave committed, 200 waiting", measured.words, "", "under 1 s")
  }

  private func replay(_ report: inout Report) async throws {
    say("replaying a month")
    let town = try await Town.settle(binary, folder + "/replay", database: nil, providers: 1, patients: 2000)
    let (requests, timings) = try await ReplayDesk(town: town).replay(times: 10)
    report.add(
      "replay of a month, 10 providers, \(requests) requests, before and after", timings.words, "",
      "under 5 s")
  }

  /// Durable bookings beside the machine's own limit.
  private func bookings(on postgres: String?, _ report: inout Report) async throws {
    let name = postgres == nil ? "SQLite" : "PostgreSQL"
    say("bookings on \(name)")
    let town = try await Town.settle(
      binary, folder + "/bookings-\(name)",
      database: try postgres.map { try Limits.database("bookings", on: $0) },
      providers: 40, patients: 2000)
    let server = try town.serve()
    if let postgres { try Limits.fillPgbench(postgres) }
    for clients in [1, 8, 32] {
      // Limit and bookings by turns, since a machine that others share is another one every few seconds.
      var desk = BookingDesk(town: town, port: server.port, clients: clients)
      var (booked, limits, shares) = (Timings(), [Double](), [Double]())
      let seconds = scale.seconds / Double(scale.turns)
      for _ in 0..<scale.turns {
        let limit =
          try postgres.map { try Limits.pgbench($0, clients: clients, seconds: seconds) }
          ?? Limits.syncedCommits(folder, seconds: seconds)
        let turn = try await desk.run(seconds: seconds)
        booked.add(turn)
        limits.append(limit)
        shares.append(turn.perSecond / max(limit, 1))
      }
      let (limit, share) = (Int(median(limits)), median(shares))
      report.add(
        "durable bookings over HTTP, \(clients) clients, \(name)", booked.words,
        postgres == nil
          ? "\(ratio(share)) × \(limit) synced single commits/s"
          : "\(percent(share)) of `pgbench -N`, \(limit)/s at \(clients) clients",
        clients == 1 || clients == 8 && postgres == nil
          ? "" : postgres == nil ? "1,500/s or 3 ×, whichever is lower" : "25 %")
      say(
        "  \(clients) clients: \(booked.words), limit \(limit)/s, by turns \(shares.map(percent))")
    }
    let memory = server.memory
    server.end()
    report.add("resident memory after these bookings, \(name)", megabytes(memory), "", "under 200 MB")
  }

  /// A day of forty providers, looked at by many.
  private func wideBoard(_ report: inout Report) async throws {
    say("a board of 40 columns")
    let town = try await Town.settle(
      binary, folder + "/board", database: nil, providers: 40, patients: 840, hours: 8..<17)
    try await town.fillCalendar(visits: 840)
    let server = try town.serve()
    let pages = PageDesk(town: town, port: server.port, seconds: scale.seconds)
    report.add(
      "day board, 40 columns, 75 % full, 8 clients", try await pages.wholeDay("/schedule", clients: 8).words,
      "",
      "p99 under 60 ms")
    report.add(
      "check-in board of the same day, 8 clients",
      try await pages.wholeDay("/schedule/flow", clients: 8).words, "", "p99 under 60 ms")
    let spread = try await LiveDesk(town: town, port: server.port).spread(boards: 200, rounds: 5)
    report.add("an update is heard by 200 open boards of it", spread.heard.words, "", "under 1 s")
    report.add("and each of the 200 has fetched it", spread.renewed.words, "", "")
    server.end()
  }

  /// The practice of 100,000 patients, and then of a million.
  private func large(million: Bool, _ report: inout Report) async throws {
    say("the large practice")
    let town = try await Town.settle(
      binary, folder + "/large", database: nil, providers: 20, patients: 0, hours: 8..<17)
    try importPatients(scale.patients, from: 0, town, &report)
    try await town.fillCalendar(visits: scale.appointments)
    try await town.addSecondPlace(providers: 50)
    let server = try town.serve()
    report.add(
      "start with \(scale.patients) patients", seconds(server.secondsToReady), "", "under 1 s")
    let pages = PageDesk(town: town, port: server.port, seconds: scale.seconds)
    report.add(
      "day board, 20 providers, 75 % full, each day for the first time, 1 client",
      try await pages.firstBoards().words, "", "")
    report.add(
      "day board, 20 providers, 75 % full, 8 clients", try await pages.board(clients: 8).words, "",
      "p99 under 30 ms")
    report.add("the same, 1 client", try await pages.board(clients: 1).words, "", "")
    report.add(
      "patient search as typed, \(scale.patients) patients",
      try await pages.search(people: scale.patients).words,
      "", "p99 under 20 ms")
    report.add(
      "first 20 open times, 50 providers × 90 days, in process", try await town.findTimes().words, "",
      "under 5 ms")
    report.add("the same over HTTP", try await pages.times().words, "", "under 15 ms")
    report.add("resident memory after the runs above", megabytes(server.memory), "", "under 200 MB")
    server.end()
    guard million, let more = scale.morePatients else { return }
    try importPatients(more, from: scale.patients, town, &report)
    let larger = try town.serve()
    report.add("start with \(more) patients", seconds(larger.secondsToReady), "", "")
    let search = PageDesk(town: town, port: larger.port, seconds: scale.seconds)
    report.add(
      "patient search as typed, \(more) patients", try await search.search(people: more).words, "",
      "p99 under 60 ms")
    larger.end()
  }

  private func importPatients(_ count: Int, from first: Int, _ town: Town, _ report: inout Report) throws {
    say("importing \(count - first) patients")
    let file = folder + "/patients.ndjson"
    try People.write(first..<count, to: file)
    let began = ContinuousClock.now
    try town.command(["import", "fhir", file])
    let perSecond = Double(count - first) / ((ContinuousClock.now - began) / .seconds(1))
    say("  \(Int(perSecond)) resources/s")
    report.add("FHIR import, \(count - first) patients", "\(Int(perSecond)) resources/s", "", "3,000/s")
  }
}

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
func ratio(_ share: Double) -> String { String(format: "%.2f", share) }
func percent(_ share: Double) -> String { String(format: "%.0f %%", 100 * share) }
func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }
func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000) MB" }
