import Kernel

/// The days on which an American practice is closed, in one year.
func holidays(_ year: Int) -> [(day: LocalDay, name: String)] {
  [
    LocalDay(year, 1, 1).map { ($0, "New Year’s Day") },
    LocalDay(year, 5, 31).map { ($0.advanced(by: 1 - $0.weekday.rawValue), "Memorial Day") },
    LocalDay(year, 7, 4).map { ($0, "Independence Day") },
    LocalDay(year, 9, 1).map { ($0.advanced(by: (8 - $0.weekday.rawValue) % 7), "Labor Day") },
    LocalDay(year, 11, 1).map { ($0.advanced(by: (11 - $0.weekday.rawValue) % 7 + 21), "Thanksgiving") },
    LocalDay(year, 12, 25).map { ($0, "Christmas Day") },
  ].compactMap { $0 }
}
