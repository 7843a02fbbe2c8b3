import Kernel
import Practice
import Scheduling

/// What somebody looks for by themselves, out of the page's address; what cannot be read is left out.
struct OnlineTimesAsk: Sendable {
  let choices: OnlineChoices
  let kind: OnlineChoices.Kind?
  let provider: ID<Provider>?
  let location: ID<Location>?
  let from: LocalDay

  init(_ web: WebRequest, _ guest: OnlineGuest) async throws {
    let form = web.query
    choices = try await web.scheduling.onlineChoices(for: guest)
    kind = choices.kind(try? form.optionalID("type")) ?? (choices.kinds.count == 1 ? choices.kinds[0] : nil)
    provider = try? form.optionalID("with")
    location = try? form.optionalID("place")
    let today = (choices.places.first?.zone ?? .utc).day(of: web.now)
    from = max((try? form.optionalDay("from")) ?? today, today)
  }

  /// The same with another first day.
  func url(_ base: String, from day: LocalDay) -> String {
    let asked = [
      ("type", kind?.type.id.rawValue), ("with", provider?.rawValue), ("place", location?.rawValue),
      ("from", day.description),
    ]
    return base + "?"
      + asked.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: "&")
  }
}

/// Open times to choose from by oneself.
struct OnlineTimesView: Sendable {
  /// Where the form asks again.
  var base: String
  /// Where a chosen time leads.
  var pick: String
  var ask: OnlineTimesAsk
  /// Nil before a kind of visit is chosen.
  var times: [OpenTime]?
  /// A visit that is moved keeps its kind.
  var isMove = false
}

func onlineTimes(_ v: OnlineTimesView, _ tongue: Tongue) -> HTML {
  askForm(to: v.base) {
    #"<div class="fields">\#(criteria(v, tongue))</div>"#
      + buttons(
        button(tongue("Show times", "Mostrar horas"), v.times == nil ? .primary : .plain, icon: .search))
  } + (v.times.map { found($0, v, tongue) } ?? .empty)
}

private func criteria(_ v: OnlineTimesView, _ tongue: Tongue) -> HTML {
  let (ask, anybody) = (v.ask, tongue("Anybody", "Cualquiera"))
  let kinds =
    [Choice("", tongue("Choose", "Elija"))] + ask.choices.kinds.map { Choice($0.type.id.rawValue, $0.words) }
  let who = ask.kind.map(ask.choices.providers(of:)) ?? ask.choices.providers
  let places = ask.choices.places.map { Choice($0.id.rawValue, $0.name) }
  let kind: HTML =
    v.isMove
    ? .empty
    : select(
      "type", tongue("What for", "Para qué"), kinds, chosen: ask.kind?.type.id.rawValue ?? "", required: true,
      width: .full)
  let place: HTML =
    places.count < 2
    ? .empty
    : select(
      "place", tongue("Where", "Dónde"), [Choice("", tongue("Anywhere", "En cualquier lugar"))] + places,
      chosen: ask.location?.rawValue ?? "")
  return kind
    + select(
      "with", tongue("With whom", "Con quién"),
      [Choice("", anybody)] + who.map { Choice($0.id.rawValue, $0.name) },
      chosen: ask.provider?.rawValue ?? "")
    + place
    + field(Field("from", tongue("From", "Desde"), ask.from.description, .date))
}

private func found(_ times: [OpenTime], _ v: OnlineTimesView, _ tongue: Tongue) -> HTML {
  guard !times.isEmpty else {
    return
      #"<p class="notice info" role="status">\#(icon(.info))\#(tongue("Nothing is free in these weeks. Try a later day or somebody else, or call us.", "No hay nada libre en estas semanas. Pruebe otro día u otra persona, o llámenos."))</p>"#
      + later(v, tongue)
  }
  let several = v.ask.choices.places.count > 1
  let days = Dictionary(grouping: times, by: \.slot.day).sorted { $0.key < $1.key }
  return HTML.each(days) { day, times in
    #"""
    <section class="own-day"><h2>\#(tongue.long(day))</h2><ul class="own-times">\#(each: times, { open in
      let place: HTML = several ? " · \(open.locationName)" : ""
      return #"<li><a class="btn" href="\#(v.pick)slot=\#(SlotCode(open.slot).text)"><strong>\#(tongue.clock(open.slot.time))</strong> <span class="quiet">\#(open.providerName)\#(place)</span></a></li>"#
    })</ul></section>
    """#
  } + later(v, tongue)
}

private func later(_ v: OnlineTimesView, _ tongue: Tongue) -> HTML {
  let next = v.times?.last?.slot.day.advanced(by: 1) ?? v.ask.from.advanced(by: Scheduling.onlineDays)
  return buttons(
    linkButton(tongue("Later", "Más tarde"), to: v.ask.url(v.base, from: next), icon: .right))
}
