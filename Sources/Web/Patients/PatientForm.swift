import Kernel
import Records

extension PatientDraft {
  /// What the patient form says, laid over what is known: what the form does not show stays as it is.
  init(_ form: Form, over known: PatientFacts?) throws {
    var draft = known.map { PatientDraft($0) } ?? PatientDraft()
    draft.legal = PersonName(
      family: form["family"], given: form["given"], prefix: form["prefix"], suffix: form["suffix"])
    let called = form["preferred_given"]
    draft.preferred =
      called.isEmpty ? nil : PersonName(family: known?.preferred?.family ?? "", given: called)
    draft.former = formerNames(form["former"], known?.former ?? [])
    draft.birthDate = form["birth_date"]
    draft.sex = try form.optionalChoice("sex") ?? .unknown
    draft.sexAtBirth = try form.optionalChoice("sex_at_birth") ?? .notAsked
    draft.genderIdentity = form["gender_identity"]
    draft.pronouns = form["pronouns"]
    // The form shows `Spanish` for the tag `es`; whoever leaves it so has changed nothing.
    let spoken = known?.language ?? ""
    draft.language = form["language"] == languageName(spoken) ? spoken : form["language"]
    draft.needsInterpreter = form.flag("interpreter")
    draft.contactPreference = try form.optionalChoice("contact_preference") ?? .noPreference
    draft.phones = try form.rows("phones", "number").map { n in
      Phone(
        form["phones.\(n).number"], label: try form.optionalChoice("phones.\(n).label") ?? .mobile,
        mayText: form.flag("phones.\(n).text"))
    }
    draft.emails = (0..<20).map { form["emails.\($0)"] }.filter { !$0.isEmpty }
    draft.addresses = try form.rows("addresses", "lines").map {
      try address(form, $0, known?.addresses ?? [])
    }
    draft.related = try form.rows("related", "given").map { try person(form, $0, known?.related ?? []) }
    draft.hasDied = form.flag("died") || !form["died_on"].isEmpty
    draft.diedOn = form["died_on"]
    self = draft
  }
}

extension Form {
  /// The rows of a list that the form shows, empty ones among them: the check drops those.
  fileprivate func rows(_ list: String, _ field: String) -> [Int] {
    (0..<20).filter { has("\(list).\($0).\(field)") }
  }
}

private func formerNames(_ typed: String, _ known: [PersonName]) -> [PersonName] {
  typed.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }.map { text in
    known.first { $0.filed == text } ?? PersonName(family: text, given: "")
  }
}

private func address(_ form: Form, _ n: Int, _ known: [Address]) throws -> Address {
  let field = "addresses.\(n)."
  var address = known.indices.contains(n) ? known[n] : Address()
  address.use = try form.optionalChoice(field + "use") ?? .home
  // The form shows two lines; a third of an address from abroad stays.
  address.lines = [form[field + "lines"], form[field + "lines2"]] + address.lines.dropFirst(2)
  address.city = form[field + "city"]
  address.region = form[field + "region"]
  address.postalCode = form[field + "postal_code"]
  address.country = form[field + "country"]
  return address
}

private func person(_ form: Form, _ n: Int, _ known: [RelatedPerson]) throws -> PatientDraft.Related {
  let field = "related.\(n)."
  let old = known.indices.contains(n) ? known[n] : nil
  var hears: RelatedPerson.MayHear = []
  if form.flag(field + "hears.appointments") { hears.insert(.appointments) }
  if form.flag(field + "hears.billing") { hears.insert(.billing) }
  if form.flag(field + "hears.clinical") { hears.insert(.clinical) }
  let name = PersonName(
    family: form[field + "family"], given: form[field + "given"], prefix: old?.name.prefix ?? "",
    suffix: old?.name.suffix ?? "")
  let isGone = name.family.trimmed.isEmpty && name.given.trimmed.isEmpty
  return PatientDraft.Related(
    try form.optionalChoice(field + "role") ?? .emergency,
    name: isGone ? PersonName(family: "", given: "") : name, relation: form[field + "relation"],
    phone: form[field + "phone"], mayHear: hears, patient: isGone ? "" : old?.patient?.rawValue ?? "")
}

extension StringProtocol {
  fileprivate var trimmed: String { String(self).trimmed }
}
