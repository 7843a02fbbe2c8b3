/// Steps of five minutes of one day, each in or out: from four hours before midnight, so that what begins the day
/// before is there, to well after the next. A search over thousands of days is a few operations on each.
struct DayMask: Equatable, Sendable {
  private var words: SIMD8<UInt64>

  static let none = DayMask(words: .zero)
  /// The place of midnight.
  private static let midnight = 48
  private static let size = 512

  private init(words: SIMD8<UInt64>) { self.words = words }

  init() { words = .zero }

  /// The steps that begin in a stretch of minutes.
  init(_ minutes: Range<Int>) {
    words = .zero
    insert(minutes)
  }

  /// Adds every step that a stretch of minutes since midnight touches.
  mutating func insert(_ minutes: Range<Int>) {
    let from = max(0, Self.step(minutes.lowerBound))
    let to = min(Self.size, Self.step(minutes.upperBound + 4))
    guard from < to else { return }
    for word in from / 64...(to - 1) / 64 {
      let (low, high) = (max(from, word * 64) - word * 64, min(to, word * 64 + 64) - word * 64)
      let ones: UInt64 = high - low == 64 ? .max : (1 << UInt64(high - low)) - 1
      words[word] |= ones << UInt64(low)
    }
  }

  private static func step(_ minute: Int) -> Int {
    let shifted = minute + midnight * 5
    return shifted >= 0 ? shifted / 5 : -1
  }

  var isEmpty: Bool { words == .zero }

  var count: Int {
    withUnsafeBytes(of: words) { bytes in
      bytes.bindMemory(to: UInt64.self).reduce(0) { $0 + $1.nonzeroBitCount }
    }
  }

  func contains(_ minute: Int) -> Bool {
    let step = Self.step(minute)
    guard (0..<Self.size).contains(step) else { return false }
    return words[step / 64] & (1 << UInt64(step % 64)) != 0
  }

  /// The first minute that is in, at or after `minute`.
  func first(from minute: Int) -> Int? {
    let step = max(0, Self.step(minute + 4))
    guard step < Self.size else { return nil }
    var word = step / 64
    var rest = words[word] & (UInt64.max << UInt64(step % 64))
    while rest == 0 {
      word += 1
      if word == 8 { return nil }
      rest = words[word]
    }
    return (word * 64 + rest.trailingZeroBitCount - Self.midnight) * 5
  }

  /// Every minute that is in, in order.
  var minutes: [Int] {
    var all: [Int] = []
    var next = first(from: -Self.midnight * 5)
    while let minute = next {
      all.append(minute)
      next = first(from: minute + 5)
    }
    return all
  }

  static func & (a: DayMask, b: DayMask) -> DayMask { DayMask(words: a.words & b.words) }
  static func | (a: DayMask, b: DayMask) -> DayMask { DayMask(words: a.words | b.words) }
  static prefix func ~ (a: DayMask) -> DayMask { DayMask(words: ~a.words) }
  static func &= (a: inout DayMask, b: DayMask) { a.words &= b.words }
  static func |= (a: inout DayMask, b: DayMask) { a.words |= b.words }

  /// In `self` and not in the other.
  func without(_ other: DayMask) -> DayMask { DayMask(words: words & ~other.words) }

  /// The steps from which one that is in lies `minutes` ahead: a visit that begins there would meet it.
  func reached(by minutes: Range<Int>) -> DayMask {
    let count = minutes.count / 5
    if count == 0 { return .none }
    var all = self
    var covered = 1
    while covered * 2 <= count {
      all |= all.earlier(by: covered)
      covered *= 2
    }
    if covered < count { all |= all.earlier(by: count - covered) }
    return all.later(byMinutes: -minutes.lowerBound)
  }

  /// The steps from which all of the next `minutes` are in.
  func holding(_ minutes: Int) -> DayMask { without((~self).reached(by: 0..<minutes)) }

  /// Moved so many minutes, a multiple of five, to later ones; to earlier ones where they are below zero.
  func later(byMinutes minutes: Int) -> DayMask {
    minutes >= 0 ? later(by: minutes / 5) : earlier(by: -minutes / 5)
  }

  private func earlier(by steps: Int) -> DayMask {
    let (whole, bits) = (steps / 64, UInt64(steps % 64))
    guard whole < 8 else { return .none }
    let near = Self.lanes(words, .zero, from: whole)
    if bits == 0 { return DayMask(words: near) }
    return DayMask(words: near &>> bits | Self.lanes(words, .zero, from: whole + 1) &<< (64 - bits))
  }

  private func later(by steps: Int) -> DayMask {
    let (whole, bits) = (steps / 64, UInt64(steps % 64))
    guard whole < 8 else { return .none }
    let near = Self.lanes(.zero, words, from: 8 - whole)
    if bits == 0 { return DayMask(words: near) }
    return DayMask(words: near &<< bits | Self.lanes(.zero, words, from: 7 - whole) &>> (64 - bits))
  }

  /// Eight neighbouring words of sixteen. All at once: a search moves masks some hundred thousand times.
  private static func lanes(
    _ first: SIMD8<UInt64>, _ second: SIMD8<UInt64>, from word: Int
  ) -> SIMD8<UInt64> {
    withUnsafeBytes(of: (first, second)) {
      $0.loadUnaligned(fromByteOffset: word * 8, as: SIMD8<UInt64>.self)
    }
  }
}
