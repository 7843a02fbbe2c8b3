/// What one transaction takes for true while the question whether it is goes out with its first looks.
///
/// Nobody hears those looks' answers before this one, and nothing is kept, committed or told before it.
final class Guesses {
  /// Each fails where the guess was wrong.
  private var open: [Later<Void>] = []
  private var failure: (any Error)?

  func add(_ guess: Later<Void>) { open.append(guess) }

  /// Confirms as much as can be done without waiting.
  ///
  /// - Throws: ``WrongGuess``, from the first wrong guess on always.
  func hear() throws {
    while failure == nil, let place = open.firstIndex(where: \.hasCome) {
      // Reading one answer may hear of the other guesses.
      do { try open.remove(at: place).value() } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Waits until all are confirmed. Where something that was sent with them failed, a wrong guess may be the reason, so
  /// that is told first.
  func confirm() throws {
    let trouble = Result { for guess in open { try guess.wait() } }
    try hear()
    try trouble.get()
  }
}

/// A transaction went by what is not so. It changed nothing.
protocol WrongGuess: Error {}
