import Kernel
import Scheduling

/// How the freed times of one kind of visit are offered.
struct WaveRuleView: Sendable {
  var id: String
  var name: String
  var colour: String
  var fills: Bool
  var leadHours: Int
  var atOnce: Int
  var stands: Int

  init(_ type: VisitType, _ rule: WaveRule) {
    id = type.id.rawValue
    name = type.name
    colour = type.colour.rawValue
    fills = rule.fills
    leadHours = rule.lead / 60
    atOnce = rule.atOnce
    stands = rule.stands
  }
}

func waveRulesPage(_ rules: [WaveRuleView], _ keys: FormKeys) -> Page {
  let list = HTML.each(rules) { rule -> HTML in
    let summary =
      rule.fills
      ? "\(rule.atOnce) at a time, \(rule.stands) minutes to answer, until \(rule.leadHours) hours before"
      : "freed times are not offered"
    return #"""
      <details class="card panel more"><summary><i class="dot dot-\#(rule.colour)"></i> \#(rule.name) \#
      <span class="quiet small">\#(summary)</span></summary>\#(ruleForm(rule, keys))</details>
      """#
  }
  return Page(
    "Rules of the wait list", here: .waitList,
    head("Rules of the wait list", buttons: linkButton("Wait list", to: "/wait-list", icon: .left))
      + #"""
      <p class="quiet">About one offer in ten is accepted, so a freed time is offered to a few at a time until \#
      somebody takes it. A visit that needs preparation should not be filled at the last moment.</p>\#(list)
      """#)
}

private func ruleForm(_ rule: WaveRuleView, _ keys: FormKeys) -> HTML {
  func number(_ name: String, _ label: String, _ value: Int, _ hint: String) -> HTML {
    #"""
    <div class="field third"><label for="f-\#(name)-\#(rule.id)">\#(label)</label><span class="hint">\#(hint)</span>\#
    <input id="f-\#(name)-\#(rule.id)" name="\#(name)" type="number" value="\#(value)" required></div>
    """#
  }
  return form(to: "/wait-list/rules/\(rule.id)", keys) {
    checkbox("fills", "Offer freed times to those who wait", checked: rule.fills)
      + #"""
      <div class="fields">\#(number("lead", "Hours before the visit", rule.leadHours, "at the least, 0 to 336"))\#
      \#(number("at_once", "People at a time", rule.atOnce, "1 to 20"))\#
      \#(number("stands", "Minutes to answer", rule.stands, "5 to 1440"))</div>
      """#
      + buttons(button("Keep"))
  }
}
