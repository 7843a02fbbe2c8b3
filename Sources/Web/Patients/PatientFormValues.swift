import Kernel
import Records

extension PatientFormView {
  /// Puts a draft into the fields, with one spare row of each list.
  mutating func fill(_ d: PatientDraft) {
    values = [
      "family": d.legal.family, "given": d.legal.given, "prefix": d.legal.prefix, "suffix": d.legal.suffix,
      "preferred_given": d.preferred?.given ?? "", "former": d.former.map(\.filed).joined(separator: "; "),
      "birth_date": d.birthDate, "sex": d.sex.rawValue, "sex_at_birth": d.sexAtBirth.rawValue,
      "gender_identity": d.genderIdentity, "pronouns": d.pronouns, "language": languageName(d.language),
      "interpreter": d.needsInterpreter ? "yes" : "", "contact_preference": d.contactPreference.rawValue,
      "died": d.hasDied ? "yes" : "", "died_on": d.diedOn,
    ]
    for (n, phone) in d.phones.enumerated() { fill(phone, n) }
    for (n, email) in d.emails.enumerated() { values["emails.\(n)"] = email }
    for (n, address) in d.addresses.enumerated() { fill(address, n) }
    for (n, person) in d.related.enumerated() { fill(person, n) }
    phones = d.phones.count + 1
    emails = d.emails.count + 1
    addresses = d.addresses.count + 1
    related = d.related.count + 1
    // A spare address is for the country the practice is in.
    values["addresses.\(d.addresses.count).country"] = "US"
  }

  /// Puts back what was typed, just as it was.
  mutating func fill(_ form: Form) {
    values = [:]
    for field in form.fields { values[field.name] = form[field.name] }
    phones = rows(form, "phones", "number")
    emails = (0..<20).last { form.has("emails.\($0)") }.map { $0 + 1 } ?? 1
    addresses = rows(form, "addresses", "lines")
    related = rows(form, "related", "given")
  }

  private func rows(_ form: Form, _ list: String, _ field: String) -> Int {
    ((0..<20).last { form.has("\(list).\($0).\(field)") } ?? 0) + 1
  }

  private mutating func fill(_ phone: PatientDraft.Phone, _ n: Int) {
    values["phones.\(n).number"] = phone.number
    values["phones.\(n).label"] = phone.label.rawValue
    values["phones.\(n).text"] = phone.mayText ? "yes" : ""
  }

  private mutating func fill(_ a: Address, _ n: Int) {
    let field = "addresses.\(n)."
    values[field + "use"] = a.use.rawValue
    values[field + "lines"] = a.lines.first ?? ""
    values[field + "lines2"] = a.lines.dropFirst().first ?? ""
    values[field + "city"] = a.city
    values[field + "region"] = a.region
    values[field + "postal_code"] = a.postalCode
    values[field + "country"] = a.country
  }

  private mutating func fill(_ p: PatientDraft.Related, _ n: Int) {
    let field = "related.\(n)."
    values[field + "role"] = p.role.rawValue
    values[field + "given"] = p.name.given
    values[field + "family"] = p.name.family
    values[field + "relation"] = p.relation
    values[field + "phone"] = p.phone
    values[field + "hears.appointments"] = p.mayHear.contains(.appointments) ? "yes" : ""
    values[field + "hears.billing"] = p.mayHear.contains(.billing) ? "yes" : ""
    values[field + "hears.clinical"] = p.mayHear.contains(.clinical) ? "yes" : ""
  }
}
