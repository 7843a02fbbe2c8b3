import Kernel

/// A patient whom the database brought up for a search, not judged yet.
struct Candidate: Hashable, Sendable {
  let number: Int
  let words: String
  let birth: String
  let phones: String
}

/// Why a patient was found.
package enum FindingReason: Hashable, Sendable {
  case name
  /// The word of the name that was taken for the typed one.
  case soundsLike(String)
  case formerName
  case birthDate, birthYear, phone, recordNumber, email, identifier
}

/// Puts candidates in order. Pure, so that both engines answer alike: they only bring candidates up.
///
/// Everything typed has to be found in a patient. Where nobody has everything and more than one thing was typed,
/// one may be missing: a wrong birth date must not hide the right name.
struct PatientRanking {
  let query: TypedQuery
  /// Words that may be meant by a typed one, with their likeness; empty until spelling has to be forgiven.
  var meant: [String: [String: Int]] = [:]
  /// Patients whose e-mail or identifier the clue at this place names.
  var named: [Int: [Int: FindingReason]] = [:]

  struct Ranked: Equatable {
    let number: Int
    let score: Int
    let reasons: [FindingReason]
    fileprivate let order: String
  }

  func rank(_ candidates: some Sequence<Candidate>, limit: Int, missing: Int = 0) -> [Ranked] {
    candidates.compactMap { judge($0, missing: missing) }
      .sorted { ($1.score, $0.order, $0.number) < ($0.score, $1.order, $1.number) }
      .prefix(limit).map(\.self)
  }

  private func judge(_ candidate: Candidate, missing: Int) -> Ranked? {
    var score = 0
    var reasons: [FindingReason] = []
    var missed = 0
    let words = Words(candidate.words)
    let judgements =
      query.words.map { judge($0, words) } + query.clues.indices.map { judge($0, candidate, words) }
    for judgement in judgements {
      guard let judgement else {
        missed += 1
        continue
      }
      score += judgement.score
      if !reasons.contains(judgement.reason) { reasons.append(judgement.reason) }
    }
    guard missed <= missing, missed < judgements.count else { return nil }
    return Ranked(
      number: candidate.number, score: score - 40 * missed, reasons: reasons, order: candidate.words)
  }

  private func judge(_ typed: String, _ words: Words) -> (score: Int, reason: FindingReason)? {
    var best: (score: Int, reason: FindingReason)?
    let others = meant[typed]
    for (word, isFormer) in words.each {
      var found: (score: Int, reason: FindingReason)
      if word == typed {
        found = (100, .name)
      } else if word.hasPrefix(typed) {
        found = (max(80, 90 - (word.utf8.count - typed.utf8.count)), .name)
      } else if let likeness = others?[String(word)] {
        found = (likeness, .soundsLike(String(word)))
      } else {
        continue
      }
      if isFormer { found = (found.score - 15, .formerName) }
      if found.score > best?.score ?? 0 { best = found }
    }
    return best
  }

  private func judge(_ place: Int, _ candidate: Candidate, _ words: Words)
    -> (score: Int, reason: FindingReason)?
  {
    let listed = named[place]?[candidate.number].map { (score: 110, reason: $0) }
    switch query.clues[place] {
    case .born(let days): return born(days, candidate)
    case .digits(let digits, let days):
      return [listed, born(days, candidate), numbered(digits, candidate), phoned(digits, candidate)]
        .compactMap(\.self).max { $0.score < $1.score }
    case .email: return listed
    case .code(let code): return listed ?? judge(code, words)
    }
  }

  /// The first reading of an ambiguous date is the likelier one.
  private func born(_ days: [LocalDay], _ candidate: Candidate) -> (score: Int, reason: FindingReason)? {
    days.firstIndex { $0.description == candidate.birth }.map { (100 - $0, .birthDate) }
  }

  private func numbered(_ digits: String, _ candidate: Candidate) -> (score: Int, reason: FindingReason)? {
    let number = String(candidate.number)
    if number == digits { return (120, .recordNumber) }
    if digits.count == 4, candidate.birth.hasPrefix(digits + "-") { return (75, .birthYear) }
    return digits.count < 8 && number.hasPrefix(digits) ? (70 + digits.count, .recordNumber) : nil
  }

  private func phoned(_ digits: String, _ candidate: Candidate) -> (score: Int, reason: FindingReason)? {
    guard digits.count >= 4 else { return nil }
    var best: (score: Int, reason: FindingReason)?
    for phone in candidate.phones.split(separator: " ") {
      let score = phone.hasSuffix(digits) ? 90 : phone.contains(digits) ? 72 : 0
      if score > best?.score ?? 0 { best = (score, .phone) }
    }
    return best
  }

  /// A candidate's words, those of former names marked.
  private struct Words {
    let each: [(Substring, isFormer: Bool)]

    init(_ text: String) {
      var list: [(Substring, Bool)] = []
      var isFormer = false
      for word in text.split(separator: " ") {
        if word == "~" { isFormer = true } else if word != "|" { list.append((word, isFormer)) }
      }
      each = list
    }
  }
}
