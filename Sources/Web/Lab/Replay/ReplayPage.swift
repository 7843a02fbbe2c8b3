import Kernel

/// The replay: what is asked on the left, the figures before and after on the right.
struct ReplayView: Sendable {
  var form: ReplayForm
  var keys: FormKeys
  var result: ReplayResult?
  var problems = FormProblems.none
}

struct ReplayForm: Sendable {
  var places: [Choice]
  var place: String
  var periods: [Choice]
  var period: String
  var drafts: [Choice]
  var draft: String
  var lines: [DraftLine]
  var newName: String
  var newPlace: String

  struct DraftLine: Sendable {
    var name: String
    var url: String
    var what: String
  }
}

func replayPage(_ view: ReplayView) -> Page {
  let empty = emptyState(
    .flask,
    "Choose a month that is over. Everybody who asked for a visit asks again, in the same order, by the rules of today or of a draft."
  )
  let answer = view.result.map(replayPanels) ?? #"<section class="card">\#(empty)</section>"#
  return Page(
    "Replay a month", here: .lab,
    head("Replay a month", buttons: linkButton("Lab", to: "/lab", icon: .left))
      + wrongFields(view.problems.list) + #"""
        <div class="split left"><div class="no-print">\#(monthForm(view))\#(draftsPanel(view))</div>\#
        <div id="replay">\#(answer)</div></div>
        """#)
}

private func monthForm(_ view: ReplayView) -> HTML {
  let form = view.form
  return panel("The month") {
    askForm(to: "/lab/replay") {
      select(
        "location", "Place", form.places, chosen: form.place, error: view.problems["location"], width: .full)
        + select(
          "period", "Days", form.periods, chosen: form.period, error: view.problems["period"], width: .full)
        + select(
          "draft", "Change to try", [Choice("", "None: as it is")] + form.drafts, chosen: form.draft,
          error: view.problems["draft"], width: .full)
        + buttons(button("Replay it", .primary))
    }
  }
}

private func draftsPanel(_ view: ReplayView) -> HTML {
  let form = view.form
  let list = form.lines.map {
    ListRow(
      mark: icon(.edit), .teal, what: #"<a href="\#($0.url)"><strong>\#($0.name)</strong></a>"#,
      why: "\($0.what)")
  }
  return panel("Drafts") {
    (list.isEmpty
      ? #"<p class="quiet">A draft is a change to try: other hours, kept time, longer visits, a cap.</p>"#
      : rows(list))
      + Web.form(to: "/lab/replay/drafts", view.keys) {
        field(
          Field(
            "name", "New draft", form.newName, hint: "Such as: Fridays until three",
            error: view.problems["name"], width: .full, limit: 80))
          + select(
            "place", "Its place", form.places, chosen: form.newPlace.isEmpty ? form.place : form.newPlace,
            error: view.problems["place"], width: .full)
          + buttons(button("Begin the draft", icon: .plus))
      }
  }
}

private func replayPanels(_ result: ReplayResult) -> HTML {
  panel(result.title) {
    #"<ul class="replay-words">\#(each: result.sentences, { "<li>\($0)</li>" })</ul>"#
      + table("The whole place", head: result.head(""), cells(result.figures))
  }
    + panel("How full each provider is") {
      replayFillPicture(result) + behind("Each provider", result.head("Provider"), result.providerRows)
    }
    + panel("Days to the third next free time") {
      replayThirdNextPicture(result)
        + behind("Each provider and kind of visit", result.head("Visit and provider"), result.pairRows)
    }
    + panel("Minutes after the agreed time") {
      replayWaitsPicture(result) + behind("Waits", result.head("Seen"), result.waitRows)
    }
    + panel("Who did not get what they asked for") {
      result.reasonRows.isEmpty
        ? #"<p class="quiet">Everybody got the time they asked for.</p>"#
        : table("Reasons", head: result.head("Because"), cells(result.reasonRows))
    }
    + panel("What this stands on") {
      #"<ul class="small">\#(each: result.notes, { "<li>\($0)</li>" })</ul>"#
    }
}

private func behind(_ caption: String, _ head: [String], _ rows: [[String]]) -> HTML {
  #"""
  <details class="more"><summary>The same as a table</summary>\#(table(caption, head: head, cells(rows)))</details>
  """#
}

private func cells(_ rows: [[String]]) -> [[HTML]] { rows.map { $0.map { "\($0)" } } }
