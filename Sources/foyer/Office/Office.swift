import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store
import Web

/// One practice: everything that is built from one store. Two offices can live in one process.
struct Office: Sendable {
  let configuration: Configuration
  let folder: DataFolder
  let store: Store
  let practice: Practice
  let records: Records
  let scheduling: Scheduling

  /// The rooms as the web's handlers turn to them.
  var desks: Desks { Desks(practice: practice, records: records, scheduling: scheduling, store: store) }

  /// Who does which work that follows a commit.
  var jobHandlers: [String: JobRunner.Handler] {
    var handlers = scheduling.waitListJobs
    handlers[Hold.expiry] = { [scheduling] in try await scheduling.expire(ID(rawValue: $0.key)) }
    handlers[Scheduling.lengthsJob] = { [scheduling] in
      try await scheduling.learnLengths(of: ID(rawValue: $0.key))
    }
    return handlers
  }

  /// Opens the practice and brings its tables up to this version.
  static func open(_ configuration: Configuration) async throws -> Office {
    let folder = try DataFolder.open(configuration.data)
    try folder.finishRestore()
    let store = try openStore(configuration, folder)
    do {
      try await store.migrate(wholeSchema)
      let key = try await store.officeKey(at: folder.officeKey)
      return Office(configuration, folder, store, key)
    } catch {
      await store.close()
      throw error
    }
  }

  /// Opens only the database, for commands that look at it as it is.
  static func openStore(_ configuration: Configuration, _ folder: DataFolder) throws -> Store {
    do {
      if let url = configuration.databaseURL {
        return try Store.open(.postgres(url: url, connections: configuration.databaseConnections))
      }
      return try Store.open(.sqlite(path: folder.database))
    } catch let error as StoreError where error.kind == .unavailable {
      throw DatabaseAway(
        sentence: configuration.databaseURL == nil
          ? "The database \(folder.database) cannot be opened (\(error.detail))."
          : "PostgreSQL at FOYER_DATABASE_URL does not answer: \(error.detail)")
    }
  }

  private init(_ configuration: Configuration, _ folder: DataFolder, _ store: Store, _ key: OfficeKey) {
    self.configuration = configuration
    self.folder = folder
    self.store = store
    practice = Practice(store: store, key: key, idleSeconds: configuration.idleMinutes * 60)
    records = Records(store: store)
    scheduling = Scheduling(store: store)
  }

  func close() async { await store.close() }

  /// Opens the practice for one command and closes it however the command ends.
  static func visit<T: Sendable>(
    _ configuration: Configuration, _ body: (Office) async throws -> T
  ) async throws -> T {
    let office = try await open(configuration)
    let result: Result<T, any Error>
    do {
      result = .success(try await body(office))
    } catch {
      result = .failure(error)
    }
    await office.close()
    return try result.get()
  }
}

/// The database cannot be reached.
struct DatabaseAway: Refusal, Equatable {
  let sentence: String
}
