import Kernel

/// What counts as a birth date: a real day, not in the future, and of a person who can be alive.
package enum BirthDate {
  package struct Refused: Refusal, Equatable {
    package let sentence: String
    /// Whether the text is no day at all, rather than one that cannot be right.
    package let isUnreadable: Bool
    package var kind: RefusalKind { .invalid }
  }

  /// Nil for an empty text. The dead may have been born at any time.
  package static func read(_ typed: String, today: LocalDay, hasDied: Bool = false) throws(Refused)
    -> LocalDay?
  {
    let typed = trimmed(typed)
    guard !typed.isEmpty else { return nil }
    let reading = DateReading(typed, today: today, earliest: 1)
    guard let day = reading.single else {
      if reading.days.count > 1 {
        let first = reading.days[0].long
        let second = reading.days[1].long
        throw Refused(
          sentence: "The birth date could mean \(first) or \(second); please write it as 1970-03-11.",
          isUnreadable: true)
      }
      throw Refused(
        sentence: "“\(printable(typed))” is not a day of the calendar; write the birth date as 1970-03-11.",
        isUnreadable: true)
    }
    if day > today {
      throw Refused(sentence: "The birth date \(day.long) lies in the future.", isUnreadable: false)
    }
    if !hasDied, day.year < 1900 || today.age(bornOn: day) > 125 {
      throw Refused(
        sentence:
          "A patient born on \(day.long) would be \(today.age(bornOn: day)) years old; check the year.",
        isUnreadable: false)
    }
    return day
  }
}
