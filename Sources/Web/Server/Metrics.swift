import Hummingbird
import Kernel
import Practice
import Store

/// The figures as Prometheus reads them (text format 0.0.4).
struct Metrics: Sendable {
  let counters: Counters
  let desks: Desks

  /// Only for whoever runs the machine: figures about an office are nobody else's business.
  static func show(_ web: WebRequest) async throws -> Response {
    guard web.options.metricsPort == nil, NetworkAddress.isThisMachine(web.address) else {
      throw WebRefusal.noSuchPage
    }
    return await Metrics(counters: web.counters, desks: web.desks).response()
  }

  func response() async -> Response {
    var response = Response.text(await text())
    response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    return response
  }

  func text() async -> String {
    var lines = requestLines(await counters.tallies)
    lines += gauge("foyer_requests_running", "Requests being answered now.", await counters.running)
    lines += gauge("foyer_live_streams", "Open live pages.", await counters.liveStreams)
    let database = desks.store.counters.reading
    lines += counter("foyer_database_commits_total", "Durable commits.", "\(database.commits)")
    lines += counter("foyer_database_writes_total", "Writes in those commits.", "\(database.writes)")
    lines += counter("foyer_database_retries_total", "Transactions run again.", "\(database.retries)")
    lines += counter(
      "foyer_database_wait_seconds_total", "Time reads and writes stood in a queue.",
      "\(Double(database.waitedMicroseconds) / 1e6)")
    // A database that does not answer must not take the other figures with it.
    let state = try? await officeState()
    lines += gauge("foyer_database_up", "Whether the database answers.", state == nil ? 0 : 1)
    if let state {
      lines += gauge("foyer_sessions_open", "Sessions that may still be used.", state.sessions)
      lines += gauge("foyer_jobs_due", "Jobs whose time has come.", state.jobsDue)
      lines += gauge("foyer_jobs_dead", "Jobs that were given up.", state.jobsDead)
      lines += gauge("foyer_audit_unsealed", "Audit entries not yet in the chain.", state.unsealed)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func officeState() async throws -> OfficeState {
    let moment = desks.now()
    let since = Instant(milliseconds: moment.milliseconds - Int64(desks.practice.idleSeconds * 1000))
    return try await desks.store.read { try $0.officeState(at: moment, seenSince: since) }
  }

  private func requestLines(_ tallies: [Counters.Key: Counters.Tally]) -> [String] {
    var requests = head("foyer_requests_total", "Answered requests by route and class of status.", "counter")
    var seconds = head("foyer_request_seconds", "How long answers took, by route.", "histogram")
    for (key, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      let labels = "route=\"\(key.route)\",method=\"\(key.method)\""
      for (hundreds, count) in tally.byClass.sorted(by: { $0.key < $1.key }) {
        requests.append("foyer_requests_total{\(labels),status=\"\(hundreds)xx\"} \(count)")
      }
      var sum = 0
      for (bound, count) in zip(Counters.bounds, tally.buckets) {
        sum += count
        seconds.append("foyer_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(sum)")
      }
      seconds.append("foyer_request_seconds_bucket{\(labels),le=\"+Inf\"} \(tally.count)")
      seconds.append("foyer_request_seconds_sum{\(labels)} \(tally.seconds)")
      seconds.append("foyer_request_seconds_count{\(labels)} \(tally.count)")
    }
    return requests + seconds
  }

  private func gauge(_ name: String, _ help: String, _ value: Int) -> [String] {
    head(name, help, "gauge") + ["\(name) \(value)"]
  }

  private func counter(_ name: String, _ help: String, _ value: String) -> [String] {
    head(name, help, "counter") + ["\(name) \(value)"]
  }

  private func head(_ name: String, _ help: String, _ kind: String) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) \(kind)"]
  }
}
