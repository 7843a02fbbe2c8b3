import Hummingbird
import Kernel
import Practice
import Scheduling

/// Before a change of hours, places or devices: which booked visits it displaces, and what becomes of each. The same
/// form comes back with `sure`, and only then is anything changed.
enum Affected {
  /// The page that asks; nil where nobody is displaced, or where the person has seen the page.
  static func ask(
    _ web: WebRequest, _ change: ScheduleChange, _ title: String, back: String
  ) async throws -> Response? {
    if web.form.flag("sure") { return nil }
    let lines = try await lines(web, change)
    if lines.isEmpty { return nil }
    let view = AffectedView(
      title: title, to: web.path, back: back, form: web.form.without(["csrf", "sure"]), lines: lines)
    return .page(try await web.page(affectedPage(view, web.keys)))
  }

  /// The visits that a change displaces, each with what can become of it.
  static func lines(_ web: WebRequest, _ change: ScheduleChange) async throws -> [AffectedView.Line] {
    let displaced = try await web.scheduling.displaced(by: change, by: web.who)
    // Who may not book, such as whoever says that a device failed, leaves the moving to others.
    let mayMove = web.who.may(.bookVisits)
    let offers =
      mayMove
      ? try await web.scheduling.offers(for: displaced.map(\.visit), after: change, by: web.who) : [:]
    return displaced.map { AffectedView.Line($0, choices(offers[$0.visit.id] ?? [], $0.why)) }
  }

  /// What was chosen, for a commit of another room.
  static func displacing(_ web: WebRequest, _ change: ScheduleChange) async throws -> Displacing {
    try await web.scheduling.displacing(change, try await choices(web, change), by: web.who)
  }

  /// What was chosen for each visit.
  static func choices(_ web: WebRequest, _ change: ScheduleChange) async throws -> DisplacedChoices {
    var chosen = DisplacedChoices()
    guard web.form.flag("sure") else { return chosen }
    for one in try await web.scheduling.displaced(by: change, by: web.who) {
      switch web.form["fate-\(one.visit.id)"] {
      case "", "list": continue
      case "keep": chosen.kept.insert(one.visit.id)
      case let code:
        let slot = try SlotCode(Form(["slot": code])).slot(minutes: one.visit.slot.minutes)
        chosen.moves.append(VisitMove(one.visit.id, to: slot))
      }
    }
    return chosen
  }

  /// On to the list where something was put on it, else back.
  static func done(_ web: WebRequest, _ back: String, _ said: String) -> Response {
    let fates = web.form.fields.filter { $0.name.hasPrefix("fate-") }
    let listed = web.form.flag("sure") && (fates.isEmpty || fates.contains { $0.value == "list" })
    return listed
      ? .seeOther("/displaced").saying(said + " These visits need another time.")
      : .seeOther(back).saying(said)
  }

  /// The first is what happens where nothing is chosen. A visit between planned starts is still within hours.
  private static func choices(_ offers: [OpenTime], _ why: Displacement) -> [Choice] {
    let (list, keep) = (Choice("list", "Put it on the list"), Choice("keep", "Keep it as it is"))
    return (why == .planned ? [keep, list] : [list, keep])
      + offers.map { offer in
        let time = TimeChoice(offer)
        return Choice(time.value, "Move to \(time.words) · \(time.who)")
      }
  }
}

/// The question before a change that displaces somebody.
struct AffectedView: Sendable {
  var title: String
  var to: String
  var back: String
  /// What was sent, to be sent again.
  var form: Form
  var lines: [Line]

  struct Line: Sendable {
    var visit: String
    var patient: String
    var what: String
    var why: String
    /// What can become of it.
    var choices: [Choice]

    init(_ one: Displaced, _ choices: [Choice]) {
      let slot = one.visit.slot
      visit = one.visit.id.rawValue
      patient = one.board.patient.full
      what =
        "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes)) · \(one.board.typeName) with \(one.board.providerName)"
      why = one.why.words
      self.choices = choices
    }
  }

  var count: String { lines.count == 1 ? "1 booked visit" : "\(lines.count) booked visits" }
}

func affectedPage(_ view: AffectedView, _ keys: FormKeys) -> Page {
  let kept = HTML.each(view.form.fields) { hidden($0.name, $0.value) }
  let list = affectedRows(view.lines)
  return Page(
    "Visits that this displaces", here: nil,
    head(view.title)
      + notice(Notice("\(view.count) would no longer fit.", .warn))
      + panel("What becomes of them") {
        form(to: view.to, FormKeys(csrf: keys.csrf)) {
          kept + hidden("sure", "yes")
            + ("<p>Nothing is moved by itself. Say for each what becomes of it; what goes on the list can be moved later, with times that are open and a message to the patient.</p>"
              as HTML) + list
            + buttons(
              button("Save and do that", .primary),
              linkButton("Leave everything as it is", to: view.back))
        }
      })
}

/// Each visit with why it no longer fits and what becomes of it.
func affectedRows(_ lines: [AffectedView.Line]) -> HTML {
  rows(
    lines.map { line in
      ListRow(
        mark: icon(.calendar), .warn, what: "<b>\(line.patient)</b> · \(line.what)", why: "\(line.why)",
        actions: fate(line))
    })
}

private func fate(_ line: AffectedView.Line) -> HTML {
  let options = HTML.each(line.choices) { #"<option value="\#($0.value)">\#($0.words)</option>"# }
  return #"""
    <div class="field"><label class="sr" for="fate-\#(line.visit)">What becomes of the visit of \#(line.patient)</label>\#
    <select id="fate-\#(line.visit)" name="fate-\#(line.visit)">\#(options)</select></div>
    """#
}
