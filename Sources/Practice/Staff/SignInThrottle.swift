import Kernel

/// How fast passwords may be guessed. Attempts are counted before they are looked at, and a success forgets the
/// account's; so what is counted here are failures and guesses still under way.
enum SignInThrottle {
  static let window = 15 * 60
  static let perAccount = 5
  static let perAddress = 30
  private static let firstWait = 30

  /// Takes the attempts on the account and from the address within the window, newest first.
  static func admit(account: [Instant], address: [Instant], now: Instant) throws(SignInRefused) {
    let wait = max(accountWait(account, now), addressWait(address, now))
    if wait > 0 { throw .wait(seconds: wait) }
  }

  /// 30 seconds after the fifth, twice as long after each further one, at most the window.
  private static func accountWait(_ attempts: [Instant], _ now: Instant) -> Int {
    guard attempts.count >= perAccount, let last = attempts.first else { return 0 }
    let wait = min(firstWait << min(attempts.count - perAccount, 10), window)
    return seconds(until: last.advanced(bySeconds: wait), now)
  }

  private static func addressWait(_ attempts: [Instant], _ now: Instant) -> Int {
    guard attempts.count >= perAddress else { return 0 }
    return seconds(until: attempts[perAddress - 1].advanced(bySeconds: window), now)
  }

  private static func seconds(until: Instant, _ now: Instant) -> Int {
    max(0, Int((until.milliseconds - now.milliseconds + 999) / 1000))
  }
}

package enum SignInRefused: Refusal, Equatable {
  /// One sentence for a wrong password, an unknown login and a disabled account: it tells nobody which.
  case wrong
  case wrongCode
  case wait(seconds: Int)
  /// The password was right, but too long ago for the code to count.
  case ticketExpired

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .wrong: "The login or the password is not right. Please try again."
    case .wrongCode: "The code is not right, or was used already. Wait for the next one and try again."
    case .wait(let seconds) where seconds < 60:
      "There were too many attempts. Please try again in \(seconds) seconds."
    case .wait(let seconds):
      "There were too many attempts. Please try again in \((seconds + 59) / 60) minutes."
    case .ticketExpired: "The code came too late. Please sign in again from the start."
    }
  }
}
