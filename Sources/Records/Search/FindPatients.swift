import Kernel
import Practice
import Store

/// A patient found, as the list shows them.
package struct PatientHit: Sendable, Hashable, Identifiable {
  package let label: PatientLabel
  package let reasons: [FindingReason]
  package var id: ID<Patient> { label.id }
}

extension Records {
  /// Finds patients by anything that is known of them, typed as people type: parts of names in any order, with
  /// slips and without accents, birth dates, phone digits, record numbers, e-mails, other numbers.
  ///
  /// Nothing typed finds nobody. Whose names were shown is written into the audit trail before they are.
  package func find(_ text: String, limit: Int = 12, by who: Who) async throws -> [PatientHit] {
    try who.require(.seePatients)
    let query = TypedQuery(text, today: today())
    guard !query.isEmpty, limit > 0 else { return [] }
    let most = min(limit, 100)
    let hits = try await store.read { try PatientSearch(tx: $0, query: query, limit: most).hits() }
    guard !hits.isEmpty else { return [] }
    let moment = now()
    try await store.write { tx in
      try tx.audit("patients.searched", by: who, patients: hits.map(\.id.rawValue), at: moment)
    }
    return hits
  }
}

/// One search, from cheap to forgiving: each step is taken only while too few were found.
private struct PatientSearch {
  let tx: Transaction
  let query: TypedQuery
  let limit: Int
  private let bound = 200
  /// With so many who fit exactly, nobody else is meant.
  private let enough = 5
  private var pool: [Int: Candidate] = [:]
  private var ranking: PatientRanking

  init(tx: Transaction, query: TypedQuery, limit: Int) {
    self.tx = tx
    self.query = query
    self.limit = limit
    ranking = PatientRanking(query: query)
  }

  func hits() throws -> [PatientHit] {
    var search = self
    return try search.run()
  }

  private mutating func run() throws -> [PatientHit] {
    for place in query.clues.indices { try follow(place) }
    try takeNamed()
    var ranked = ranking.rank(pool.values, limit: limit)
    for ear in Forgiveness.allCases where ranked.count < min(limit, enough) {
      guard try forgive(ear) else { continue }
      ranked = ranking.rank(pool.values, limit: limit)
    }
    if ranked.isEmpty, query.words.count + query.clues.count > 1 {
      try takeByNameAlone()
      ranked = ranking.rank(pool.values, limit: limit, missing: 1)
    }
    return try labelled(ranked)
  }

  /// Brings up whom a clue may mean.
  private mutating func follow(_ place: Int) throws {
    switch query.clues[place] {
    case .born(let days): add(try tx.candidates(born: days, limit: bound))
    case .digits(let digits, let days):
      add(try tx.candidates(born: days, limit: bound))
      var numbers = try tx.recordNumbers(beginning: digits, limit: 20)
      if digits.count >= 4 { numbers += try phoned(digits) }
      if digits.count >= 3 { numbers += try note(.identifier, digits, at: place) }
      add(try tx.candidates(numbered: numbers))
    case .email(let mail): add(try tx.candidates(numbered: note(.email, mail, at: place)))
    case .code(let code):
      if code.count >= 2 { add(try tx.candidates(numbered: note(.identifier, code, at: place))) }
      add(try tx.candidates(named: query.words + [code], whole: false, limit: bound))
    }
  }

  /// The last digits first, then the first, then any: the last step alone needs trigrams.
  private func phoned(_ digits: String) throws -> [Int] {
    var numbers = try tx.numbers(.phone, beginning: String(digits.reversed()), limit: bound)
    if numbers.count < bound { numbers += try tx.numbers(.dial, beginning: digits, limit: bound) }
    if numbers.count < limit {
      numbers +=
        tx.engine == .sqlite
        ? try tx.numbersOnSQLite(phoneContaining: digits, limit: bound)
        : try tx.numbersOnPostgres(phoneContaining: digits, limit: bound)
    }
    return numbers
  }

  private mutating func note(_ kind: FindingRow.Code.Kind, _ code: String, at place: Int) throws -> [Int] {
    let numbers = try tx.numbers(kind, beginning: code, limit: bound)
    for number in numbers {
      ranking.named[place, default: [:]][number] = kind == .email ? .email : .identifier
    }
    return numbers
  }

  /// Brings up whose names have or begin with what was typed; with digits beside it, among those only whom the
  /// digits may mean.
  private mutating func takeNamed() throws {
    guard !query.words.isEmpty else { return }
    if query.clues.isEmpty {
      add(try tx.candidates(named: query.words, whole: true, limit: bound))
      if pool.count < bound { add(try tx.candidates(named: query.words, whole: false, limit: bound)) }
      return
    }
    guard case .digits(let digits, _)? = query.clues.first, query.clues.count == 1, digits.count >= 4 else {
      return
    }
    if digits.count == 4, digits.hasPrefix("19") || digits.hasPrefix("20") {
      try takeNamed(and: "AND birth LIKE \("\(digits)-%")")
    }
    // The longer walk, for digits that so many have that not all of them were brought up.
    if ranking.rank(pool.values, limit: 1).isEmpty {
      try takeNamed(
        and: """
          AND EXISTS (SELECT 1 FROM finding f WHERE f.number = n.number AND f.phones LIKE \("%\(digits)%"))
          """)
    }
  }

  private mutating func takeNamed(and more: SQL) throws {
    let found = try tx.candidates(named: query.words, whole: false, and: more, limit: bound)
    add(try tx.candidates(numbered: found.map(\.number)))
  }

  /// What is forgiven first: the ear, then the fingers.
  private enum Forgiveness: CaseIterable { case sound, letters }

  /// Asks the vocabulary which words may have been meant, and brings up who bears them. False if none were new.
  private mutating func forgive(_ what: Forgiveness) throws -> Bool {
    var isNew = false
    for typed in query.words where typed.utf8.count >= 3 {
      let known = ranking.meant[typed] ?? [:]
      let likely = try likely(typed, what).filter { known[$0.word] == nil }
      isNew = isNew || !likely.isEmpty
      ranking.meant[typed] = known.merging(likely.map { ($0.word, $0.likeness) }) { first, _ in first }
    }
    if isNew, query.clues.isEmpty { add(try tx.candidates(meaning: meanings(), limit: bound)) }
    return isNew
  }

  private func likely(_ typed: String, _ what: Forgiveness) throws -> [(word: String, likeness: Int)] {
    let spelling = Spelling(typed)
    let words: [String] =
      switch what {
      case .sound: try tx.words(sounding: spelling.sounds)
      case .letters where tx.engine == .sqlite: try tx.similarWordsOnSQLite(typed, limit: 200)
      case .letters: try tx.similarWordsOnPostgres(typed, limit: 200)
      }
    return words.compactMap { word in
      guard what == .sound || spelling.sharesLetters(with: word) else { return nil }
      return spelling.likeness(to: word).map { (word, $0) }
    }
    .sorted { ($1.likeness, $0.word) < ($0.likeness, $1.word) }.prefix(24).map(\.self)
  }

  /// For each typed word what else it may stand for, the likeliest first.
  private func meanings() -> [(typed: String, meant: [String])] {
    query.words.map { typed in
      let meant = (ranking.meant[typed] ?? [:]).filter { !$0.key.hasPrefix(typed) }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return (typed, meant.prefix(16).map(\.key))
    }
  }

  /// Nobody has all that was typed: whoever has the names but another date, or all names but one.
  private mutating func takeByNameAlone() throws {
    if !query.clues.isEmpty, !query.words.isEmpty {
      add(try tx.candidates(named: query.words, whole: false, limit: bound))
      add(try tx.candidates(meaning: meanings(), limit: bound))
    } else if query.words.count > 2 {
      for skipped in query.words {
        add(try tx.candidates(named: query.words.filter { $0 != skipped }, whole: false, limit: bound / 4))
      }
    }
  }

  private mutating func add(_ candidates: [Candidate]) {
    for one in candidates where pool[one.number]?.phones.isEmpty ?? true { pool[one.number] = one }
  }

  private func labelled(_ ranked: [PatientRanking.Ranked]) throws -> [PatientHit] {
    let ids = try tx.patientIDs(numbered: ranked.map(\.number))
    let labels = try tx.patientLabels(Array(ids.values))
    return ranked.compactMap { one in
      guard let id = ids[one.number], let label = labels[id] else { return nil }
      return PatientHit(label: label, reasons: one.reasons)
    }
  }
}
