import Kernel
import Scheduling

/// What stands around everything a kiosk shows.
struct KioskFrame: Sendable {
  var practice: String
  var place: String
  /// The kiosk's first page.
  var start: String
  var language: Tongue

  var words: KioskWords { language.kiosk }
  var head: String { place.isEmpty ? practice : "\(practice) · \(place)" }
}

/// The first page: who are you?
struct KioskAskView: Sendable {
  var frame: KioskFrame
  var typed: Form
  var keys: FormKeys
  /// What is to be said above the fields.
  var said: String?
  /// The fields that need another look.
  var wrongDate = false
  var wrongLetters = false

  /// In the words of the page's language. Whom nobody was found for begins anew: the next may stand there already.
  mutating func refuse(_ refusal: any Refusal) {
    switch refusal {
    case KioskRefused.fewLetters: (said, wrongLetters) = (frame.words.badLetters, true)
    case KioskRefused.notFound: (said, typed) = (frame.words.notFound, .empty)
    case KioskRefused.tooManyMisses: (said, typed) = (frame.words.frontDesk, .empty)
    default: (said, wrongDate) = (frame.words.badDate, true)
    }
  }
}

func kioskAskPage(_ view: KioskAskView) -> HTML {
  let (frame, words, typed) = (view.frame, view.frame.words, view.typed)
  func number(_ name: String, _ label: String, first: Bool) -> HTML {
    field(
      Field(
        name, label, typed[name], .number, error: view.wrongDate ? words.badDate : nil, required: true,
        autofocus: first, width: .third))
  }
  let day = number("day", words.day, first: words.isDayFirst)
  let month = number("month", words.month, first: !words.isDayFirst)
  let letters = field(
    Field(
      "family", words.letters, typed["family"], hint: words.lettersHint,
      error: view.wrongLetters ? words.badLetters : nil, required: true, width: .full, limit: 60))
  let said: HTML = view.said.map { notice(Notice($0, .urgent)) } ?? .empty
  let content: HTML = #"""
    \#(said)<p>\#(words.ask)</p>\#
    \#(form(to: frame.start, view.keys) {
      hidden("language", frame.language.rawValue)
        + fieldset(words.born) {
          (words.isDayFirst ? day + month : month + day) + number("year", words.year, first: false)
        } + letters + buttons(button(words.goOn, .primary))
    })\#(languages(frame))
    """#
  return layoutKiosk(words.title, practice: frame.head, language: frame.language.rawValue, content)
}

/// Whom it found: their visits of today, and the one button.
func kioskFoundPage(_ finding: KioskFinding, _ frame: KioskFrame, code: String, _ keys: FormKeys) -> HTML {
  let words = frame.words
  let name = finding.initial.isEmpty ? finding.given : "\(finding.given) \(finding.initial)."
  let visits = HTML.each(finding.visits) { visit -> HTML in
    let more: HTML = words.standing(visit.standing, frame.language).map { #"<p>\#($0)</p>"# } ?? .empty
    return
      #"<li><strong>\#(frame.language.clock(visit.time))</strong> \#(words.say(\.with, visit.providerName))\#(more)</li>"#
  }
  let arrive: HTML =
    finding.mayArrive
    ? form(to: "\(frame.start)/\(code)/arrival", keys) {
      hidden("language", frame.language.rawValue) + buttons(button(words.iAmHere, .primary, autofocus: true))
    } : .empty
  return layoutKiosk(
    words.say(\.found, name), practice: frame.head, language: frame.language.rawValue,
    #"""
    <ul class="kiosk-visits">\#(visits)</ul>\#(arrive)\#
    <p class="buttons">\#(linkButton(finding.mayArrive ? words.notMe : words.finish, to: frame.start))</p>
    """#)
}

/// After they said it: a seat, how long it may take, and what the desk still needs.
func kioskThanksPage(_ finding: KioskFinding, _ frame: KioskFrame) -> HTML {
  let words = frame.words
  let delay = finding.visits.filter { $0.standing == .here }.compactMap(\.delay).max()
  // Nobody is told of 22 minutes.
  let late: HTML = delay.map { #"<p>\#(words.say(\.late, String(($0 + 4) / 5 * 5)))</p>"# } ?? .empty
  let forms: HTML = finding.lacksForms ? notice(Notice(words.forms, .info)) : .empty
  return layoutKiosk(
    words.say(\.thanks, finding.given), practice: frame.head, language: frame.language.rawValue,
    #"""
    <p>\#(words.seat)</p>\#(late)\#(forms)\#
    <p class="buttons">\#(linkButton(words.finish, to: frame.start, .primary))</p>
    """#)
}

/// What only the desk can sort out.
func kioskRefusedPage(_ sentence: String, _ frame: KioskFrame) -> HTML {
  layoutKiosk(
    frame.words.title, practice: frame.head, language: frame.language.rawValue,
    #"""
    <p>\#(sentence)</p><p class="buttons">\#(linkButton(frame.words.finish, to: frame.start, .primary))</p>
    """#)
}

func kioskClosedPage(_ sentence: String, _ practice: String, _ language: Tongue) -> HTML {
  layoutKiosk(language.kiosk.title, practice: practice, language: language.rawValue, "<p>\(sentence)</p>")
}

/// The switch between languages, each named in itself.
private func languages(_ frame: KioskFrame) -> HTML {
  let links = HTML.each(Tongue.allCases) { one in
    #"""
    <a class="btn" href="\#(frame.start)?language=\#(one.rawValue)" lang="\#(one.rawValue)"\#
    \#(one == frame.language ? #" aria-current="true""# : "")>\#(one.name)</a>
    """#
  }
  return #"<nav class="languages" aria-label="Language, idioma">\#(links)</nav>"#
}
