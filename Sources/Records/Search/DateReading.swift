import Kernel

/// The days that a typed date can mean: `3/11/1970`, `11.3.1970`, `1970-03-11`, `11 Mar 70`, `Mar 11 1970`,
/// `03111970`. Where both orders of day and month are possible, both are tried, the American one first.
struct DateReading {
  /// Most likely first, each once.
  private(set) var days: [LocalDay] = []
  /// The one day that is meant where one is clear: `/` puts the month first, as American forms do.
  private(set) var single: LocalDay?

  /// Days before the year `earliest` are not considered, nor, for a year of two digits, days after today.
  init(_ text: some StringProtocol, today: LocalDay, earliest: Int? = nil) {
    let atoms = Atom.split(text)
    guard let (reading, length) = Self.reading(atoms[...], today: today, earliest: earliest),
      length == atoms.count
    else { return }
    self = reading
  }

  private init(_ days: [LocalDay], slashed: Bool) {
    var seen: Set<LocalDay> = []
    self.days = days.filter { seen.insert($0).inserted }
    single = self.days.count == 1 || slashed ? self.days.first : nil
  }

  /// Reads a date at the beginning of `atoms` and says how many of them it took.
  static func reading(_ atoms: ArraySlice<Atom>, today: LocalDay, earliest: Int? = nil)
    -> (DateReading, Int)?
  {
    let calendar = Calendar(today: today, earliest: earliest ?? today.year - 125)
    let a = Array(atoms.prefix(3))
    guard let first = a.first else { return nil }
    if a.count == 3, let found = calendar.three(a[0], a[1], a[2]) { return (found, 3) }
    if let found = calendar.packed(first) { return (found, 1) }
    return nil
  }

  /// A piece of what was typed: a run of digits or of letters, and the sign that stood before it.
  struct Atom {
    let text: String
    let isNumber: Bool
    let before: Character?

    var number: Int? { isNumber && text.utf8.count <= 4 ? Int(text) : nil }

    /// The month that a word names: `mar`, `march`; also in a few other languages by their first letters.
    var month: Int? {
      guard !isNumber, text.count >= 3 else { return nil }
      let place = LocalDay.monthNames.firstIndex { name in
        let name = name.lowercased()
        return name.hasPrefix(text) || (text.count == 4 && text == "sept" && name.hasPrefix("sep"))
      }
      return place.map { $0 + 1 }
    }

    static func split(_ text: some StringProtocol) -> [Atom] {
      var atoms: [Atom] = []
      var run = ""
      var before: Character?
      var isNumber = false
      func close() {
        guard !run.isEmpty else { return }
        let isOrdinal = !isNumber && ["st", "nd", "rd", "th"].contains(run) && before == nil
        if !isOrdinal || atoms.last?.isNumber != true {
          atoms.append(Atom(text: run, isNumber: isNumber, before: before))
        }
        run = ""
        before = nil
      }
      for character in text.lowercased() {
        let digit = character.isASCII && character.isNumber
        if digit || character.isLetter {
          if !run.isEmpty, digit != isNumber { close() }
          isNumber = digit
          run.append(character)
        } else {
          close()
          if before == nil || before == " " { before = character }
        }
      }
      close()
      return atoms
    }
  }

  private struct Calendar {
    let today: LocalDay
    let earliest: Int

    func three(_ a: Atom, _ b: Atom, _ c: Atom) -> DateReading? {
      if a.isNumber, let month = b.month, let day = a.number, c.isNumber, day <= 31 {
        return found(years(c).compactMap { LocalDay($0, month, day) })
      }
      if let month = a.month, let day = b.number, c.isNumber, day <= 31 {
        return found(years(c).compactMap { LocalDay($0, month, day) })
      }
      guard let x = a.number, let y = b.number, c.isNumber else { return nil }
      if a.text.count == 4, let z = c.number { return found([LocalDay(x, y, z)].compactMap { $0 }) }
      let slashed = b.before == "/" && c.before == "/"
      let days = years(c).flatMap { [LocalDay($0, x, y), LocalDay($0, y, x)] }.compactMap { $0 }
      return found(days, slashed: slashed)
    }

    /// Digits without a sign between them.
    func packed(_ atom: Atom) -> DateReading? {
      guard atom.isNumber else { return nil }
      let digits = atom.text.utf8.map { Int($0) - 48 }
      func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
      switch digits.count {
      case 8:
        let year = number(4..<8)
        return found(
          [
            LocalDay(year, number(0..<2), number(2..<4)), LocalDay(year, number(2..<4), number(0..<2)),
            LocalDay(number(0..<4), number(4..<6), number(6..<8)),
          ].compactMap { $0 })
      case 6:
        let days = centuries(number(4..<6)).flatMap {
          [LocalDay($0, number(0..<2), number(2..<4)), LocalDay($0, number(2..<4), number(0..<2))]
        }
        return found(days.compactMap { $0 })
      default: return nil
      }
    }

    private func years(_ atom: Atom) -> [Int] {
      guard let number = atom.number else { return [] }
      return switch atom.text.count {
      case 4: [number]
      case 2: centuries(number)
      default: []
      }
    }

    /// A year of two digits lies in the past: `70` is 1970, `12` is 2012 before 1912.
    private func centuries(_ year: Int) -> [Int] {
      let century = today.year / 100 * 100
      return [century + year, century - 100 + year].filter { $0 <= today.year && $0 >= today.year - 110 }
    }

    private func found(_ days: [LocalDay], slashed: Bool = false) -> DateReading? {
      let plausible = days.filter { $0.year >= earliest && $0.year <= today.year + 200 }
      return plausible.isEmpty ? nil : DateReading(plausible, slashed: slashed)
    }
  }
}
