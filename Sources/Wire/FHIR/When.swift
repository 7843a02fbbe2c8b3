import Kernel

extension FHIR {
  /// A date of FHIR: `1937`, `1937-10`, `1937-10-21` or `1937-10-21T08:15:30.5-05:00`. Kept as it was written.
  package struct When: Codable, Hashable, Sendable {
    package enum Precision: Sendable { case year, month, day, moment }

    package let text: String

    package init(_ text: String) { self.text = text }
    package init(_ day: LocalDay) { text = day.description }
    package init(_ moment: Instant) { text = moment.iso8601 }

    package init(from decoder: any Decoder) throws {
      text = try decoder.singleValueContainer().decode(String.self)
    }
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }

    /// How exactly it is known; nil for a text that is no date of FHIR, or a day that does not exist.
    package var precision: Precision? { read?.precision }

    /// The day as the place of writing counted it: the first of the month or year where only that is known.
    package var firstDay: LocalDay? { read?.day }

    /// The day, where the day is known.
    package var day: LocalDay? {
      guard let read, read.precision == .day || read.precision == .moment else { return nil }
      return read.day
    }

    /// The moment, where it is known to the moment.
    package var instant: Instant? { read?.instant }

    /// The moment, or the midnight in `zone` that begins the day, month or year.
    package func instant(in zone: Zone) -> Instant? {
      guard let read else { return nil }
      return read.instant ?? zone.instant(read.day, .midnight)
    }

    private var read: (precision: Precision, day: LocalDay, instant: Instant?)? {
      let bytes = Array(text.utf8)
      var reader = Digits(bytes: bytes[...])
      guard let year = reader.number(4) else { return nil }
      guard !reader.isDone else { return LocalDay(year, 1, 1).map { (.year, $0, nil) } }
      guard reader.pass("-"), let month = reader.number(2) else { return nil }
      guard !reader.isDone else { return LocalDay(year, month, 1).map { (.month, $0, nil) } }
      guard reader.pass("-"), let dayOfMonth = reader.number(2), let day = LocalDay(year, month, dayOfMonth)
      else { return nil }
      guard !reader.isDone else { return (.day, day, nil) }
      guard reader.pass("T"), let moment = reader.timeOfDay() else { return nil }
      return (.moment, day, Instant(milliseconds: Int64(day.daysSince1970) * 86_400_000 + moment))
    }
  }
}

/// Reads the parts of a date from its digits.
private struct Digits {
  var bytes: ArraySlice<UInt8>

  var isDone: Bool { bytes.isEmpty }

  mutating func number(_ count: Int) -> Int? {
    guard bytes.count >= count else { return nil }
    var value = 0
    for byte in bytes.prefix(count) {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    bytes.removeFirst(count)
    return value
  }

  mutating func pass(_ mark: Unicode.Scalar) -> Bool {
    guard let first = bytes.first, UInt32(first) == mark.value else { return false }
    bytes.removeFirst()
    return true
  }

  /// Milliseconds from the day's midnight in UTC; may be before it or past its end by the offset.
  mutating func timeOfDay() -> Int64? {
    guard let hour = number(2), hour < 24, pass(":"), let minute = number(2), minute < 60 else { return nil }
    var milliseconds = Int64(hour * 3600 + minute * 60) * 1000
    if pass(":") {
      guard let second = number(2), second <= 60 else { return nil }
      milliseconds += Int64(second) * 1000
      if pass(".") {
        var unit = 100
        while let digit = number(1) {
          milliseconds += Int64(digit * unit)
          unit /= 10
        }
      }
    }
    if pass("Z") { return isDone ? milliseconds : nil }
    let sign: Int64 = pass("+") ? -1 : pass("-") ? 1 : 0
    guard sign != 0, let hours = number(2), hours <= 14, pass(":"), let minutes = number(2), minutes < 60,
      isDone
    else { return nil }
    return milliseconds + sign * Int64(hours * 60 + minutes) * 60_000
  }
}
