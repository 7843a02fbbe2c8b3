import Kernel

/// How often a kiosk may be told what fits nobody. A waiting room full of slips of the finger stays below it; a guesser
/// does not get far.
enum KioskThrottle {
  static let windowMinutes = 5
  static let most = 8

  static func admit(misses: Int) throws(KioskRefused) {
    if misses >= most { throw .tooManyMisses }
  }
}
