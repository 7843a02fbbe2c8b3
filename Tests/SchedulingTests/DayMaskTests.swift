import Testing

@testable import Scheduling

/// Every operation on masks is compared with the same said minute by minute.
@Suite struct `The steps of a day` {
  private static let minutes = stride(from: -240, to: 1440, by: 5)

  private func random(_ dice: inout OfficeDice) -> DayMask {
    var mask = DayMask.none
    for _ in 0..<Int(dice.next() % 9) {
      let from = Int(dice.next() % 300) * 5 - 120
      mask.insert(from..<from + Int(dice.next() % 40 + 1) * 5)
    }
    return mask
  }

  @Test func `reach ahead as far as they are asked`() {
    var dice = OfficeDice(seed: 7)
    for _ in 0..<60 {
      let mask = random(&dice)
      let from = Int(dice.next() % 24) * 5 - 60
      let to = from + Int(dice.next() % 60) * 5
      let reached = mask.reached(by: from..<to)
      for start in stride(from: 0, to: 1440, by: 5) {
        let expected = stride(from: start + from, to: start + to, by: 5).contains { mask.contains($0) }
        #expect(reached.contains(start) == expected)
      }
    }
  }

  @Test func `hold a visit only where all of it fits`() {
    var dice = OfficeDice(seed: 11)
    for _ in 0..<60 {
      let mask = random(&dice)
      let length = Int(dice.next() % 40 + 1) * 5
      let holding = mask.holding(length)
      for start in stride(from: 0, to: 1440, by: 5) where start + length <= 1800 {
        #expect(
          holding.contains(start)
            == stride(from: start, to: start + length, by: 5).allSatisfy { mask.contains($0) })
      }
    }
  }

  @Test func `are counted, listed and found in order`() {
    var dice = OfficeDice(seed: 13)
    for _ in 0..<60 {
      let mask = random(&dice)
      let expected = Self.minutes.filter { mask.contains($0) }
      #expect(mask.minutes.filter { $0 < 1440 } == expected)
      #expect(mask.count == mask.minutes.count)
      for start in [0, 3, 480, 722, 1435] {
        #expect(mask.first(from: start) == mask.minutes.first { $0 >= start })
      }
    }
  }

  @Test func `take up what is touched only a little`() {
    #expect(DayMask(8..<11).minutes == [5, 10])
    #expect(DayMask(-3..<2).minutes == [-5, 0])
    #expect(DayMask(2000..<99_999).minutes.first == 2000)
    #expect(DayMask(-99_999..<0).minutes.first == -240)
  }
}

/// The same throws each time.
struct OfficeDice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
