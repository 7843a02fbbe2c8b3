import Kernel
import Scheduling

/// The page of everything that goes out of the house on the schedule: feeds, sheets, lists.
struct FeedsView: Sendable {
  var feeds: [FeedLine]
  var subjects: [Choice] = []
  var details: [CalendarFeed.Detail] = []
  var of = ""
  var detail = ""
  var purpose = ""
  var sheets: SheetChoices
  var mayExport: Bool
  var keys: FormKeys
  var problems: FormProblems
}

struct FeedLine: Sendable {
  var id: String
  var name: String
  var detail: CalendarFeed.Detail
  var purpose: String
  var made: String
  var fetched: String
  var answers: Bool
}

func feedsPage(_ view: FeedsView) -> Page {
  let main = HTML.each(
    [feedList(view), sheetForms(view.sheets), view.mayExport ? listForm(view.sheets) : .empty]) { $0 }
  return Page(
    "Feeds", here: .feeds,
    head("Feeds and sheets") + wrongFields(view.problems.list) + split(main, beside: newFeed(view)))
}

private func feedList(_ view: FeedsView) -> HTML {
  panel("Calendar feeds") {
    view.feeds.isEmpty
      ? emptyState(
        .feed,
        view.subjects.isEmpty
          ? "A feed shows a calendar of the office in another program. Ask a manager to make one for you."
          : "A feed shows a calendar of the office on a phone or in another program. Make the first one here."
      )
      : rows(view.feeds.map { row($0, FormKeys(csrf: view.keys.csrf)) })
  }
}

private func row(_ feed: FeedLine, _ keys: FormKeys) -> ListRow {
  let asleep: HTML =
    feed.answers ? .empty : chip("Answers nobody", .warn, .alert) + aside(" because of its maker’s account")
  let purpose: HTML = feed.purpose.isEmpty ? .empty : "\(feed.purpose) · "
  return ListRow(
    mark: icon(.feed), feed.detail == .busy ? .plain : .warn,
    what: #"<strong>\#(feed.name)</strong> \#(chip(feed.detail.word)) \#(asleep)"#,
    why: "\(purpose)\(feed.made) · \(feed.fetched)",
    actions: form(to: "/feeds/\(feed.id)/revocation", keys, class: "action") {
      #"<button type="submit" class="btn danger">Revoke\#(aside(" the feed of \(feed.name)"))</button>"#
    })
}

private func newFeed(_ view: FeedsView) -> HTML {
  guard !view.subjects.isEmpty else { return .empty }
  let subjects = (view.subjects.count > 1 ? [Choice("", "Choose")] : []) + view.subjects
  return panel("New feed") {
    form(to: "/feeds", view.keys) {
      select(
        "of", "Whose calendar", subjects.map { ($0.value, $0.words) }, chosen: view.of,
        error: view.problems["of"], required: true, width: .full)
        + radios(
          "detail", "How much it tells", view.details.map { (value: $0.rawValue, words: $0.words) },
          chosen: view.detail.isEmpty ? "busy" : view.detail, error: view.problems["detail"])
        + field(
          Field(
            "purpose", "What it is for", view.purpose, hint: "So that you know later which one to revoke.",
            error: view.problems["purpose"], width: .full, limit: 80))
        + #"<p class="hint">Whoever knows its address sees it, without signing in. The program that reads it keeps a copy outside of this house.</p>"#
        + buttons(button("Make the feed", .primary, icon: .feed))
    }
  }
}

/// The address, this once.
struct FeedAddressView: Sendable {
  var name: String
  var detail: CalendarFeed.Detail
  var address: String
}

func feedAddressPage(_ view: FeedAddressView) -> Page {
  let webcal = view.address.replacing("https://", with: "webcal://").replacing("http://", with: "webcal://")
  return Page(
    "The feed’s address", here: .feeds,
    head("The feed’s address", beside: chip(view.detail.word)) + notice(Notice("The feed is made."))
      + panel(view.name) {
        #"""
        <p>In your calendar program choose “subscribe” or “from the web” and paste this address. \#
        It is shown now and never again; if it is lost, revoke the feed and make another.</p>\#
        \#(secretLine("address", "Address", view.address))\#
        <p class="buttons">\#(linkButton("I have kept it", to: "/feeds", .primary))\#
        \#(linkButton("Open in the calendar of this device", to: webcal, icon: .calendar))</p>
        """#
      })
}

/// A secret that is shown once: a field to select it from, and where there is a script a button that copies it.
func secretLine(_ name: String, _ label: String, _ secret: String) -> HTML {
  #"""
  <div class="field full"><label for="f-\#(name)">\#(label)</label><span class="secret-line">\#
  <input id="f-\#(name)" type="text" readonly value="\#(secret)" autocomplete="off" spellcheck="false">\#
  <button type="button" class="btn" data-copy="f-\#(name)" hidden>\#(icon(.copy))Copy</button></span></div>
  """#
}
