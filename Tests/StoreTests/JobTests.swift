import Kernel
import Logging
import Store
import Support
import Testing

@Suite struct `Jobs` {
  let nine = Instant(milliseconds: 1_800_003_600_000)

  actor Done {
    var keys: [String] = []
    func note(_ key: String) { keys.append(key) }
  }
  struct Unreachable: Error {}

  @Test(arguments: EngineKind.underTest)
  func `run once when due, however often they were asked for`(_ engine: EngineKind) async throws {
    try await withStore(engine, storeSchema) { store in
      let done = Done()
      let runner = JobRunner(
        store: store, handlers: ["remind": { await done.note($0.key) }], now: { nine },
        log: Logger(label: "test"))
      try await store.write { tx in
        try tx.enqueue(Job(kind: "remind", key: "visit 1", due: nine), at: nine)
        try tx.enqueue(Job(kind: "remind", key: "visit 1", due: nine), at: nine)
        try tx.enqueue(Job(kind: "remind", key: "tomorrow", due: nine.advanced(byMinutes: 1440)), at: nine)
      }
      #expect(try await runner.runDue() == 1)
      #expect(try await runner.runDue() == 0)
      #expect(await done.keys == ["visit 1"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are never taken by two runners at once`(_ engine: EngineKind) async throws {
    try await withStore(engine, storeSchema) { store in
      let done = Done()
      let runners = (0..<4).map { _ in
        JobRunner(
          store: store, handlers: ["remind": { await done.note($0.key) }], now: { nine },
          log: Logger(label: "test"))
      }
      try await store.write { tx in
        for number in 0..<60 { try tx.enqueue(Job(kind: "remind", key: "\(number)", due: nine), at: nine) }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for runner in runners { group.addTask { while try await runner.runDue() > 0 {} } }
        try await group.waitForAll()
      }
      #expect(await done.keys.sorted() == (0..<60).map { "\($0)" }.sorted())
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are tried again later, and put before a person when they keep failing`(_ engine: EngineKind)
    async throws
  {
    try await withStore(engine, storeSchema) { store in
      try await store.write { try $0.enqueue(Job(kind: "send", key: "1", due: nine), at: nine) }
      var moment = nine
      for _ in 0..<12 {
        let at = moment
        let runner = JobRunner(
          store: store, handlers: ["send": { _ in throw Unreachable() }], now: { at },
          log: Logger(label: "test"))
        #expect(try await runner.runDue() == 1)
        #expect(try await runner.runDue() == 0, "it rests before the next attempt")
        moment = moment.advanced(bySeconds: 3601)
      }
      let dead = try await store.read { try $0.deadJobs() }
      #expect(dead.map(\.job.key) == ["1"])
      let (later, id) = (moment, try #require(dead.first).id)
      #expect(try await store.write { try $0.reviveJob(id, at: later) })
      #expect(try await store.read { try $0.jobCounts(at: later).due } == 1)
    }
  }
  @Test(arguments: EngineKind.underTest)
  func `begin as soon as they are there, without waiting for the next look`(_ engine: EngineKind) async throws
  {
    try await withStore(engine, storeSchema) { store in
      let (done, source) = AsyncStream.makeStream(of: String.self)
      let runner = JobRunner(
        store: store, handlers: ["offer": { source.yield($0.key) }], now: { nine }, log: Logger(label: "test")
      )
      // The next look would be in an hour.
      let running = Task { await runner.run(every: .seconds(3600)) }
      var keys = done.makeAsyncIterator()
      for key in ["first", "second"] {
        try await store.write { try $0.enqueue(Job(kind: "offer", key: key, due: nine), at: nine) }
        #expect(await keys.next() == key)
      }
      running.cancel()
      await running.value
    }
  }
}
