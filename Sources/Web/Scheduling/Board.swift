import Kernel

/// The board itself: heads, hours, lanes. Complete and right without JavaScript; `board.js` adds arrow keys,
/// `drag.js` moving, `live.js` what others do meanwhile.
func board(_ b: BoardView) -> HTML {
  let heads = HTML.each(b.columns, boardHead)
  let hours = HTML.each(b.hours) { #"<span class="r\#($0.row)">\#($0.words)</span>"# }
  let lanes = HTML.each(b.columns) { lane($0, in: b) }
  return #"""
    <div class="card board-wrap" id="board" data-starts="\#(b.starts)">\#
    <div class="board cols\#(b.columns.count) \#(b.grain.rawValue)"><div class="board-corner"></div>\#
    <div class="board-times" aria-hidden="true"><i class="r1 s\#(b.rows)"></i>\#(hours)</div>\#
    \#(heads)\#(lanes)</div></div>
    """#
}

private func boardHead(_ c: BoardView.Column) -> HTML {
  let load: HTML =
    c.load.isEmpty
    ? #"<div class="load quiet">Not in today</div>"#
    : #"""
    <div class="load"><span>\#(c.load)</span>\#
    \#(c.full ? chip("Full", .warn, .alert) : #"<span class="quiet">\#(c.percent) %</span>"#)</div>\#
    \#(meter(c.percent, full: c.full))
    """#
  let late: HTML? = c.late.map { chip($0, .warn, .clock) }
  return #"""
    <div class="board-head" id="h-\#(c.id)"><strong>\#(c.name)</strong>\#
    <span class="quiet small">\#(c.detail)</span> \#(late)\#(load)</div>
    """#
}

private func lane(_ c: BoardView.Column, in b: BoardView) -> HTML {
  let off = HTML.each(c.off) { o -> HTML in
    let words: HTML = o.words.isEmpty ? .empty : "<span>\(o.words)</span>"
    return #"<div class="off r\#(o.row) s\#(o.span)">\#(words)</div>"#
  }
  let kept = HTML.each(c.kept) { k -> HTML in
    #"<div class="kept r\#(k.row) s\#(k.span)"><span>\#(k.words)</span></div>"#
  }
  let now: HTML = b.now.map { #"<div class="now r\#($0)"></div>"# } ?? .empty
  return #"""
    <section class="lane" aria-labelledby="h-\#(c.id)" data-column="\#(c.id)"\#
    \#(attribute: "data-takes-visits", if: c.isProvider)><i class="r1 s\#(b.rows)"></i>\#
    \#(off)\#(kept)\#(inOrder(c))\#(now)</section>
    """#
}

/// Visits and open times, by the clock: so Tab and a screen reader go through the day as it goes.
private func inOrder(_ c: BoardView.Column) -> HTML {
  let visits = c.visits.map { (row: $0.row, piece: visit($0, in: c)) }
  let free = c.free.map { (row: $0.row, piece: openTime($0, in: c)) }
  let held = c.held.map { (row: $0.row, piece: heldTime($0)) }
  return HTML.each((visits + free + held).sorted { $0.row < $1.row }) { $0.piece }
}

private func visit(_ v: BoardView.Visit, in c: BoardView.Column) -> HTML {
  let line: HTML =
    #"<div class="line"><b>\#(v.mark.word)</b>\#(v.boxes.map(boxMark)) · \#(v.type)\#(v.more.isEmpty ? "" : " · " + v.more)</div>"#
  let moves: HTML = v.move.map { #" data-move="\#($0)""# } ?? .empty
  return #"""
    <a class="visit \#(v.mark.style) r\#(v.row) s\#(v.span) t\#(v.track)of\#(v.tracks)\#(v.overbooked ? " over" : "")" \#
    id="v-\#(c.id)-\#(v.id)" href="\#(v.url)" title="\#(v.times) \#(v.patient), \#(v.type), \#(v.mark.word)"\#(moves) \#
    data-minutes="\#(v.minutes)"\#(chosen(v))>\#(visitName(v))\#(line)</a>
    """#
}

private func chosen(_ v: BoardView.Visit) -> HTML { v.chosen ? #" aria-current="true""# : .empty }

private func visitName(_ v: BoardView.Visit) -> HTML {
  let colour: HTML? = v.colour.map { #"<i class="dot dot-\#($0)"></i>"# }
  let over: HTML? =
    v.overbooked ? #"<span class="over-mark">\#(icon(.overbooked, meaning: v.overWords))</span>"# : nil
  let alert: HTML? = v.alert ? #"<span class="over-mark">\#(icon(.alert, meaning: "Alert"))</span>"# : nil
  return #"""
    <div class="name"><span class="sr">\#(v.times)</span>\#(icon(v.mark.icon))<span>\#(v.patient)</span>\#
    <span class="more-marks">\#(alert)\#(over)\#(colour)</span></div>
    """#
}

private func openTime(_ f: BoardView.Free, in c: BoardView.Column) -> HTML {
  #"""
  <a class="free r\#(f.row) s\#(f.span)" id="f-\#(c.id)-\#(f.row)" href="\#(f.url)">\#
  <span class="sr">Book with \#(c.name) at</span>+ \#(f.words)</a>
  """#
}

private func heldTime(_ h: BoardView.Held) -> HTML {
  h.url.map { #"<a class="held r\#(h.row) s\#(h.span)" href="\#($0)">\#(h.words)</a>"# }
    ?? #"<div class="held r\#(h.row) s\#(h.span)">\#(h.words)</div>"#
}
