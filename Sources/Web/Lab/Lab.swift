import Hummingbird
import Kernel

/// The lab: try a schedule before living it.
enum Lab {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await web.page(labPage(experiments)))
  }

  /// What can be tried, in the order of the page.
  private static let experiments = [
    Experiment(
      name: "Plan a session", url: "/lab/planner", mark: .findTime,
      what:
        "Start times that keep patients from waiting and clinicians from idling, from how long visits really take."
    ),
    Experiment(
      name: "Replay a month", url: "/lab/replay", mark: .history,
      what:
        "Everybody who asked for a visit asks again, under other hours, kept times, lengths or caps: what would fill, who would wait, who would be turned away."
    ),
  ]
}

/// One thing to try in the lab.
struct Experiment: Sendable {
  var name: String
  var url: String
  var mark: Icon
  var what: String
}

func labPage(_ experiments: [Experiment]) -> Page {
  let list = experiments.map {
    ListRow(
      mark: icon($0.mark), .teal, what: #"<a href="\#($0.url)"><strong>\#($0.name)</strong></a>"#,
      why: "\($0.what)",
      actions: linkButton("Open", to: $0.url))
  }
  return Page(
    "Lab", here: .lab,
    head("Lab")
      + "<p class=\"quiet\">Try a schedule before living it. Nothing here changes what is booked.</p>"
      + (#"<section class="card" aria-label="What can be tried">\#(rows(list))</section>"# as HTML))
}
