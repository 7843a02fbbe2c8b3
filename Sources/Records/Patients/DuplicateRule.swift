import Kernel

/// Why two records may be of one person.
package enum DuplicateReason: String, Sendable, CaseIterable {
  case sameIdentifier, sameNameAndBirthDate, similarNameAndBirthDate, givenNameAndBirthDate
  case sameNameNearBirthDate, sameEmail, samePhone

  package var sentence: String {
    switch self {
    case .sameIdentifier: "The same identifier"
    case .sameNameAndBirthDate: "Same name and birth date"
    case .similarNameAndBirthDate: "Similar name, same birth date"
    case .givenNameAndBirthDate: "Same given name and birth date"
    case .sameNameNearBirthDate: "Same name, birth date easily mistaken for this one"
    case .sameEmail: "Same e-mail address"
    case .samePhone: "Same telephone number"
    }
  }

  fileprivate var score: Int {
    switch self {
    case .sameIdentifier: 95
    case .sameNameAndBirthDate: 95
    case .similarNameAndBirthDate: 80
    case .sameNameNearBirthDate: 70
    case .givenNameAndBirthDate: 55
    case .sameEmail: 60
    case .samePhone: 55
    }
  }
}

/// Compares a new patient with a known one. Pure.
///
/// A family shares its telephone and often its mailbox, so these count only with a given name that is alike; twins
/// share all but the given name, so a birth date and a family name alone say nothing.
package struct DuplicateRule {
  private let new: PatientFacts

  package init(_ new: PatientFacts) { self.new = new }

  /// Nil where nothing speaks for it.
  package func compare(_ known: PatientFacts) -> (score: Int, reasons: [DuplicateReason])? {
    let names = likeness(known)
    let isBornAlike = new.birthDate != nil && new.birthDate == known.birthDate
    var reasons: [DuplicateReason] = []
    if new.identifiers.contains(where: { !$0.system.isEmpty && known.identifiers.contains($0) }) {
      reasons.append(.sameIdentifier)
    }
    if isBornAlike {
      if names.family == 100, names.given == 100 {
        reasons.append(.sameNameAndBirthDate)
      } else if names.family >= 38, names.given >= 38 {
        reasons.append(.similarNameAndBirthDate)
      } else if names.given >= 90 {
        reasons.append(.givenNameAndBirthDate)
      }
    } else if names.family >= 90, names.given >= 90, let ours = new.birthDate, let theirs = known.birthDate,
      Self.daysMistaken(for: ours).contains(theirs)
    {
      reasons.append(.sameNameNearBirthDate)
    }
    if names.given >= 38 {
      let mails = Set(known.emails.map { $0.lowercased() })
      if new.emails.contains(where: { mails.contains($0.lowercased()) }) { reasons.append(.sameEmail) }
      let phones = Set(known.phones.map(\.number))
      if new.phones.contains(where: { phones.contains($0.number) }) { reasons.append(.samePhone) }
    }
    guard let best = reasons.map(\.score).max() else { return nil }
    return (min(100, best + 5 * (reasons.count - 1)), reasons)
  }

  /// How alike the names are, 0 to 100 each; a family name given as the given one is found too.
  private func likeness(_ known: PatientFacts) -> (family: Int, given: Int) {
    var best = (family: 0, given: 0)
    for ours in [new.legal] + [new.preferred].compactMap(\.self) + new.former {
      for theirs in [known.legal, known.goesBy] + known.former {
        let straight = (alike(ours.family, theirs.family), alike(ours.given, theirs.given))
        let crossed = (alike(ours.family, theirs.given), alike(ours.given, theirs.family))
        for one in [straight, crossed] where one.0 + one.1 > best.family + best.given { best = one }
      }
    }
    return best
  }

  private func alike(_ ours: String, _ theirs: String) -> Int {
    let (a, b) = (NameWords.typed(ours), NameWords.typed(theirs))
    if a == b { return a.isEmpty ? 0 : 100 }
    guard let first = a.first else { return 0 }
    let spelling = Spelling(first)
    return b.compactMap { spelling.likeness(to: $0).map { min($0, 95) } }.max() ?? 0
  }

  /// Days that a slip makes of a day: day and month exchanged, two digits exchanged, one digit wrong, a day off.
  static func daysMistaken(for day: LocalDay) -> Set<LocalDay> {
    let (year, month, number) = day.civil
    var days: Set<LocalDay> = [day.advanced(by: 1), day.advanced(by: -1)]
    if let crossed = LocalDay(year, number, month) { days.insert(crossed) }
    let text = Array(day.description)
    for place in text.indices where text[place] != "-" {
      var changed = text
      for digit in "0123456789" {
        changed[place] = digit
        if let other = LocalDay(String(changed)) { days.insert(other) }
      }
      if let next = text.indices.dropFirst(place + 1).first(where: { text[$0] != "-" }) {
        var swapped = text
        swapped.swapAt(place, next)
        if let other = LocalDay(String(swapped)) { days.insert(other) }
      }
    }
    days.remove(day)
    return days
  }
}
