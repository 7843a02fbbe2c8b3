import Kernel
import Scheduling

/// Why so little fits, in words, and where to look instead.
struct WhyNotView: Sendable {
  var title: String
  /// `1,204 times: another visit stands there`
  var causes: [(times: String, words: String)]
  /// Searches that have something, each a link: `With any clinician: Tue 24 Nov, 9:10 · Dr. Okafor`.
  var wider: [Choice]

  init(_ why: WhyNot, nothing: Bool, url: (WhyNot.Wider) -> String) {
    title = nothing ? "Nothing is open that fits" : "Why not more?"
    causes = why.causes.map { cause in
      (
        times: "\(cause.times)",
        words: cause.service.isEmpty ? cause.reason.words : "\(cause.service): \(cause.reason.words)"
      )
    }
    wider = why.wider.map { wider in
      let slot = wider.time.slot
      return Choice(
        url(wider),
        "\(wider.words): \(shortDay(slot.day)), \(clockTime(slot.time.minutes)) · \(wider.time.providerName)")
    }
  }
}

extension WhyNot.Wider {
  /// `With any clinician`, `At any time of day, later`
  fileprivate var words: String {
    let words = changes.map(words).joined(separator: ", ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private func words(_ change: WhyNot.Change) -> String {
    switch change {
    case .anyClinician: "with any clinician"
    case .anyGender: "with any gender"
    case .anyLanguage: "in any language"
    case .anySpecialty: "in any specialty"
    case .anywhere: "at \(time.locationName)"
    case .anyTimeOfDay: "at any time of day"
    case .anyWeekday: "on any weekday"
    case .shorter(let minutes, let length): "\(minutes) instead of \(length) minutes"
    case .longerGap(let gap): "with up to \(gap) minutes between"
    case .later: "later"
    }
  }
}

/// The reasons with their counts, and the ways out above them.
func whyNotPanel(_ view: WhyNotView) -> HTML {
  let wider: HTML =
    view.wider.isEmpty
    ? #"<p class="quiet">Nothing opens either when one thing is asked less, or two. Try another kind of visit, or put the patient on the wait list.</p>"#
    : #"<ul class="plain-list ways-out">\#(each: view.wider, { #"<li><a href="\#($0.value)" data-asks>\#($0.words)</a></li>"# })</ul>"#
  let causes = HTML.each(view.causes) {
    #"<tr><td class="number">\#($0.times)</td><td>\#($0.words)</td></tr>"#
  }
  let table: HTML =
    view.causes.isEmpty
    ? .empty
    : #"""
    <table class="why-not"><caption>What is in the way, counted in quarter hours of everybody who could be meant</caption>\#
    <tbody>\#(causes)</tbody></table>
    """#
  return panel(view.title, id: "why-not") { wider + table }
}
