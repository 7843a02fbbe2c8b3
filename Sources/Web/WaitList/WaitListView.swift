import Kernel

/// Who waits, and what is being offered to them.
struct WaitListView: Sendable {
  var openings: [OpeningView]
  var lines: [WaitLineView]
  var types: [Choice]
  var type: String
  var locations: [Choice]
  var location: String
  var add: String?
  var rules: String?
}

/// A freed time and whom it is offered to.
struct OpeningView: Sendable {
  /// `Tue 24 Nov, 9:00 · Dr. Okafor · Riverside`
  var title: String
  /// `Wave 2`
  var wave: String
  var offers: [OfferView]
}

struct OfferView: Sendable {
  var id: String
  var patient: String
  var patientURL: String
  var phone: String
  var byPhone: Bool
  /// `Follow-up · until 10:57`
  var why: String
  /// How it ended; nil while it stands.
  var outcome: (words: String, tone: Tone)?
  /// Where a POST accepts or declines; nil for those who may not.
  var answer: String?
}

struct WaitLineView: Sendable {
  var id: String
  var urgency: Int
  var urgencyWords: String
  var patient: String
  var patientURL: String
  var phone: String
  var chips: [(words: String, tone: Tone, icon: Icon?)]
  /// `Follow-up with Dr. Okafor · mornings, Mon–Fri · from 1 Dec`
  var wish: String
  /// `Waits 12 days · asked 3 times, last Mon 16 Nov`
  var standing: String
  var note: String
  var edit: String?
  var book: String?
}

func waitListPage(_ view: WaitListView, _ keys: FormKeys) -> Page {
  let add: HTML? = view.add.map { linkButton("Find whom to add", to: $0, .primary, icon: .plus) }
  let rules: HTML? = view.rules.map { linkButton("Rules", to: $0, icon: .list) }
  let count = view.lines.count == 1 ? "1 waits" : "\(view.lines.count) wait"
  let filter: HTML = #"""
    <form method="get" action="/wait-list" class="day-nav" data-autosubmit>\#
    \#(bareSelect("type", "Kind of visit", view.types, chosen: view.type))\#
    \#(if: view.locations.count > 2, bareSelect("location", "Location", view.locations, chosen: view.location))\#
    <button class="btn" data-without-js>Show</button></form>
    """#
  return Page(
    "Wait list", here: .waitList, live: "wait-list",
    head("Wait list", beside: chip(count) + filter, buttons: (rules ?? .empty) + (add ?? .empty))
      + #"<div id="board">\#(each: view.openings, { opening($0, keys) })\#(waiting(view))</div>"#)
}

private func waiting(_ view: WaitListView) -> HTML {
  guard !view.lines.isEmpty else {
    return
      #"<div class="card">\#(emptyState(.clock, "Nobody waits. Who would come sooner, or finds no time that suits, can be put here from their visit, their page or the booking page."))</div>"#
  }
  let list = view.lines.map { line in
    ListRow(
      mark:
        #"<span aria-hidden="true">\#(line.urgency)</span>\#(aside("Urgency \(line.urgency): \(line.urgencyWords)"))"#,
      line.urgency == 1 ? .urgent : line.urgency == 2 ? .warn : .plain,
      what: #"""
        <a class="strong" href="\#(line.patientURL)">\#(line.patient)</a> \#(phone(line.phone)) \#
        \#(each: line.chips, { chip($0.words, $0.tone, $0.icon) })<div>\#(line.wish)</div>
        """#,
      why: line.note.isEmpty ? "\(line.standing)" : "\(line.standing)<br>\(line.note)",
      actions: (line.edit.map { linkButton("Change", to: $0) } ?? .empty)
        + (line.book.map { linkButton("Find a time", to: $0, icon: .findTime) } ?? .empty))
  }
  return #"<section class="card" aria-label="Who waits">\#(rows(list))</section>"#
}

private func opening(_ view: OpeningView, _ keys: FormKeys) -> HTML {
  panel("Offered: \(view.title)", beside: chip(view.wave, .info)) {
    rows(
      view.offers.map { offer in
        let way: HTML =
          offer.byPhone ? icon(.phone, meaning: "To be called") : icon(.mail, meaning: "Told by message")
        let ended: HTML? = offer.outcome.map { chip($0.words, $0.tone) }
        return ListRow(
          mark: way, offer.outcome == nil ? offer.byPhone ? .warn : .info : .plain,
          what: #"""
            <span id="offer-\#(offer.id)"><a class="strong" href="\#(offer.patientURL)">\#(offer.patient)</a> \#
            \#(phone(offer.phone))</span> \#(ended)
            """#,
          why: "\(offer.why)", actions: answers(offer, keys))
      })
  }
}

private func answers(_ offer: OfferView, _ keys: FormKeys) -> HTML {
  guard let url = offer.answer, offer.outcome == nil else { return .empty }
  let unreached: HTML? =
    offer.byPhone ? action("Not reached", to: "\(url)/refusal", keys, sending: [("unreached", "yes")]) : nil
  return action("Accepts", to: "\(url)/acceptance", keys) + (unreached ?? .empty)
    + action("Declines", to: "\(url)/refusal", keys)
}

func phone(_ number: String) -> HTML {
  number.isEmpty ? chip("No phone", .warn) : #"<a class="nowrap" href="tel:\#(number)">\#(number)</a>"#
}
