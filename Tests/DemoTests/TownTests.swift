import Kernel
import Records
import Testing

@testable import Demo

struct TownTests {
  @Test func `is the same on every machine`() throws {
    let day = try #require(LocalDay(2026, 11, 23))
    let once = Town(seed: 7, today: day, people: 300).people
    let again = Town(seed: 7, today: day, people: 300).people
    #expect(once.map(\.facts) == again.map(\.facts))
    #expect(once.map(\.id) == again.map(\.id))
    #expect(once.map(\.facts) != Town(seed: 8, today: day, people: 300).people.map(\.facts))
  }

  @Test func `every child has a parent who is a patient and came no later`() throws {
    let people = Town(seed: 1, today: try #require(LocalDay(2026, 11, 23)), people: 2000).people
    #expect(people.count == 2000)
    #expect(Set(people.map(\.id)).count == 2000)
    var known: Set<ID<Patient>> = []
    for person in people {
      for related in person.facts.related where related.patient != nil {
        #expect(related.patient.map(known.contains) == true)
      }
      if person.isChild { #expect(person.facts.guarantor?.patient != nil) }
      known.insert(person.id)
    }
    #expect((300...800).contains(people.count(where: \.isChild)))
    #expect((50...300).contains(people.count { !$0.notes.isEmpty }))
  }

  @Test func `no telephone number or address is anybody's`() throws {
    let people = Town(seed: 1, today: try #require(LocalDay(2026, 11, 23)), people: 500).people
    for person in people {
      for phone in person.facts.phones { #expect(phone.number.e164.dropFirst(5).hasPrefix("55501")) }
      for email in person.facts.emails { #expect(email.contains("@example.")) }
      for home in person.facts.addresses { #expect(home.postalCode.hasPrefix("0199")) }
    }
  }
}
