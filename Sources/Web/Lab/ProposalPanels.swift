import Kernel

/// The proposal: what to change, what it brings, the picture with its table, and what it was learned from.
func proposalPanels(_ view: ProposalView) -> HTML {
  panel("Proposal") {
    #"<p class="strong">\#(view.sentence)</p>"#
      + table(
        "What is to be expected", head: ["", "As it is", "Proposed", "Change"],
        view.figures.map { ["\($0.name)", "\($0.now)", "\($0.then)", "\($0.change)"] })
      + #"<p class="quiet small">\#(view.rounding)</p>"#
  }
    + panel("Start times") {
      picture(view)
        + table(
          "Start times", head: ["Visit", "Now", "Proposed", "Wait now", "Wait then"],
          view.visits.map { line in
            [
              "\(line.number) · \(line.name)", "\(clockTime(line.now))",
              line.now == line.proposed
                ? "\(clockTime(line.proposed))" : "<strong>\(clockTime(line.proposed))</strong>",
              "\(minutesText(line.waitNow))", "\(minutesText(line.wait))",
            ]
          })
    }
    + panel("Learned from the last half year") {
      table(
        "How long visits take", head: ["Visit", "Planned", "Really", "Known from", "Do not come"],
        view.kinds.map { ["\($0.name)", "\($0.planned) min", "\($0.length)", "\($0.basis)", "\($0.noShow)"] })
    }
}

/// A line for each visit: a mark where it starts now, and from where it would start, the wait and the visit.
private func picture(_ view: ProposalView) -> HTML {
  let (left, right, row) = (34.0, 700.0, 20.0)
  let scale = (right - left) / Double(max(1, view.end - view.from))
  func x(_ minute: Double) -> String { decimal(left + (minute - Double(view.from)) * scale) }
  func wide(_ minutes: Double) -> String { decimal(max(0, min(minutes * scale, right))) }
  let height = Int(row) * view.visits.count + 24
  let hours = stride(from: (view.from + 29) / 30 * 30, through: view.end, by: 30)
  let grid = HTML.each(Array(hours)) { minute -> HTML in
    let at = x(Double(minute))
    return #"""
      <line class="plan-grid" x1="\#(at)" x2="\#(at)" y1="0" y2="\#(height - 18)"/>\#
      <text class="plan-hour" x="\#(at)" y="\#(height - 4)">\#(clockTime(minute))</text>
      """#
  }
  let lines = HTML.each(view.visits) { line -> HTML in
    let top = row * Double(line.number - 1)
    let (y, middle) = (decimal(top + 4), decimal(top + 14))
    let start = Double(line.proposed)
    return #"""
      <text class="plan-number" x="0" y="\#(middle)">\#(line.number)</text>\#
      <rect class="plan-wait" x="\#(x(start))" y="\#(y)" width="\#(wide(line.wait))" height="12"/>\#
      <rect class="plan-visit" x="\#(x(start + line.wait))" y="\#(y)" width="\#(wide(line.mean))" height="12"/>\#
      <line class="plan-now" x1="\#(x(Double(line.now)))" x2="\#(x(Double(line.now)))" y1="\#(decimal(top + 1))" \#
      y2="\#(decimal(top + 19))"/>
      """#
  }
  return #"""
    <div class="table-wrap" tabindex="0" role="region" aria-label="The session as a picture">\#
    <svg class="plan-picture" viewBox="0 0 720 \#(height)" role="img" \#
    aria-label="The session as a picture; the table below has the same figures">\#(grid)\#(lines)</svg></div>
    <p class="plan-legend small quiet"><i class="plan-key plan-key-now"></i>starts now \#
    <i class="plan-key plan-key-wait"></i>expected wait <i class="plan-key plan-key-visit"></i>the visit, as proposed</p>
    """#
}

/// A coordinate with one decimal.
private func decimal(_ value: Double) -> String { oneDecimal(value) }
