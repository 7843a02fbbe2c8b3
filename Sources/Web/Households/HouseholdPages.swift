import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// A household in one go: booked side by side or in a row, and what they have booked moved or cancelled together.
enum HouseholdPages {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  /// The search for somebody else who comes along, without a script.
  static func findWhom(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.form)) }

  static func book(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let members = try chosen(web.form, try await web.scheduling.visitTypes(by: web.who))
      let slots = try SlotList(web.form["slots"], members.map(\.type.minutes)).slots
      let submission = try web.submission()
      let visits = try await web.scheduling.bookTogether(
        zip(members, slots).map {
          BookingAsk(patient: $0.patient, visitType: $0.type.id, slot: $1, submission: submission)
        }, called: "Household", by: web.who)
      return .seeOther("/chains/\(visits.first?.chain?.rawValue ?? "")").saying(
        "All \(visits.count) visits are booked.")
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  /// Who comes, and for what: `type-<patient>` with a kind of visit for everybody who is ticked.
  private static func chosen(
    _ form: Form, _ types: [VisitType]
  ) throws -> [(patient: ID<Patient>, type: VisitType)] {
    try form.values("member").compactMap { ID<Patient>($0) }.map { patient in
      let type: ID<VisitType> = try form.id("type-\(patient)", called: "a kind of visit")
      guard let type = types.first(where: { $0.id == type && $0.isActive }) else {
        throw NotFound("visit type")
      }
      return (patient, type)
    }
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let patient: ID<Patient> = try web.id("patient")
    let ask = try await TimesAsk(web, form.without(["type"]))
    var view = HouseholdView(
      url: "/patients/\(patient)/household", members: try await members(web, patient, form, today: ask.today),
      types: ask.types.filter { $0.rules.capacity == 1 }.map {
        Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min")
      },
      places: ask.places.map { Choice($0.id.rawValue, $0.name) }, form: form, from: ask.from,
      problems: problems,
      submission: web.desks.newID())
    view.searched = form["q"]
    if !view.searched.isEmpty { view.hits = try await PatientSearch.hits(view.searched, limit: 20, web) }
    let coming = try chosen(form, ask.types)
    if coming.count > 1, let first = coming.first, let place = ask.location ?? ask.places.first?.id {
      let names = try await web.namesOfProviders()
      var wanted = TimesWanted(
        visitType: first.type.id, location: place, first: ask.from, last: ask.from.advanced(by: 29),
        within: form["part"].minutesOfDay, most: 12)
      wanted.patient = first.patient
      wanted.links = coming.dropFirst().map {
        TimesWanted.Link(visitType: $0.type.id, gap: 0...0, patient: $0.patient)
      }
      wanted.shape = TimesWanted.Shape(rawValue: form["shape"]) ?? .sideBySide
      view.found = try await web.scheduling.findTimes(wanted, by: web.who).map {
        TogetherChoice($0.visits.map(\.slot), names)
      }
      view.hasLooked = true
    }
    return householdPage(view, in: try await web.chrome())
  }

  /// The patient, who seems to belong with them, and who was added by hand.
  private static func members(
    _ web: WebRequest, _ patient: ID<Patient>, _ form: Form, today: LocalDay
  ) async throws -> [HouseholdView.Member] {
    let household = try await web.records.household(of: patient, by: web.who)
    let reasons = Dictionary(
      uniqueKeysWithValues: household.map { ($0.label.id, $0.reasons.joined(separator: ", ")) })
    let also = form.values("also").compactMap { ID<Patient>($0) }.filter {
      reasons[$0] == nil && $0 != patient
    }
    var members: [HouseholdView.Member] = []
    for id in [patient] + household.map(\.label.id) + also {
      let sheet = try await web.records.patient(id, by: web.who)
      let coming = try await web.scheduling.visits(of: id, by: web.who).filter {
        $0.visit.status.isMovable && $0.visit.end > web.now
      }
      members.append(
        HouseholdView.Member(
          badge: patientBadge(sheet, today: today),
          why: reasons[id] ?? (id == patient ? "" : "added by hand"),
          isAdded: also.contains(id), ticked: form.values("member").contains(id.rawValue) || id == patient,
          type: form["type-\(id)"],
          coming: coming.reversed().map { v in
            let slot = v.visit.slot
            return Choice(
              v.visit.id.rawValue,
              "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes)) · \(v.typeName)")
          }))
    }
    return members
  }
}
