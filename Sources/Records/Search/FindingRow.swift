import Kernel
import Store

/// What the search keeps of one patient, derived from their facts.
struct FindingRow: Equatable {
  let number: Int
  let patient: ID<Patient>
  /// ` smith john | jack ~ jones `: the words of the legal, the preferred (`|`) and the former names (`~`), spaces
  /// around each, so that ` joh` is found as the beginning of a word.
  let words: String
  /// The distinct words, each a row of its own.
  let eachWord: [String]
  /// `1970-03-11` or empty.
  let birth: String
  /// All digits of all phones, a space between.
  let phones: String
  let codes: [Code]

  struct Code: Hashable {
    enum Kind: String, Stored { case phone, dial, email, identifier }
    let kind: Kind
    let code: String
  }

  init(_ facts: PatientFacts, number: Int, patient: ID<Patient>) {
    self.number = number
    self.patient = patient
    var seen: Set<String> = []
    var distinct: [String] = []
    var groups: [String] = []
    for (place, name) in ([facts.legal] + [facts.preferred].compactMap(\.self) + facts.former).enumerated() {
      guard distinct.count < NameWords.most else { break }
      let words = NameWords.words(of: name)
      for word in words where seen.insert(word).inserted { distinct.append(word) }
      let isFormer = place > (facts.preferred == nil ? 0 : 1)
      groups.append((place == 0 ? "" : isFormer ? "~ " : "| ") + words.joined(separator: " "))
    }
    words = " " + groups.joined(separator: " ") + " "
    eachWord = distinct
    birth = facts.birthDate?.description ?? ""
    phones = facts.phones.map(\.number.digits).joined(separator: " ")
    codes = Self.codes(facts)
  }

  private static func codes(_ facts: PatientFacts) -> [Code] {
    var codes: [Code] = []
    for phone in facts.phones {
      codes.append(Code(kind: .phone, code: String(phone.number.digits.reversed())))
      codes.append(Code(kind: .dial, code: national(phone.number)))
    }
    codes += facts.emails.map { Code(kind: .email, code: $0.lowercased()) }
    codes += facts.identifiers.map { Code(kind: .identifier, code: identifier($0.value)) }
      .filter { !$0.code.isEmpty }
    var seen: Set<Code> = []
    return codes.filter { seen.insert($0).inserted }
  }

  /// As it is dialled at home: a North American number without its 1.
  static func national(_ phone: PhoneNumber) -> String {
    let digits = phone.digits
    return digits.count == 11 && digits.hasPrefix("1") ? String(digits.dropFirst()) : digits
  }

  /// Letters and digits only: `AB-123 4` is `ab1234`.
  static func identifier(_ value: some StringProtocol) -> String {
    String(NameWords.fold(value).filter { $0.isLetter || $0.isNumber }.prefix(100))
  }
}
