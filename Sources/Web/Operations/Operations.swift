import Hummingbird
import Kernel
import Practice
import Store

/// How the system is doing, and what was given up and waits for a person.
enum Operations {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, []))
  }

  static func retry(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.practice.retryJob(web.id("job"), by: web.who)
      return .seeOther("/operations").saying("The job is on its way again.")
    } refused: { problems in
      try await page(web, problems.all.map { Notice($0.sentence, .warn) })
    }
  }

  private static func page(_ web: WebRequest, _ notices: [Notice]) async throws -> HTML {
    let (moment, practice) = (web.now, web.practice)
    let since = Instant(milliseconds: moment.milliseconds - Int64(practice.idleSeconds * 1000))
    let view = OperationsView(
      jobs: try await practice.jobs(by: web.who),
      state: try await web.desks.store.read { try $0.officeState(at: moment, seenSince: since) },
      engine: web.desks.store.kind, database: web.desks.store.counters.reading, version: web.options.version,
      streams: await web.counters.liveStreams, moments: try await web.moments(),
      mayRetry: web.who.may(.manageOperations), keys: web.keys)
    return try await web.page(operationsPage(view), notices: notices)
  }
}

struct OperationsView: Sendable {
  var jobs: JobsOverview
  var state: OfficeState
  var engine: EngineKind
  var database: StoreCounters.Reading
  var version: String
  var streams: Int
  var moments: Moments
  var mayRetry: Bool
  var keys: FormKeys
}

private func operationsPage(_ view: OperationsView) -> Page {
  let dead = view.jobs.dead.count
  let state = dead == 0 ? chip("All is well", .ok, .done) : chip("\(dead) given up", .urgent, .alert)
  return Page(
    "Operations", here: .operations, live: "operations",
    head("Operations", beside: state) + figures(view) + deadJobs(view) + waitingJobs(view))
}

private func figures(_ view: OperationsView) -> HTML {
  let engine = view.engine == .sqlite ? "SQLite, on this machine" : "PostgreSQL"
  return panel("Now") {
    facts([
      ("People signed in", "\(view.state.sessions)"), ("Live pages here", "\(view.streams)"),
      ("Jobs due", "\(view.jobs.due)"), ("Audit entries to seal", "\(view.state.unsealed)"),
      ("Database", "\(engine)"),
      ("Since the start", "\(view.database.writes) changes in \(view.database.commits) commits"),
      ("Version", "\(view.version)"),
    ])
  }
}

private func deadJobs(_ view: OperationsView) -> HTML {
  panel("Given up") {
    guard !view.jobs.dead.isEmpty else {
      return emptyState(
        .done, "Nothing was given up. A job that keeps failing is shown here with its reason.")
    }
    return rows(
      view.jobs.dead.map { standing in
        ListRow(
          mark: icon(.alert), .urgent, what: "\(standing.job.kind)",
          why: """
            \(standing.lastError) · \(standing.attempts) attempts, given up \
            \(standing.deadAt.map(view.moments.stamp) ?? "")
            """,
          actions: view.mayRetry
            ? action("Try again", to: "/operations/jobs/\(standing.id)/retry", view.keys, icon: .undo)
            : .empty)
      })
  }
}

private func waitingJobs(_ view: OperationsView) -> HTML {
  panel("Next") {
    guard !view.jobs.waiting.isEmpty else { return emptyState(.clock, "No job waits.") }
    return table(
      "Jobs that wait", head: ["Job", "Due", "Attempts", "Last trouble"],
      view.jobs.waiting.map { standing in
        [
          "\(standing.job.kind)", "\(view.moments.stamp(standing.job.due))", "\(standing.attempts)",
          "\(standing.lastError)",
        ]
      })
  }
}
