import Foundation

/// A `foyer serve` of its own, started, watched and ended.
package final class FoyerProcess: Sendable {
  private let process: Process
  package let data: String
  package let port: Int
  /// From the start of the process until it said that it was ready.
  package let secondsToReady: Double

  package struct DidNotStart: Error, CustomStringConvertible {
    package let description: String
  }

  /// Starts a server on a free port and waits until it is ready.
  package init(_ binary: String, data: String, settings: [String: String] = [:], log: String? = nil) throws {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = ["serve"]
    process.environment = Self.environment(data, settings)
    process.standardOutput = output
    process.standardError = try Self.sink(log ?? data + "/serve.log")
    let began = ContinuousClock.now
    try process.run()
    self.process = process
    self.data = data
    port = try Self.waitUntilReady(process, output.fileHandleForReading)
    secondsToReady = (ContinuousClock.now - began) / .seconds(1)
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  package var identifier: Int32 { process.processIdentifier }
  package var isRunning: Bool { process.isRunning }

  /// Resident memory in bytes.
  package var memory: Int {
    let words = (try? String(contentsOfFile: "/proc/\(identifier)/statm", encoding: .utf8))?
      .split(separator: " ")
    return (words.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Ends the process by a signal and gives how long it took.
  @discardableResult
  package func end(_ signal: Int32 = SIGTERM) -> Double {
    let began = ContinuousClock.now
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return (ContinuousClock.now - began) / .seconds(1)
  }

  /// Runs another command of the program to its end, and gives its exit code and what it said.
  package static func run(
    _ binary: String, _ arguments: [String], data: String, settings: [String: String] = [:],
    input: String = ""
  ) throws -> (code: Int32, output: String) {
    let (process, output, typed) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = arguments
    process.environment = environment(data, settings)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = typed
    try process.run()
    try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try typed.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  private static func environment(_ data: String, _ settings: [String: String]) -> [String: String] {
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("FOYER_") }
    all["FOYER_DATA"] = data
    all["FOYER_PORT"] = "0"
    return all.merging(settings) { $1 }
  }

  private static func sink(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard let sink = FileHandle(forWritingAtPath: path) else {
      throw DidNotStart(description: "the log \(path) cannot be written")
    }
    return sink
  }

  /// The port of a server that says that it is ready.
  private static func waitUntilReady(_ process: Process, _ output: FileHandle) throws -> Int {
    var said = ""
    while let bytes = try output.read(upToCount: 1), !bytes.isEmpty {
      said += String(decoding: bytes, as: UTF8.self)
      guard said.hasSuffix("\n"), let ready = said.range(of: "Foyer is ready at ") else { continue }
      let address = said[ready.upperBound...].prefix { !$0.isWhitespace }
      if let port = address.split(separator: ":").last.flatMap({ Int($0) }) { return port }
    }
    process.waitUntilExit()
    throw DidNotStart(description: "foyer serve ended with \(process.terminationStatus): \(said)")
  }
}

/// Runs blocking work on a thread of its own, so that a test's other work goes on.
package func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { answer in
    Thread.detachNewThread { answer.resume(with: Result { try work() }) }
  }
}
