import Kernel

/// Booking a visit. Two forms: one asks for times, one books; both work without JavaScript.
func bookPage(_ view: BookView, in chrome: Chrome) -> HTML {
  let keys = FormKeys(csrf: chrome.csrf, submission: view.submission)
  let refused: HTML = (view.refusal.map { refusal($0, view, keys) } ?? .empty) + passing(view, keys)
  let body: HTML =
    view.patient.map { patient in
      #"""
      <div class="split left"><div>\#(whom(patient))\#(criteriaCard(view, patient))</div>\#
      <div>\#(bookingForm(view, patient, keys))</div></div>
      """#
    } ?? findWhom(view, keys)
  return layout(
    Page("Book a visit", here: .schedule, head("Book a visit") + refused + held(view, keys) + body),
    in: chrome)
}

private func held(_ view: BookView, _ keys: FormKeys) -> HTML {
  guard let hold = view.hold else { return .empty }
  let kept = view.patient.map { sent(view, $0) } ?? view.kept.map { ($0.value, $0.words) }
  return holdNotice(
    hold,
    release: action(
      "Let it go", to: "/holds/\(hold.id)/release", FormKeys(csrf: keys.csrf), .quiet,
      sending: kept.filter { !$0.1.isEmpty }))
}

private func refusal(_ sentence: String, _ view: BookView, _ keys: FormKeys) -> HTML {
  let said = notice(Notice(sentence, .warn))
  guard !view.alternatives.isEmpty, let patient = view.patient else { return said }
  let list = rows(
    view.alternatives.enumerated().map { place, time in
      ListRow(
        mark: "\(place + 1)", .ok, what: #"<strong>\#(time.words)</strong> · \#(time.who)"#,
        why: "\(time.place)",
        actions: action(
          "Book this instead", to: "/appointments",
          FormKeys(csrf: keys.csrf, submission: "\(view.submission)-\(place)"),
          place == 0 ? .primary : .plain,
          sending: sent(view, patient) + [("slot", time.value), ("note", view.note)]))
    })
  return said + panel("Open instead") { list }
}

/// Booking past the rule that spoke against the time: the same form for every rule.
private func passing(_ view: BookView, _ keys: FormKeys) -> HTML {
  guard let past = view.passing, let patient = view.patient else { return .empty }
  let hint =
    past.isHard
    ? "Somebody or something would be in two places at once. It is marked on the board, with your reason."
    : "It stands on the visit, on the board and on the provider’s day sheet, with your reason."
  return panel("Book \(past.words) all the same") {
    form(to: "/appointments", FormKeys(csrf: keys.csrf, submission: "\(view.submission)-past"), id: "passing")
    {
      HTML.each(
        sent(view, patient) + [
          ("slot", past.slot), ("note", view.note), ("how", "past"), ("hard", past.isHard ? "yes" : ""),
        ]
      ) { hidden($0.0, $0.1) } + #"<p class="hint">\#(hint)</p>"#
        + #"""
        <div class="field full"><label for="past-reason">Reason</label><input id="past-reason" name="over_reason" \#
        value="\#(past.reason)" maxlength="200" autocomplete="off" required></div>
        """#
        + buttons(
          button(
            past.isHard ? "Overbook" : "Book past the rule", .danger,
            icon: past.isHard ? .overbooked : .booked))
    }
  }
}

/// What every way of booking sends.
private func sent(_ view: BookView, _ patient: PatientBadge) -> [(String, String)] {
  [
    ("patient", patient.id), ("type", view.criteria.type), ("provider", view.criteria.provider),
    ("location", view.criteria.location), ("from", view.criteria.from), ("part", view.criteria.part),
    ("order", view.criteria.order), ("minutes", view.criteria.more.minutes),
  ]
}

/// Who the visit is for, with the way to choose somebody else.
private func whom(_ p: PatientBadge) -> HTML {
  #"<section class="card panel"><div class="who-head"><span class="initials" aria-hidden="true">\#(initials(p.name))</span>\#(patientBadge(p))</div></section>"#
}

func patientBadge(_ p: PatientBadge) -> HTML {
  let alerts = HTML.each(p.alerts) { chip($0, .urgent, .alert) }
  return #"""
    <div><a class="strong" href="\#(p.url)">\#(p.name)</a><div class="small quiet">\#(p.line)</div>\#
    <div class="chips">\#(alerts)</div></div>
    """#
}

private func findWhom(_ view: BookView, _ keys: FormKeys) -> HTML {
  let kept = HTML.each(view.kept) { hidden($0.value, $0.words) }
  let pick = "/appointments/new?" + view.kept.map { "\($0.value)=\($0.words)&" }.joined() + "patient="
  let hits: HTML =
    view.hits.isEmpty
    ? (view.searched.isEmpty
      ? .empty : emptyState(.people, "Nobody by that name, birth date, phone or number."))
    : #"<div class="hits">\#(each: view.hits, { patientHit($0, to: pick + $0.id) })</div>"#
  let new: HTML? = view.register.map { linkButton("New patient", to: $0, icon: .personPlus) }
  return panel("Who is coming?", beside: new ?? .empty) {
    #"""
    <form class="find" role="search" method="post" action="/appointments/new" data-search="/patients/search/quick" \#
    data-pick="\#(pick)">\#(hidden("csrf", keys.csrf))\#(kept)\#(icon(.search))<label class="sr" for="whom">Name, birth date, phone or record number</label>\#
    <input id="whom" name="q" type="search" value="\#(view.searched)" autocomplete="off" autofocus maxlength="200" \#
    placeholder="Name, birth date, phone or record number">\#
    <button class="btn quiet">Find</button><div class="found" hidden></div></form>\#(hits)
    """#
  }
}

private func criteriaCard(_ view: BookView, _ patient: PatientBadge) -> HTML {
  panel("What fits") {
    askForm(to: "/appointments/new", class: "form auto") {
      hidden("patient", patient.id)
        + (view.hold.map { hidden("hold", $0.id) } ?? .empty) + criteriaFields(view.criteria, inARow: false)
        + #"<p class="buttons"><button class="btn" data-without-js>Show times</button></p>"#
    }
  }
}

private func bookingForm(_ view: BookView, _ patient: PatientBadge, _ keys: FormKeys) -> HTML {
  let times: HTML =
    view.days.isEmpty
    ? emptyState(
      .findTime, "Nothing is open that fits.",
      view.waitList.map { linkButton("Put on the wait list", to: $0, icon: .clock) } ?? .empty)
    : HTML.each(view.days, timesOfDay)
  let later: HTML? = view.later.map { linkButton("Later days", to: $0, .quiet, icon: .right) }
  return panel(view.days.isEmpty ? "Open times" : "Choose a time", beside: later ?? .empty) {
    form(to: "/appointments", keys, id: "booking") {
      wrongFields(view.wrong.list) + (view.missed.map { notice(Notice($0, .info)) } ?? .empty)
        + HTML.each(sent(view, patient)) { hidden($0.0, $0.1) }
        + (view.hold.map { hidden("hold", $0.id) } ?? .empty) + times
        + #"<div class="fields times-day">\#(textArea("note", "Note for the desk", view.note, lines: 2, limit: 500))</div>"#
        + bookingButtons(view)
    } + (view.overbooking.map { overbooking($0, view, patient, keys) } ?? .empty)
  } + (view.whyNot.map(whyNotPanel) ?? .empty)
}

private func bookingButtons(_ view: BookView) -> HTML {
  if view.days.isEmpty { return .empty }
  let hold: HTML =
    view.hold == nil
    ? button("Hold \(HoldTimePage.minutes) min", .quiet, icon: .clock, name: "how", value: "hold") : .empty
  return buttons(button("Book", .primary, icon: .done), hold)
}

func timesOfDay(_ day: TimesDay) -> HTML {
  let choices = HTML.each(day.times) { t -> HTML in
    #"""
    <label class="time-choice"><input type="radio" name="slot" value="\#(t.value)"\#(attribute: "checked autofocus", if: t.chosen)>\#
    <span>\#(t.time)<small>\#(t.who)</small>\#(if: !t.reasons.isEmpty, #"<small class="reasons">\#(t.reasons.joined(separator: ", "))</small>"#)</span></label>
    """#
  }
  return #"""
    <fieldset class="times-day" role="radiogroup"><legend>\#(day.name)</legend><div class="times-grid">\#(choices)</div></fieldset>
    """#
}

/// A form of its own, so that Enter in it does what it says.
private func overbooking(
  _ o: BookView.Overbooking, _ view: BookView, _ patient: PatientBadge, _ keys: FormKeys
) -> HTML {
  let wrong = view.wrong
  let places: HTML =
    o.locations.count == 1
    ? hidden("over_location", o.locations[0].value)
    : select("over_location", "Where", o.locations, chosen: o.location, width: .half)
  let fields = form(to: "/appointments", keys) {
    HTML.each(sent(view, patient) + [("note", view.note), ("how", "over")]) { hidden($0.0, $0.1) } + #"""
      <p class="hint">For the kind of visit chosen beside: over another visit, or past a rule. It is marked on the board, with your reason.</p>\#
      <div class="fields">\#(select("over_provider", "With", o.providers, chosen: o.provider))\#(places)\#
      \#(field(Field("over_day", "Day", o.day, .date, error: wrong["over_day"], width: .third)))\#
      \#(field(Field("over_time", "Time", o.time, .time, error: wrong["over_time"], width: .third)))\#
      \#(field(Field("over_reason", "Reason", o.reason, error: wrong["over_reason"], width: .full, limit: 200)))</div>
      """# + buttons(button("Overbook", .danger, icon: .overbooked))
  }
  return #"""
    <details class="more times-day"\#(attribute: "open", if: o.open)><summary>Book at a time that is not open</summary>\#
    \#(fields)</details>
    """#
}
