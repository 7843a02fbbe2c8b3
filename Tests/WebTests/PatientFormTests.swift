import Kernel
import Records
import Store
import Support
import Testing

@testable import Web

/// A record with everything a form shows, and things it does not.
private let ruth: PatientDraft = {
  var draft = PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female)
  draft.preferred = PersonName(family: "", given: "Ruthie")
  draft.former = [PersonName(family: "Stern", given: "Ruth")]
  draft.language = "es"
  draft.needsInterpreter = true
  draft.phones = [.init("(617) 555-0100", label: .home, mayText: true)]
  draft.emails = ["ruth@example.org"]
  draft.addresses = [
    Address(
      lines: ["12 Elm Street", "Apt 3", "c/o Stern"], city: "Boston", region: "MA", postalCode: "02118")
  ]
  draft.identifiers = [PatientIdentifier(system: "passport", value: "X123")]
  draft.related = [
    .init(
      .emergency, name: PersonName(family: "Stern", given: "Naomi", prefix: "Dr."), relation: "daughter",
      phone: "(617) 555-0101", mayHear: [.appointments, .clinical])
  ]
  return draft
}()

private func known() throws -> PatientFacts {
  try ruth.checked(today: LocalDay(daysSince1970: 20_780)).facts
}

/// The form as a browser sends it back when nothing was touched.
private func untouched() throws -> Form {
  var view = PatientFormView(heading: "", values: [:])
  view.fill(PatientDraft(try known()))
  var form = Form()
  for (name, value) in view.values.sorted(by: { $0.key < $1.key }) { form.append(name, value) }
  return form
}

@Suite struct PatientFormTests {
  @Test func `a form that is saved untouched changes nothing, not even what it does not show`() throws {
    let draft = try PatientDraft(try untouched(), over: try known())
    let facts = try draft.checked(today: LocalDay(daysSince1970: 20_780)).facts
    let before = try known()
    #expect(facts.fieldsDiffering(from: before) == [])
    #expect(facts.identifiers.map(\.value) == ["X123"])
    #expect(facts.addresses.first?.lines.last == "c/o Stern")
  }

  @Test func `a language is shown as a word and kept as its tag`() throws {
    let form = try untouched()
    #expect(form["language"] == "Spanish")
    let draft = try PatientDraft(form, over: try known())
    #expect(draft.language == "es")
    #expect(languageName("Haitian Creole, some French") == "Haitian Creole, some French")
  }

  @Test func `clearing a row removes it`() throws {
    var form = try untouched().without(["phones.0.number", "related.0.given", "related.0.family"])
    form.append("phones.0.number", "")
    form.append("related.0.given", "")
    form.append("related.0.family", "")
    let facts = try PatientDraft(form, over: try known()).checked(today: LocalDay(daysSince1970: 20_780))
      .facts
    #expect(facts.phones.isEmpty)
    #expect(facts.related.isEmpty)
  }

  @Test func `initials are of the given and the family name, however the name is written`() {
    #expect(initials("Ruth Cohen") == "RC")
    #expect(initials("Cohen, Ruth") == "RC")
    #expect(initials("Prince") == "P")
    #expect(initials("") == "?")
    #expect(initials("李, 小龙") == "小李")
  }
}

@Suite struct MergeTests {
  @Test func `what only the other changed is taken over, what both changed is shown`() async throws {
    try await withCast(.sqlite) { cast in
      let seen = try await cast.records.patient(cast.ruth.id, by: cast.ortega).patient
      var theirs = PatientDraft(seen.facts)
      theirs.pronouns = "she/her"
      theirs.emails = ["ruth@example.org"]
      _ = try await cast.records.edit(seen.id, seen: seen.version, theirs, by: cast.mills)

      var mine = PatientDraft(seen.facts)
      mine.pronouns = "they/them"
      mine.language = "Spanish"
      let no = await #expect(throws: PatientChangedMeanwhile.self) {
        try await cast.records.edit(seen.id, seen: seen.version, mine, by: cast.ortega)
      }
      let (draft, conflicts) = merge(mine, try #require(no), today: cast.today)
      #expect(conflicts.map(\.field) == ["pronouns"])
      #expect(conflicts.map(\.theirs) == ["she/her"])
      #expect(conflicts.map(\.yours) == ["they/them"])
      #expect(draft.emails == ["ruth@example.org"])
      #expect(draft.language == "Spanish")
    }
  }
}
