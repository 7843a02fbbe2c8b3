import Kernel
import Practice
import Store

extension Records {
  /// Makes records for many patients whose facts are known to be sound, some hundred a commit: for the demo
  /// practice and for benchmarks. Gives them in the order of `facts`.
  @discardableResult
  package func enter(_ facts: [PatientFacts], by who: Who) async throws -> [Patient] {
    try who.require(.editPatients)
    var entered: [Patient] = []
    for start in stride(from: 0, to: facts.count, by: 500) {
      let new = facts[start..<min(start + 500, facts.count)].map {
        NewPatient(id: ID(rawValue: newID()), facts: $0)
      }
      let moment = now()
      entered += try await store.write { tx in
        try tx.audit(
          "patients.entered", by: who, patients: new.map(\.id.rawValue), at: moment)
        return try tx.insert(new, by: who, at: moment)
      }
    }
    return entered
  }

  /// Enters invented patients, the same ones every time, for measuring.
  package func seedPatients(_ count: Int, by who: Who) async throws {
    var invention = InventedPatients()
    var left = count
    while left > 0 {
      let some = (0..<min(left, 5000)).map { _ in invention.next() }
      try await enter(some, by: who)
      left -= some.count
    }
  }
}

/// People who do not exist. Some names are borne by very many, most by few, as in life.
struct InventedPatients {
  private var dice = Dice(seed: 20_261_123)

  mutating func next() -> PatientFacts {
    var facts = PatientFacts(
      legal: PersonName(
        family: family(),
        given: dice.skewed(Self.given) + (dice.below(2) == 0 ? " " + dice.skewed(Self.given) : "")))
    facts.birthDate = LocalDay(daysSince1970: dice.below(34_000) - 14_500)
    facts.sex = dice.below(2) == 0 ? .female : .male
    let area = [617, 413, 508, 781, 978, 212, 415, 206][dice.below(8)]
    let line = "\(area)\(200 + dice.below(800))\(pad(dice.below(10_000), 4))"
    facts.phones = PhoneNumber(line).map { [PatientPhone($0, mayText: dice.below(3) > 0)] } ?? []
    if dice.below(2) == 0 { facts.emails = ["p\(dice.below(100_000_000))@example.org"] }
    facts.addresses = [
      Address(
        lines: ["\(1 + dice.below(999)) \(dice.skewed(Self.families)) Street"], city: "Springfield",
        region: "MA", postalCode: pad(1000 + dice.below(1700), 5))
    ]
    return facts
  }

  /// Half of all have one of the common names; of the others, too, some are common.
  private mutating func family() -> String {
    if dice.below(2) == 0 { return dice.skewed(Self.families) }
    var name = ""
    for _ in 0..<(dice.below(4) == 0 ? 3 : 2) {
      name += dice.skewed(Self.starts) + dice.skewed(Self.ends)
    }
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  private static let starts = [
    "b", "br", "ch", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", "z",
  ]
  private static let ends = [
    "a", "ar", "en", "er", "el", "i", "in", "o", "on", "os", "u", "an", "ez", "ick", "ow",
  ]
  private static let families = words(
    """
    Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
    Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis
    Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera
    Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart
    Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim
    Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo
    Sanders Patel Myers Long Ross Foster Jimenez O'Brien Müller Cohen Okafor Ivanova Haddad Schmidt Jonson
    """)
  private static let given = words(
    """
    James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
    Jessica Thomas Karen Christopher Sarah Charles Lisa Daniel Nancy Matthew Sandra Anthony Betty Mark Ashley
    Donald Emily Steven Kimberly Andrew Margaret Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian
    Melissa Timothy Deborah Ronald Stephanie Jason Rebecca George Sharon Edward Laura Jeffrey Cynthia Ryan Dorothy
    Jacob Amy Nicholas Kathleen Gary Angela Eric Shirley Jonathan Emma Stephen Brenda Larry Pamela Justin Nicole
    Scott Anna Brandon Samantha Benjamin Katherine Samuel Christine Gregory Debra Alexander Rachel Patrick Carolyn
    José María Noël Zoë Chidi Amara Wei Mei Ahmed Fatima Olga Yuki Catherine Kathryn Philip
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// Dice that fall the same way every time (SplitMix64).
private struct Dice {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  /// The first ones far more often than the last.
  mutating func skewed(_ list: [String]) -> String {
    let place = Double(below(1_000_000)) / 1_000_000
    return list[Int(place * place * Double(list.count))]
  }
}
