import Kernel
import Practice
import Records
import Scheduling

/// Turns a patient's record into finished words.
struct PatientViewBuilder {
  let sheet: PatientSheet
  let visits: [BoardVisit]
  let attendance: Attendance
  let changes: [PatientChange]
  let coverages: [Coverage]
  /// Nil for those who do not see the clinical side.
  let clinical: ClinicalSheet?
  let needs: Set<AccessNeed>
  let stops: [TextStop]
  let who: Who
  let now: Instant

  private var patient: Patient { sheet.patient }
  private var facts: PatientFacts { patient.facts }
  private var today: LocalDay { Zone.utc.day(of: now) }
  private var at: String { "/patients/\(patient.id)" }

  func view() -> PatientView {
    let mayEdit = who.may(.editPatients)
    let coming = visits.filter { $0.visit.end > now && $0.visit.status.holdsItsPlace }.reversed()
    let past = visits.filter { $0.visit.end <= now || !$0.visit.status.holdsItsPlace }
    return PatientView(
      id: patient.id.rawValue, name: facts.legal.full, record: String(patient.number), otherNames: otherNames,
      line: line, photo: sheet.hasPhoto ? "\(at)/photo" : nil,
      deceased: facts.death.map { $0.day?.short ?? "" },
      alerts: sheet.alerts.map(note), notes: sheet.notes.filter { $0.kind == .note }.map(note),
      sections: [reach, person], contacts: facts.related.map(contact), coming: coming.map(visitLine),
      past: past.map(visitLine), attendance: past.isEmpty ? "" : attendance.sentence,
      clinical: covers + (clinical.map(clinicalLists) ?? []),
      happened: changes.prefix(30).map(change),
      edit: mayEdit ? "\(at)/edit" : nil,
      book: who.may(.bookVisits) && facts.death == nil ? "/appointments/new?patient=\(patient.id)" : nil,
      find: who.may(.bookVisits) && facts.death == nil ? "/times?patient=\(patient.id)" : nil,
      needs: AccessNeed.allCases.map { ($0.rawValue, $0.words, needs.contains($0)) },
      needsForm: mayEdit ? "\(at)/needs" : nil, stops: stops.map(stop),
      liftStop: mayEdit ? "\(at)/text-stop/end" : nil,
      waitList: who.may(.bookVisits) && facts.death == nil ? "/wait-list/new?patient=\(patient.id)" : nil,
      bookMore: bookMore, addNote: mayEdit ? "\(at)/notes" : nil, photoForm: mayEdit ? "\(at)/photo" : nil,
      trail: who.may(.seeAudit) ? "/audit?patient=\(patient.id)" : nil)
  }

  private var bookMore: [Choice] {
    guard who.may(.bookVisits), facts.death == nil else { return [] }
    let running = Set(
      visits.filter { $0.visit.end > now && $0.visit.status.holdsItsPlace }.compactMap(\.visit.series))
    return [
      Choice("/series/new?patient=\(patient.id)", "Book a series"),
      Choice("/chains/new?patient=\(patient.id)", "Visits in a row"), Choice("\(at)/household", "Household"),
      Choice("\(at)/own-page", "Their own page"),
    ] + running.sorted().map { Choice("/series/\($0)", "The series") }
  }

  private var covers: [PatientView.Clinical] {
    [
      PatientView.Clinical(
        name: "Insurance", icon: .shield,
        lines: coverages.map { c in
          let plan = [c.payer, c.plan, c.memberID].filter { !$0.isEmpty }.joined(separator: " · ")
          let ends = c.until.map { "until \($0.words)" } ?? c.from.map { "since \($0.words)" } ?? ""
          return PatientView.Line(
            what: plan, when: [c.status, ends].filter { !$0.isEmpty }.joined(separator: ", "))
        })
    ]
  }

  private var otherNames: String {
    let called = facts.preferred.map { "Goes by \($0.full)" }
    let former = facts.former.isEmpty ? nil : "formerly \(facts.former.map(\.full).joined(separator: ", "))"
    return [called, former].compactMap(\.self).joined(separator: " · ")
  }

  private var line: String {
    let born = facts.birthDate.map { day in
      facts.death == nil ? "Born \(day.short), \(today.age(bornOn: day))" : "Born \(day.short)"
    }
    let sex = facts.sex == .unknown ? nil : facts.sex.rawValue
    let pronouns = facts.pronouns.isEmpty ? nil : facts.pronouns
    return [born, sex, pronouns].compactMap(\.self).joined(separator: " · ")
  }

  private var reach: PatientView.Section {
    let phones = facts.phones.map {
      Choice(named($0.label.rawValue), $0.number.description + ($0.mayText ? " · texts are welcome" : ""))
    }
    let emails = facts.emails.map { Choice("E-mail", $0) }
    let homes = facts.addresses.map {
      Choice($0.use == .mail ? "Letters to" : "\(named($0.use.rawValue)) address", $0.oneLine)
    }
    let wish = facts.contactPreference == .noPreference ? "" : named(facts.contactPreference.rawValue)
    return PatientView.Section(
      name: "Reach them", facts: phones + emails + homes + [Choice("Would rather have", wish)])
  }

  private var person: PatientView.Section {
    let atBirth = facts.sexAtBirth == .notAsked ? "" : named(facts.sexAtBirth.rawValue)
    return PatientView.Section(
      name: "Person",
      facts: [
        Choice("Legal name", facts.legal.filed), Choice("Sex at birth", atBirth),
        Choice("Gender identity", facts.genderIdentity),
        Choice(
          "Speaks", languageName(facts.language) + (facts.needsInterpreter ? " · needs an interpreter" : "")),
      ] + facts.identifiers.map { Choice($0.system, $0.value) })
  }

  private func contact(_ p: RelatedPerson) -> ContactView {
    let role = p.role == .guarantor ? "pays the bills" : p.role == .emergency ? "emergency contact" : ""
    return ContactView(
      name: p.name.full, role: [p.relation, role].filter { !$0.isEmpty }.joined(separator: " · "),
      phone: p.phone?.description ?? "")
  }

  private func stop(_ s: TextStop) -> PatientView.Stop {
    PatientView.Stop(
      number: s.phone.description, value: s.phone.e164,
      how: "\(named(s.how)) · \(Zone.utc.day(of: s.at).short)")
  }

  private func note(_ n: DeskNote) -> NoteView {
    NoteView(
      text: n.text, whoWhen: "\(n.by) · \(Zone.utc.day(of: n.at).short)",
      end: who.may(.editPatients) ? "\(at)/notes/\(n.id)/end" : nil)
  }

  private func visitLine(_ v: BoardVisit) -> PatientView.VisitLine {
    let slot = v.visit.slot
    return PatientView.VisitLine(
      url: "/appointments/\(v.visit.id)", when: "\(slot.day.short), \(clockTime(slot.time.minutes))",
      what: "\(v.typeName) · \(v.providerName)", mark: VisitMark(v.visit.status))
  }

  private func change(_ c: PatientChange) -> HappenedView {
    let old = c.old.isEmpty ? "nothing" : c.old
    let new = c.new.isEmpty ? "nothing" : c.new
    return HappenedView(
      icon: .edit, what: named(c.field.label), whoWhen: "\(c.by) · \(stamp(c.at, .utc, today: today))",
      why: c.field == .photo ? "" : "\(old) → \(new)")
  }

  private func named(_ raw: String) -> String {
    let words = raw.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
