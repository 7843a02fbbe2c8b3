/// Does the work when its turn has come: all tests begin at once, but a process may have only so many files open (often
/// a thousand), and a server so many connections. Who is in already does not wait again.
package func inTurn<T>(_ work: () async throws -> T) async throws -> T {
  if Turn.isIn { return try await work() }
  await turnstile.enter()
  do {
    let value = try await Turn.$isIn.withValue(true) { try await work() }
    await turnstile.leave()
    return value
  } catch {
    await turnstile.leave()
    throw error
  }
}

private enum Turn {
  @TaskLocal static var isIn = false
}

private let turnstile = Turnstile(10)

/// Lets a few in at a time.
actor Turnstile {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ places: Int) { free = places }

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
