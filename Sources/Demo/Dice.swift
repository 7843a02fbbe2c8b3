import Kernel

/// Chance that always falls the same way: the demo practice is the same on every machine and in every test.
///
/// Steele, Lea and Flood's SplitMix64.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// Dice of their own for one thing, so that a change in one place moves nothing elsewhere.
  init(_ seed: UInt64, _ thing: String) {
    // FNV-1a: Swift's own hashes differ from one start to the next.
    state = thing.utf8.reduce(seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// True in so many of a hundred cases.
  mutating func falls(_ percent: Double) -> Bool { Double.random(in: 0..<100, using: &self) < percent }

  mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &self)] }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Picks by weight.
  mutating func pick<T>(_ list: [(weight: Int, value: T)]) -> T {
    var left = Int.random(in: 0..<list.reduce(0) { $0 + $1.weight }, using: &self)
    for (weight, value) in list {
      left -= weight
      if left < 0 { return value }
    }
    return list[list.count - 1].value
  }
}
