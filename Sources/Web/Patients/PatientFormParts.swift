import Kernel

// The sections of the patient form. Each field has the name by which `PatientFormView.values` knows it.

func names(_ v: PatientFormView) -> HTML {
  fieldset("Name") {
    text(v, "given", "Given and middle names", autofocus: true, width: .half)
      + text(v, "family", "Family name", width: .half)
      + text(v, "prefix", "Title", width: .third) + text(v, "suffix", "Suffix", width: .third)
      + text(v, "preferred_given", "Goes by", width: .third)
      + text(v, "former", "Former names", hint: "Several with a semicolon between them", width: .full)
  }
}

func person(_ v: PatientFormView) -> HTML {
  fieldset("Person") {
    field(
      Field(
        "birth_date", "Born", v.value("birth_date"), hint: "4/27/1951, 27 Apr 1951 or 1951-04-27",
        error: v.wrong["birth_date"], required: true, width: .third))
      + choice(v, "sex", "Sex on file", sexes, hint: "As payers ask for it")
      + choice(v, "sex_at_birth", "Sex at birth", sexesAtBirth, hint: "Where care depends on it")
      + text(v, "gender_identity", "Gender identity", hint: "In their own words", width: .third)
      + text(v, "pronouns", "Pronouns", hint: "she/her, they/them …", width: .third)
      + text(v, "language", "Speaks", hint: "English, Spanish, Haitian Creole …", width: .third)
      + tick(v, "interpreter", "Needs an interpreter")
  }
}

func reach(_ v: PatientFormView) -> HTML {
  fieldset(
    "Reach them",
    hint: "The last row of each kind is a spare one: leave it empty, or clear a row to remove it."
  ) {
    HTML.each(0..<v.phones) { n -> HTML in
      text(v, "phones.\(n).number", n == 0 ? "Phone" : "Another phone", kind: .tel, width: .third)
        + choice(v, "phones.\(n).label", "Kind", phoneKinds)
        + tick(v, "phones.\(n).text", "Texts are welcome", width: .third)
    }
      + HTML.each(0..<v.emails) { n -> HTML in
        text(v, "emails.\(n)", n == 0 ? "E-mail" : "Another e-mail", kind: .email, width: .half)
      } + choice(v, "contact_preference", "Would rather have", ways, width: .half)
  }
}

func homes(_ v: PatientFormView) -> HTML {
  HTML.each(0..<v.addresses) { n -> HTML in
    fieldset(n == 0 ? "Address" : "Another address") {
      text(v, "addresses.\(n).lines", "Street", width: .half)
        + text(v, "addresses.\(n).lines2", "Apartment, unit", width: .half)
        + text(v, "addresses.\(n).city", "City", width: .third)
        + text(v, "addresses.\(n).region", "State", width: .third)
        + text(v, "addresses.\(n).postal_code", "ZIP", width: .third)
        + text(v, "addresses.\(n).country", "Country", width: .third)
        + choice(v, "addresses.\(n).use", "Used as", uses)
    }
  }
}

func around(_ v: PatientFormView) -> HTML {
  HTML.each(0..<v.related) { n -> HTML in
    fieldset(n == 0 ? "People around them" : "Another person") {
      text(v, "related.\(n).given", "First name", width: .third)
        + text(v, "related.\(n).family", "Last name", width: .third)
        + text(
          v, "related.\(n).relation", "Who they are", hint: "mother, husband, neighbour …", width: .third)
        + text(v, "related.\(n).phone", "Phone", kind: .tel, width: .third)
        + choice(v, "related.\(n).role", "For what", roles)
        + #"<div class="field full"><span class="hint">May hear of</span><div class="chips">\#(hearing(v, n))</div></div>"#
    }
  }
}

private func hearing(_ v: PatientFormView, _ n: Int) -> HTML {
  HTML.each([("appointments", "visits"), ("billing", "bills"), ("clinical", "care")]) { name, words in
    checkbox("related.\(n).hears.\(name)", words, checked: v.value("related.\(n).hears.\(name)") == "yes")
  }
}

func rest(_ v: PatientFormView) -> HTML {
  fieldset("If they died") {
    tick(v, "died", "This patient has died", width: .third)
      + field(Field("died_on", "On", v.value("died_on"), .date, error: v.wrong["died_on"], width: .third))
  }
}

private func tick(_ v: PatientFormView, _ name: String, _ label: String, width: Field.Width = .full) -> HTML {
  #"<div class="field \#(width.rawValue) tick-field">\#(checkbox(name, label, checked: v.value(name) == "yes"))</div>"#
}

private func choice(
  _ v: PatientFormView, _ name: String, _ label: String, _ options: [Choice], hint: String? = nil,
  width: Field.Width = .third
) -> HTML {
  select(name, label, options, chosen: v.value(name), hint: hint, error: v.wrong[name], width: width)
}

private func text(
  _ v: PatientFormView, _ name: String, _ label: String, kind: Field.Kind = .text, hint: String? = nil,
  required: Bool = false, autofocus: Bool = false, width: Field.Width = .half
) -> HTML {
  field(
    Field(
      name, label, v.value(name), kind, hint: hint, error: v.wrong[name], required: required,
      autofocus: autofocus, width: width, limit: 200))
}

private let sexes = [
  Choice("unknown", "Not known"), Choice("female", "Female"), Choice("male", "Male"),
  Choice("other", "Other"),
]

private let sexesAtBirth = [
  Choice("not_asked", "Not asked"), Choice("female", "Female"), Choice("male", "Male"),
  Choice("intersex", "Intersex"), Choice("undisclosed", "Would rather not say"),
]

private let phoneKinds = [
  Choice("mobile", "Mobile"), Choice("home", "Home"), Choice("work", "Work"), Choice("other", "Other"),
]

private let ways = [
  Choice("none", "No wish known"), Choice("call", "A call"), Choice("text", "A text"),
  Choice("email", "An e-mail"), Choice("letter", "A letter"), Choice("portal", "A message in the portal"),
]

private let uses = [
  Choice("home", "Home"), Choice("mail", "Letters"), Choice("work", "Work"),
  Choice("temporary", "For a while"),
  Choice("old", "No longer"),
]

private let roles = [
  Choice("emergency", "Call in an emergency"), Choice("guarantor", "Pays the bills"),
  Choice("other", "Other"),
]
