import Kernel

/// What a time must be like: the fields of a form, with what is chosen.
struct TimeCriteria: Sendable {
  var types: [Choice]
  var type: String
  var providers: [Choice]
  var provider: String
  var locations: [Choice]
  var location: String
  var from: String
  /// Empty on the booking page, which looks ahead by itself.
  var to: String = ""
  var part: String
  var order: String
  var more: More
  static let parts = [
    Choice("", "Any time"), Choice("morning", "Morning"), Choice("afternoon", "Afternoon"),
    Choice("evening", "After 17:00"),
  ]

  /// What is asked rarely.
  struct More: Sendable {
    var minutes: String
    var weekdays: Set<Int>
    var specialties: [Choice]
    var specialty: String
    var genders: [Choice]
    var gender: String
    var languages: [Choice]
    var language: String
    /// The places of which it is known where they are.
    var nearPlaces: [Choice]
    var near: String
    var within: String
    var unit: String
    var several: Set<String>
    var then: [String]
    var gap: String
    /// Kept as they are: on the day of a visit, after a visit.
    var kept: [Choice]
    var isOpen: Bool
  }
}

/// The fields by which times are looked for. Services in a row are looked for where they can be booked together.
func criteriaFields(_ c: TimeCriteria, inARow: Bool) -> HTML {
  #"<div class="fields" data-autosubmit>"#
    + select("type", "Visit", c.types, chosen: c.type, width: .full) + whoAndWhen(c, places(c))
    + "</div>" + moreCriteria(c, inARow: inARow)
}

/// The same for a visit whose kind is given.
func criteriaFieldsOfVisit(_ c: TimeCriteria) -> HTML {
  #"<div class="fields" data-autosubmit>\#(whoAndWhen(c, hidden("location", c.location)))</div>"#
}

/// The same for a group, which may go to another place.
func criteriaFieldsOfGroup(_ c: TimeCriteria) -> HTML {
  #"<div class="fields" data-autosubmit>\#(whoAndWhen(c, places(c)))</div>"#
}

private func places(_ c: TimeCriteria) -> HTML {
  c.locations.count < 2
    ? hidden("location", c.location)
    : select("location", "Where", c.locations, chosen: c.location, width: .full)
}

private func whoAndWhen(_ c: TimeCriteria, _ places: HTML) -> HTML {
  let last: HTML = c.to.isEmpty ? .empty : field(Field("to", "Not after", c.to, .date, width: .half))
  return select("provider", "With", c.providers, chosen: c.provider, width: .full) + places
    + field(Field("from", "Not before", c.from, .date, width: .half)) + last
    + select("part", "Time of day", TimeCriteria.parts, chosen: c.part, width: .half)
    + select(
      "order", "First come", TimesOrder.choices, chosen: c.order, width: c.to.isEmpty ? .full : .half)
}

private func moreCriteria(_ c: TimeCriteria, inARow: Bool) -> HTML {
  let more = c.more
  let weekdays = HTML.each(Weekday.allCases) { day in
    #"""
    <label class="tick"><input type="checkbox" name="weekday" value="\#(day.rawValue)"\#
    \#(attribute: "checked", if: more.weekdays.contains(day.rawValue))><span>\#(day.name)</span></label>
    """#
  }
  let several = HTML.each(c.providers.filter { $0.value.count > 3 }) { one in
    #"""
    <label class="tick"><input type="checkbox" name="several" value="\#(one.value)"\#
    \#(attribute: "checked", if: more.several.contains(one.value))><span>\#(one.words)</span></label>
    """#
  }
  return #"""
    <details class="more"\#(attribute: "open", if: more.isOpen)><summary>More to ask for</summary>\#
    <div class="fields">\#(inARow ? services(c) : .empty)\#(people(more))\#(distance(more))\#
    \#(field(Field("minutes", "Minutes", more.minutes, .number, hint: "Empty: as usual", width: .half)))</div>\#
    <fieldset class="ticks"><legend>On</legend>\#(weekdays)</fieldset>\#
    <fieldset class="ticks"><legend>With one of</legend>\#(several)</fieldset>\#
    <p class="buttons">\#(button("Look"))</p></details>\#(each: more.kept, { hidden($0.value, $0.words) })
    """#
}

/// How far from one of the practice's places.
private func distance(_ more: TimeCriteria.More) -> HTML {
  if more.nearPlaces.isEmpty { return .empty }
  return select("near", "Not far from", [Choice("", "Does not matter")] + more.nearPlaces, chosen: more.near)
    + field(Field("within", "At most", more.within, .number, hint: "Empty: 10", width: .third))
    + select(
      "unit", "In", [Choice("mi", "miles"), Choice("km", "kilometres")], chosen: more.unit, width: .third)
}

private func people(_ more: TimeCriteria.More) -> HTML {
  func choice(_ name: String, _ label: String, _ options: [Choice], _ chosen: String) -> HTML {
    options.count < 2
      ? .empty : select(name, label, [Choice("", "Any")] + options, chosen: chosen, width: .half)
  }
  return choice("specialty", "Specialty", more.specialties, more.specialty)
    + select("gender", "Clinician", [Choice("", "Anybody")] + more.genders, chosen: more.gender, width: .half)
    + (more.languages.isEmpty
      ? .empty
      : select(
        "language", "Speaks", [Choice("", "Any")] + more.languages, chosen: more.language, width: .half))
}

/// The services in a row: those chosen, and room for one more.
private func services(_ c: TimeCriteria) -> HTML {
  let more = c.more
  let then = (more.then + [""]).prefix(7).enumerated().map { place, chosen in
    #"""
    <div class="field full"><label for="f-then-\#(place)">\#(place == 0 ? "And then" : "After that")</label>\#
    <select id="f-then-\#(place)" name="then"><option value="">Nothing</option>\#(each: c.types, { type in
      #"<option value="\#(type.value)"\#(attribute: "selected", if: type.value == chosen)>\#(type.words)</option>"#
    })</select></div>
    """# as HTML
  }
  let gap: HTML =
    more.then.isEmpty
    ? .empty : field(Field("gap", "Minutes between, at most", more.gap, .number, width: .half))
  return HTML.each(then) { $0 } + gap
}

/// How times may be ordered.
enum TimesOrder {
  static let choices = [
    Choice("", "The earliest"), Choice("continuity", "Their own clinician"),
    Choice("least_gap", "What fills gaps"),
    Choice("balance", "The lightest day"),
  ]
}
