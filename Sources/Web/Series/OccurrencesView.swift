import Kernel
import Practice
import Scheduling

/// One visit of a series, with the choices about it.
struct OccurrenceView: Sendable {
  var place: Int
  /// `3. Mon 21 Dec, 9:00–9:30 with Dr. Okafor`
  var words: String
  /// Why it cannot be so; nil where it can.
  var refusal: String?
  var choices: [Choice]
  var chosen: String
  var kept: [Choice]
}

extension OccurrenceView {
  /// `answered`: what was chosen before, after a refusal.
  init(_ one: Occurrence, _ place: Int, _ names: [ID<Provider>: String], answered: Form) {
    func words(_ slot: Slot) -> String {
      "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes)) with \(names[slot.provider] ?? "")"
    }
    let isNew = one.visit == nil
    let itself = one.refusal == nil ? [Choice(SlotCode(one.slot).text, isNew ? "Book it" : "Move it")] : []
    let others = one.alternatives.map { Choice(SlotCode($0.slot).text, "Instead: \(words($0.slot))") }
    let choices = itself + others + [Choice("", isNew ? "Leave it out" : "Leave it where it is")]
    let before = answered["slot-\(place)"]
    self.init(
      place: place, words: "\(place + 1). \(words(one.slot))", refusal: one.refusal?.sentence,
      choices: choices,
      chosen: answered.has("slot-\(place)") && choices.contains { $0.value == before }
        ? before : itself.first?.value ?? "",
      kept: [Choice("minutes-\(place)", String(one.slot.minutes))]
        + (one.visit.map {
          [Choice("visit-\(place)", $0.id.rawValue), Choice("seen-\(place)", String($0.steps))]
        } ?? []))
  }
}

/// The list of occurrences, each with what is against it and what is chosen.
func occurrenceList(_ list: [OccurrenceView]) -> HTML {
  HTML.each(list) { one -> HTML in
    let state: HTML = one.refusal.map { chip($0, .warn, .alert) } ?? chip("Free", .ok, .done)
    let choices = HTML.each(one.choices) {
      #"""
      <label class="tick"><input type="radio" name="slot-\#(one.place)" value="\#($0.value)"\#
      \#(attribute: "checked", if: $0.value == one.chosen)><span>\#($0.words)</span></label>
      """#
    }
    return #"""
      <fieldset class="radios occurrence"><legend>\#(one.words)</legend>\#(state)\#
      \#(each: one.kept, { hidden($0.value, $0.words) })\#(choices)</fieldset>
      """#
  }
}

/// `12 visits, 2 of them not possible as asked`
func occurrenceSummary(_ list: [OccurrenceView]) -> HTML {
  let against = list.count { $0.refusal != nil }
  return chips([
    chip(list.count == 1 ? "1 visit" : "\(list.count) visits"),
    against == 0 ? chip("All are free", .ok, .done) : chip("\(against) not possible as asked", .warn, .alert),
  ])
}

/// Fields beside and below each other.
func fieldRow(_ list: HTML...) -> HTML { #"<div class="fields">\#(each: list, { $0 })</div>"# }

/// Why visits are cancelled.
func occurrenceCancelFields() -> HTML {
  select(
    "reason", "Why", CancelReason.allCases.map { Choice($0.rawValue, $0.words) },
    chosen: CancelReason.patient.rawValue, width: .full)
    + field(Field("words", "In a few words", "", width: .full, limit: 200))
}
