import Kernel
import Scheduling

/// Two bars for each provider: how full their hours are, as it is and as it would be.
func replayFillPicture(_ result: ReplayResult) -> HTML {
  let (left, wide) = (170.0, 490.0)
  let row = result.draft == nil ? 24.0 : 40.0
  func bar(_ share: Double, _ top: Double, _ name: String) -> HTML {
    let width = min(1, share) * wide
    return #"""
      <rect class="\#(name)" x="\#(at(left))" y="\#(at(top))" width="\#(at(width))" height="13"/>\#
      <text class="replay-value" x="\#(at(left + width + 5))" y="\#(at(top + 10.5))">\#(percentText(share))</text>
      """#
  }
  let lines = HTML.each(Array(result.providers.enumerated())) { place, one in
    let top = Double(place) * row + 4
    let after = one.after.map { bar($0.fill, top + 15, "replay-after") }
    return #"""
      <text class="replay-name" x="0" y="\#(at(top + 11))">\#(short(one.name))</text>\#
      \#(bar(one.before.fill, top, "replay-before"))\#(after)
      """#
  }
  let height = row * Double(result.providers.count) + 6
  return picture("How full each provider is", height, lines, result.draft)
}

/// A line over the days: how far away the third next free time was each morning.
func replayThirdNextPicture(_ result: ReplayResult) -> HTML {
  let (left, right, top, bottom) = (30.0, 710.0, 8.0, 150.0)
  let most = max(1, (result.days.flatMap { [$0.before, $0.after ?? 0] }.max() ?? 1).rounded(.up))
  let step = (right - left) / Double(max(1, result.days.count - 1))
  func y(_ days: Double) -> String { at(bottom - days / most * (bottom - top)) }
  func line(_ name: String, _ value: (ReplayResult.Day) -> Double?) -> HTML {
    let points = result.days.enumerated().compactMap { place, day in
      value(day).map { "\(at(left + Double(place) * step)),\(y($0))" }
    }
    return #"<polyline class="replay-line \#(name)" points="\#(points.joined(separator: " "))"/>"#
  }
  let grid = HTML.each([0, most / 2, most]) { days -> HTML in
    #"""
    <line class="plan-grid" x1="\#(at(left))" x2="\#(at(right))" y1="\#(y(days))" y2="\#(y(days))"/>\#
    <text class="plan-number" x="0" y="\#(y(days))">\#(oneDecimal(days))</text>
    """#
  }
  let weeks = HTML.each(Array(result.days.enumerated())) { place, day -> HTML in
    guard place == 0 || day.day.weekday == .monday else { return .empty }
    let x = at(left + Double(place) * step)
    return #"<text class="plan-hour" x="\#(x)" y="166">\#(day.day.day) \#(month(day.day))</text>"#
  }
  return picture(
    "Days to the third next free time, each morning", 172,
    grid + weeks + line("before") { $0.before } + line("after") { $0.after }, result.draft)
}

/// Columns: which share of the patients was seen how long after their time.
func replayWaitsPicture(_ result: ReplayResult) -> HTML {
  let (left, wide, top, bottom) = (10.0, 140.0, 16.0, 140.0)
  let most = max(0.01, result.waits.flatMap { [$0.before, $0.after ?? 0] }.max() ?? 1)
  func column(_ share: Double, _ x: Double, _ name: String) -> HTML {
    let high = share / most * (bottom - top)
    return #"""
      <rect class="\#(name)" x="\#(at(x))" y="\#(at(bottom - high))" width="44" height="\#(at(high))"/>\#
      <text class="replay-value middle" x="\#(at(x + 22))" y="\#(at(bottom - high - 4))">\#(percentText(share))</text>
      """#
  }
  let columns = HTML.each(Array(result.waits.enumerated())) { place, one in
    let x = left + Double(place) * wide + 16
    let after = one.after.map { column($0, x + 50, "replay-after") }
    return #"""
      \#(column(one.before, x, "replay-before"))\#(after)\#
      <text class="plan-hour" x="\#(at(x + (result.draft == nil ? 22 : 47)))" y="156">\#(one.words)</text>
      """#
  }
  return picture("Minutes after the agreed time", 162, columns, result.draft)
}

/// The drawing with its key; the colours are told apart by shape, too.
private func picture(_ name: String, _ height: Double, _ content: HTML, _ draft: String?) -> HTML {
  let after: HTML =
    draft.map { #"<i class="plan-key replay-key-after"></i>\#($0)"# } ?? .empty
  return #"""
    <div class="table-wrap" tabindex="0" role="region" aria-label="\#(name) as a picture">\#
    <svg class="plan-picture" viewBox="0 0 720 \#(at(height))" role="img" \#
    aria-label="\#(name); the table below has the same figures">\#(content)</svg></div>
    <p class="plan-legend small quiet"><i class="plan-key replay-key-before"></i>as it is \#(after)</p>
    """#
}

private func at(_ value: Double) -> String { oneDecimal(value) }

private func month(_ day: LocalDay) -> String { String(LocalDay.monthNames[day.month - 1].prefix(3)) }

private func short(_ name: String) -> String { name.count > 24 ? name.prefix(23) + "…" : name }
