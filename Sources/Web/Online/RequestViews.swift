import Kernel
import Practice
import Scheduling

/// One thing that is asked for, in words.
struct RequestLine: Sendable {
  var id: String
  var name: String
  /// `Tue 24 Nov, 14:00–14:30 with Dr. Okafor · Follow-up`
  var what: String
  /// `Asked today 9:12 · the time is held until tomorrow 9:12`
  var when: String
  var isHeld: Bool

  init(_ r: VisitRequest, _ place: Location, now: Instant) {
    let (zone, today) = (place.zone, place.zone.day(of: now))
    (id, name, isHeld) = (r.id.rawValue, r.from.name.full, r.keptUntil != nil)
    what =
      "\(shortDay(r.slot.day)), \(clockRange(r.slot.time.minutes, r.slot.minutes)) with \(r.providerName), "
      + "\(place.name) · \(r.typeName)"
    let kept = r.keptUntil.map { "the time is held until \(stamp($0, zone, today: today))" }
    let standing =
      switch r.outcome {
      case .open: kept ?? "the time is not held any more"
      case .missed: "the time passed before it was answered"
      case .booked, .declined, .withdrawn: "it is answered"
      }
    when = "Asked \(stamp(r.askedAt, zone, today: today)) · \(standing)"
  }
}

func requestsPage(_ lines: [RequestLine], missed: [RequestLine]) -> Page {
  let list =
    lines.isEmpty
    ? panel("Nobody asks") {
      emptyState(
        .calendar, "Visits that people ask for by themselves stand here until somebody says yes or no.")
    }
    : #"<section class="card">\#(rows(lines.map(row)))</section>"#
  let late: HTML =
    missed.isEmpty
    ? .empty
    : panel("Missed", beside: chip("\(missed.count)", .warn)) {
      #"<p class="quiet small">The time passed before anybody answered. A call may still save the visit.</p>"#
        + rows(missed.map(missedRow))
    }
  return Page(
    "Asked for", here: .desk,
    head("Asked for by patients", buttons: linkButton("Desk", to: "/desk", icon: .left)) + list + late)
}

private func row(_ line: RequestLine) -> ListRow {
  ListRow(
    mark: icon(.calendar), line.isHeld ? .info : .warn,
    what: #"<strong>\#(line.name)</strong> \#(line.what)"#,
    why: "\(line.when)", actions: linkButton("Answer", to: "/requests/\(line.id)", .primary))
}

private func missedRow(_ line: RequestLine) -> ListRow {
  ListRow(
    mark: icon(.clock), .warn, what: #"<strong>\#(line.name)</strong> \#(line.what)"#, why: "\(line.when)",
    actions: linkButton("See it", to: "/requests/\(line.id)"))
}

/// The page on which a request is answered.
struct RequestView: Sendable {
  var request: VisitRequest
  var line: RequestLine
  var keys: FormKeys
  var problems: FormProblems
  /// Whose visit it would be.
  var chosen: PatientBadge?
  /// Known people who may be the one who asks.
  var alike: [HitView] = []
  var hits: [HitView] = []
  var searched = ""
  var mayRegister = false

  init(_ request: VisitRequest, _ line: RequestLine, keys: FormKeys, problems: FormProblems) {
    (self.request, self.line, self.keys, self.problems) = (request, line, keys, problems)
  }

  fileprivate var url: String { "/requests/\(request.id)" }
}

func requestPage(_ v: RequestView) -> Page {
  let body =
    v.request.outcome == .open
    ? split(whoAsks(v) + yes(v), beside: no(v)) : whoAsks(v) + ended(v.request)
  return Page(
    "Asked for", here: .desk,
    head(
      "Somebody asks for a visit",
      buttons: linkButton("All", to: "/requests", icon: .left))
      + wrongFields(v.problems.list) + body)
}

private func whoAsks(_ v: RequestView) -> HTML {
  var known: [(name: String, value: HTML)] = [
    ("What", "\(v.line.what)"), ("When", "\(v.line.when)"), ("They wrote", "\(v.request.words)"),
  ]
  if case .newcomer(let one) = v.request.from {
    known += [
      ("Born", "\(one.birthDate.short)"),
      ("Phone", one.phone.map { #"<a href="tel:\#($0.e164)">\#($0.description)</a>"# } ?? .empty),
      ("E-mail", one.email.isEmpty ? .empty : #"<a href="mailto:\#(one.email)">\#(one.email)</a>"#),
      ("Language", one.language == "en" ? .empty : "\(languageName(one.language))"),
    ]
  }
  return panel(v.line.name) { facts(known) }
}

private func yes(_ v: RequestView) -> HTML {
  if let patient = v.chosen {
    return panel("Yes") {
      patientBadge(patient)
        + form(to: "\(v.url)/grant", v.keys) {
          hidden("patient", patient.id)
            + buttons(
              button("Book it", .primary, icon: .calendar, autofocus: true),
              v.request.patient == nil ? linkButton("Somebody else", to: v.url) : .empty)
        }
    }
  }
  let pick = "\(v.url)?patient="
  let alike: HTML =
    v.alike.isEmpty
    ? .empty
    : #"<p>Is it one of these?</p><div class="hits">\#(each: v.alike, { patientHit($0, to: pick + $0.id) })</div>"#
  let new: HTML =
    v.mayRegister
    ? form(to: "\(v.url)/registration", v.keys) {
      buttons(
        button("Register as a new patient, and book", v.alike.isEmpty ? .primary : .plain, icon: .personPlus))
    } : .empty
  return panel("Yes: who is it?") {
    alike
      + findPatient(
        "Name, birth date, phone or record number", to: "\(v.url)/search", pick: pick, searched: v.searched,
        hits: v.hits, csrf: v.keys.csrf) + new
  }
}

private func no(_ v: RequestView) -> HTML {
  panel("No") {
    form(to: "\(v.url)/refusal", v.keys) {
      field(
        Field(
          "reason", "Why, and what they were told", "", error: v.problems["reason"], required: true,
          width: .full, limit: 200)) + buttons(button("Decline", .danger))
    }
  }
}

private func ended(_ r: VisitRequest) -> HTML {
  guard let end = r.ended else { return .empty }
  let words =
    switch r.outcome {
    case .booked: "Booked by \(end.by)."
    case .declined: "Declined by \(end.by): \(end.reason)"
    case .withdrawn, .open: "Taken back by the patient."
    case .missed: "The time passed before anybody answered. Call them, if they have not called you."
    }
  let visit: HTML? = end.visit.map { linkButton("The visit", to: "/appointments/\($0)", icon: .calendar) }
  return panel(r.outcome == .missed ? "It was missed" : "It is answered") { "<p>\(words)</p>\(visit)" }
}
