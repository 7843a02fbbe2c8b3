import Kernel
import Records

/// Somebody of the demo practice, before they are a patient.
struct Person: Sendable {
  let id: ID<Patient>
  var facts: PatientFacts
  /// What the desk wrote down about them.
  var notes: [(kind: DeskNote.Kind, text: String)] = []
  let age: Int
  /// How many days ago they came to the practice.
  var registeredDaysAgo: Int
  /// Which of the two locations is nearer to them.
  let place: Int
  /// How often they come: most people rarely, some all the time.
  var weight: Int

  var isChild: Bool { age < 18 }
}

/// Makes households until there are enough people, and lists them by the day on which they came.
struct Town {
  let today: LocalDay
  private var dice: Dice
  private var ids: Dice
  private(set) var people: [Person] = []

  init(seed: UInt64, today: LocalDay, people count: Int) {
    self.today = today
    dice = Dice(seed, "people")
    ids = Dice(seed, "ids of people")
    while people.count < count {
      addHousehold()
    }
    people.removeLast(people.count - count)
    addFamiliarFaces()
    // Parents come before their children: a child's record names theirs.
    people.sort { ($1.registeredDaysAgo, $0.age < 18 ? 1 : 0) < ($0.registeredDaysAgo, $1.age < 18 ? 1 : 0) }
  }

  private enum Kind { case alone, couple, family, oneParent }

  private mutating func addHousehold() {
    let kind: Kind = dice.pick([(32, .alone), (24, .couple), (32, .family), (12, .oneParent)])
    let names = dice.pick(Names.all.map { ($0.weight, $0) })
    let family = familyName(names)
    let home = Addresses.home(&dice)
    let since = dice.number(1...1460)
    let place = home.postalCode == "01995" || home.postalCode == "01998" ? 1 : 0
    let age: Int =
      switch kind {
      case .alone:
        dice.pick([(30, dice.number(19...34)), (30, dice.number(35...64)), (40, dice.number(65...94))])
      case .couple:
        dice.pick([(20, dice.number(23...36)), (35, dice.number(48...64)), (45, dice.number(65...91))])
      case .family, .oneParent: dice.number(26...49)
      }
    let start = people.count
    addAdult(names, family, age, home, since, place)
    if kind == .couple || kind == .family {
      let other = dice.falls(22) ? dice.pick(Names.all.map { ($0.weight, $0) }) : names
      let same = dice.falls(other.families == names.families ? 72 : 30)
      addAdult(
        other, same ? family : familyName(other), max(19, age + dice.number(-6...6)), home, since, place)
      introduce(start, start + 1)
    }
    guard kind == .family || kind == .oneParent else { return }
    for _ in 0..<dice.pick([(38, 1), (40, 2), (16, 3), (6, 4)]) {
      addChild(names, family, parents: start..<people.count.advanced(by: 0), home, since, place)
    }
  }

  private mutating func familyName(_ names: Names) -> String {
    let first = dice.pick(names.families)
    if names.isDouble, dice.falls(38) { return first + " " + dice.pick(names.families) }
    return dice.falls(2) ? first + "-" + dice.pick(names.families) : first
  }

  private mutating func addAdult(
    _ names: Names, _ family: String, _ age: Int, _ home: Address, _ since: Int, _ place: Int
  ) {
    let isWoman = dice.falls(53)
    var given = dice.pick(isWoman ? names.women : names.men)
    if names.weight > 80, dice.falls(24) {
      given += " \(dice.pick(["A", "B", "C", "D", "E", "F", "J", "K", "L", "M", "R", "S", "T"]))."
    }
    var facts = PatientFacts(legal: PersonName(family: family, given: given))
    facts.birthDate = birthDate(age)
    facts.sex = isWoman ? .female : .male
    facts.sexAtBirth = dice.falls(64) ? (isWoman ? .female : .male) : .notAsked
    facts.addresses = [home]
    if let mobile = Addresses.phone(&dice), dice.falls(93) {
      facts.phones.append(PatientPhone(mobile, label: .mobile, mayText: dice.falls(age > 70 ? 34 : 82)))
    }
    if dice.falls(age > 62 ? 62 : 14), let landline = Addresses.phone(&dice) {
      facts.phones.append(PatientPhone(landline, label: .home))
    }
    if dice.falls(age > 75 ? 44 : 81), let email = Addresses.email(facts.legal, &dice) {
      facts.emails = [email]
    }
    let preferIt = dice.falls(names.preferIt)
    facts.language = preferIt ? names.language : "en"
    facts.needsInterpreter = preferIt && dice.falls(46)
    facts.contactPreference = dice.pick([
      (40, .noPreference), (30, .text), (16, .call), (10, .email), (4, .letter),
    ])
    var person = Person(
      id: ID(at: Instant(milliseconds: Int64(today.daysSince1970 - since) * 86_400_000), using: &ids),
      facts: facts,
      age: age, registeredDaysAgo: since, place: place, weight: weight(age))
    dress(&person, isWoman: isWoman, names)
    people.append(person)
  }

  /// What makes people more than a name: former names, names they go by, alerts.
  private mutating func dress(_ person: inout Person, isWoman: Bool, _ names: Names) {
    if isWoman, person.age > 24, dice.falls(11) {
      person.facts.former = [PersonName(family: dice.pick(names.families), given: person.facts.legal.given)]
    }
    let given = person.facts.legal.given.split(separator: " ").first.map(String.init) ?? ""
    if let short = shortNames[given], dice.falls(40) {
      person.facts.preferred = PersonName(family: "", given: short)
    } else if dice.falls(0.9) {
      person.facts.preferred = PersonName(family: "", given: dice.pick(isWoman ? names.men : names.women))
      person.facts.genderIdentity = isWoman ? "man" : "woman"
      person.facts.pronouns = isWoman ? "he/him" : "she/her"
      person.facts.sexAtBirth = isWoman ? .female : .male
    } else if dice.falls(0.7) {
      person.facts.genderIdentity = "nonbinary"
      person.facts.pronouns = "they/them"
    }
    if dice.falls(person.age > 70 ? 15 : 5) { person.notes.append((.alert, dice.pick(alerts))) }
    if dice.falls(4) { person.notes.append((.note, dice.pick(deskNotes))) }
    if person.age > 78, dice.falls(4) {
      person.facts.death = Death(day: today.advanced(by: -dice.number(70...900)))
    }
  }

  private mutating func addChild(
    _ names: Names, _ family: String, parents: Range<Int>, _ home: Address, _ since: Int, _ place: Int
  ) {
    let elders = parents.filter { !people[$0].isChild }
    let age = dice.number(0...min(17, people[elders[0]].age - 18))
    let isGirl = dice.falls(49)
    var facts = PatientFacts(
      legal: PersonName(family: family, given: dice.pick(isGirl ? names.women : names.men)))
    facts.birthDate = birthDate(age)
    facts.sex = isGirl ? .female : .male
    facts.sexAtBirth = facts.sex == .female ? .female : .male
    facts.addresses = [home]
    facts.language = people[elders[0]].facts.language
    facts.needsInterpreter = people[elders[0]].facts.needsInterpreter
    for (place, elder) in elders.enumerated() {
      let parent = people[elder]
      facts.related.append(
        RelatedPerson(
          place == 0 ? .guarantor : .emergency, name: parent.facts.legal,
          relation: parent.facts.sex == .female ? "mother" : "father",
          phone: parent.facts.phones.first?.number,
          mayHear: .everything, patient: parent.id))
    }
    // The youngest came to the practice when they were born.
    let born = facts.birthDate.map { today.days(since: $0) } ?? since
    var child = Person(
      id: ID(at: Instant(milliseconds: Int64(today.daysSince1970 - since) * 86_400_000 + 1), using: &ids),
      facts: facts,
      age: age, registeredDaysAgo: max(1, min(since, born)), place: place, weight: age < 2 ? 6 : 3)
    if dice.falls(4) { child.notes.append((.alert, dice.pick(childAlerts))) }
    people.append(child)
  }

  /// The two grown-ups of a household are each other's emergency contact, if they said so.
  private mutating func introduce(_ a: Int, _ b: Int) {
    for (one, other) in [(a, b), (b, a)] where dice.falls(58) {
      let name = people[other].facts.legal
      people[one].facts.related.append(
        RelatedPerson(
          .emergency, name: name,
          relation: people[other].facts.sex == .female ? "wife" : "husband",
          phone: people[other].facts.phones.first?.number,
          mayHear: dice.falls(60) ? .everything : .appointments))
    }
  }

  private mutating func birthDate(_ age: Int) -> LocalDay {
    today.advanced(by: -age * 365 - age / 4 - dice.number(1...364))
  }

  private mutating func weight(_ age: Int) -> Int {
    let often = age > 64 ? 5 : age > 39 ? 3 : 2
    return dice.falls(12) ? often * 3 : often
  }

  /// Names that try the software: the longest, the shortest, quotes, other scripts, near twins.
  private mutating func addFamiliarFaces() {
    for (place, name) in familiarFaces.enumerated() where place * 37 < people.count {
      let spot = place * 37
      guard !people[spot].isChild, people[spot].facts.death == nil else { continue }
      people[spot].facts.legal = name
      people[spot].facts.preferred = nil
      people[spot].facts.emails = []
    }
  }
}
