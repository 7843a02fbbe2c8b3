import Kernel

/// Who filled the draft in. A person at the desk can correct what they typed; a file cannot, so what it says
/// about a person is kept as far as possible and the rest is remarked.
package enum DraftOrigin: Sendable { case form, file }

extension PatientDraft {
  /// The draft as facts, and for a file what of it could not be one.
  ///
  /// - Throws: ``PatientDraftRefused`` with every problem that was found.
  package func checked(today: LocalDay, from origin: DraftOrigin = .form) throws(PatientDraftRefused)
    -> (facts: PatientFacts, remarks: [String])
  {
    var check = DraftCheck(today: today, origin: origin)
    let facts = check.facts(of: self)
    guard check.problems.isEmpty else { throw PatientDraftRefused(problems: check.problems) }
    return (facts, check.remarks)
  }
}

/// Reads a draft from top to bottom and collects what is wrong with it.
private struct DraftCheck {
  let today: LocalDay
  let origin: DraftOrigin
  var problems: [InvalidInput] = []
  var remarks: [String] = []

  mutating func facts(of draft: PatientDraft) -> PatientFacts {
    var facts = PatientFacts(legal: name("", draft.legal, of: "The legal name"))
    if facts.legal.family.isEmpty, facts.legal.given.isEmpty, problems.isEmpty {
      refuse("family", "Please give the patient's name, the family name at least.")
    }
    facts.preferred = draft.preferred.map { name("preferred_", $0, of: "The preferred name") }
    if facts.preferred?.full.isEmpty == true { facts.preferred = nil }
    facts.former = limited("former", draft.former, 20, "former names")
      .enumerated().map { name("former.\($0).", $1, of: "The former name") }.filter { !$0.full.isEmpty }
    facts.sex = draft.sex
    facts.sexAtBirth = draft.sexAtBirth
    facts.genderIdentity = text("gender_identity", draft.genderIdentity, of: "The gender identity")
    facts.pronouns = text("pronouns", draft.pronouns, of: "The pronouns", limit: 60)
    facts.language = text("language", draft.language, of: "The language", limit: 60)
    facts.needsInterpreter = draft.needsInterpreter
    facts.contactPreference = draft.contactPreference
    facts.birthDate = birthDate(draft)
    facts.death = death(draft, born: facts.birthDate)
    facts.addresses = limited("addresses", draft.addresses, 20, "addresses")
      .enumerated().map { address("addresses.\($0).", $1) }.filter { !isBlank($0) }
    facts.phones = phones(draft)
    facts.emails = emails(draft)
    facts.identifiers = identifiers(draft)
    facts.related = related(draft)
    return facts
  }

  private mutating func name(_ field: String, _ name: PersonName, of what: String) -> PersonName {
    PersonName(
      family: text(field + "family", name.family, of: what),
      given: text(field + "given", name.given, of: what),
      prefix: text(field + "prefix", name.prefix, of: what, limit: 60),
      suffix: text(field + "suffix", name.suffix, of: what, limit: 60))
  }

  private mutating func birthDate(_ draft: PatientDraft) -> LocalDay? {
    do {
      let day = try BirthDate.read(draft.birthDate, today: today, hasDied: draft.hasDied)
      if day == nil, origin == .form {
        refuse("birth_date", "Please give the birth date, for example 1970-03-11.")
      }
      return day
    } catch {
      if origin == .file, error.isUnreadable {
        remarks.append("The birth date “\(draft.birthDate.prefix(40))” is not a whole day.")
      } else {
        refuse("birth_date", error.sentence)
      }
      return nil
    }
  }

  private mutating func death(_ draft: PatientDraft, born: LocalDay?) -> Death? {
    guard draft.hasDied else { return nil }
    let typed = trimmed(draft.diedOn)
    guard !typed.isEmpty else { return Death() }
    guard let day = DateReading(typed, today: today).single else {
      if origin == .form { refuse("died_on", "The day of death is not a day; write it as 2026-03-11.") }
      return Death()
    }
    if day > today { refuse("died_on", "The day of death lies in the future.") }
    if let born, day < born { refuse("died_on", "The day of death lies before the birth date.") }
    return Death(day: day)
  }

  private mutating func address(_ field: String, _ address: Address) -> Address {
    var clean = address
    clean.lines = limited(field + "lines", address.lines, 6, "lines in an address")
      .map { text(field + "lines", $0, of: "The address") }.filter { !$0.isEmpty }
    clean.city = text(field + "city", address.city, of: "The city")
    clean.region = text(field + "region", address.region, of: "The state or region", limit: 100)
    clean.postalCode = text(field + "postal_code", address.postalCode, of: "The postal code", limit: 20)
    clean.country = text(field + "country", address.country, of: "The country", limit: 100)
    if let from = address.from, let until = address.until, until < from {
      if origin == .form { refuse(field + "until", "The address ends before it begins.") }
      clean.until = nil
    }
    return clean
  }

  private func isBlank(_ address: Address) -> Bool {
    address.lines.isEmpty && address.city.isEmpty && address.region.isEmpty && address.postalCode.isEmpty
  }

  private mutating func phones(_ draft: PatientDraft) -> [PatientPhone] {
    var kept: [PatientPhone] = []
    for (place, phone) in limited("phones", draft.phones, 20, "phone numbers").enumerated() {
      guard let number = phoneNumber("phones.\(place).number", phone.number) else { continue }
      if !kept.contains(where: { $0.number == number }) {
        kept.append(PatientPhone(number, label: phone.label, mayText: phone.mayText))
      }
    }
    return kept
  }

  private mutating func phoneNumber(_ field: String, _ typed: String) -> PhoneNumber? {
    let typed = trimmed(typed)
    guard !typed.isEmpty else { return nil }
    if let number = PhoneNumber(typed) { return number }
    refuseOrRemark(
      field, "“\(typed.prefix(40))” is not a telephone number; write ten digits, or + and the country code.",
      remark: "Phone as written: \(printable(typed))")
    return nil
  }

  private mutating func emails(_ draft: PatientDraft) -> [String] {
    var kept: [String] = []
    for (place, email) in limited("emails", draft.emails, 20, "e-mail addresses").enumerated() {
      let typed = trimmed(email)
      guard !typed.isEmpty else { continue }
      if !looksLikeEmail(typed) {
        refuseOrRemark(
          "emails.\(place)", "“\(printable(typed))” does not look like an e-mail address.",
          remark: "E-mail as written: \(printable(typed))")
      } else if !kept.contains(where: { $0.lowercased() == typed.lowercased() }) {
        kept.append(typed)
      }
    }
    return kept
  }

  private mutating func identifiers(_ draft: PatientDraft) -> [PatientIdentifier] {
    var kept: [PatientIdentifier] = []
    for (place, one) in limited("identifiers", draft.identifiers, 50, "identifiers").enumerated() {
      let clean = PatientIdentifier(
        system: text("identifiers.\(place).system", one.system, of: "The identifier's system"),
        value: text("identifiers.\(place).value", one.value, of: "The identifier"))
      if !clean.value.isEmpty, !kept.contains(clean) { kept.append(clean) }
    }
    return kept
  }

  private mutating func related(_ draft: PatientDraft) -> [RelatedPerson] {
    if draft.related.count(where: { $0.role == .guarantor }) > 1 {
      refuse("guarantor", "A patient has one guarantor at a time.")
    }
    var kept: [RelatedPerson] = []
    for (place, one) in limited("related", draft.related, 20, "related persons").enumerated() {
      let field = "related.\(place)."
      let person = RelatedPerson(
        one.role, name: name(field, one.name, of: "The related person's name"),
        relation: text(field + "relation", one.relation, of: "The relation", limit: 100),
        phone: phoneNumber(field + "phone", one.phone), mayHear: one.mayHear,
        patient: patient(field + "patient", one.patient))
      if !person.name.full.isEmpty || person.patient != nil { kept.append(person) }
    }
    return kept
  }

  private mutating func patient(_ field: String, _ typed: String) -> ID<Patient>? {
    guard !typed.isEmpty else { return nil }
    guard let id = ID<Patient>(typed) else {
      refuse(field, "The related person's record could not be read.")
      return nil
    }
    return id
  }

  // What the checks above share.

  private mutating func text(_ field: String, _ typed: String, of what: String, limit: Int = 200) -> String {
    do {
      return try CleanText.line(typed, of: what, limit: limit)
    } catch {
      refuse(field, error.sentence)
      return ""
    }
  }

  private mutating func limited<T>(_ field: String, _ list: [T], _ limit: Int, _ what: String) -> [T] {
    if list.count > limit { refuse(field, "There is room for \(limit) \(what).") }
    return Array(list.prefix(limit))
  }

  private mutating func refuse(_ field: String, _ sentence: String) {
    problems.append(InvalidInput(field, sentence))
  }

  private mutating func refuseOrRemark(_ field: String, _ sentence: String, remark: String) {
    switch origin {
    case .form: refuse(field, sentence)
    case .file: remarks.append(remark)
    }
  }
}
