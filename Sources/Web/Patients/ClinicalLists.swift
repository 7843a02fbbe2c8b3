import Kernel
import Records

/// What is known of a patient's health, as simple lists: what hurts them first.
func clinicalLists(_ sheet: ClinicalSheet) -> [PatientView.Clinical] {
  [
    list("Allergies", .alert, sheet.allergies) { a in
      let more = [a.reactions, a.criticality == "high" ? "severe" : ""].filter { !$0.isEmpty }
      return .init(what: ([a.substance.text] + more).joined(separator: " · "), when: since(a.onset))
    },
    list("Conditions", .heart, sheet.conditions.filter { $0.abated == nil && $0.status != "resolved" }) {
      .init(what: $0.code.text, when: since($0.onset))
    },
    list("Vitals", .gauge, sheet.vitals) {
      .init(what: "\($0.code.text) \($0.reading)", when: day($0.effectiveDay, $0.effective))
    },
    list("Immunizations", .syringe, sheet.immunizations) {
      .init(what: $0.vaccine.text, when: day($0.occurredDay, $0.occurred))
    },
    list("Earlier care", .history, sheet.encounters) { e in
      let what = [e.type.text, e.reason.text, e.place].filter { !$0.isEmpty }.joined(separator: " · ")
      return .init(what: what, when: day(nil, e.start))
    },
  ]
}

private func list<Fact>(
  _ name: String, _ icon: Icon, _ facts: [Fact], _ line: (Fact) -> PatientView.Line
) -> PatientView.Clinical {
  let shown = 8
  return .init(
    name: name, icon: icon, lines: facts.prefix(shown).map(line), more: max(0, facts.count - shown))
}

private func since(_ day: PartialDay?) -> String { day.map { "since \($0.words)" } ?? "" }

private func day(_ day: PartialDay?, _ moment: Instant?) -> String {
  day?.words ?? moment.map { Zone.utc.day(of: $0).short } ?? ""
}

extension PartialDay {
  /// `3 Jun 1987`, or what of it is known.
  var words: String { day?.short ?? text }
}

extension Observation {
  /// `128/76 mmHg`
  fileprivate var reading: String {
    parts.isEmpty ? value.words : parts.map(\.value.words).joined(separator: " / ")
  }
}

extension Observation.Value {
  fileprivate var words: String {
    guard let number else { return written }
    let rounded = (number * 100).rounded() / 100
    let text = rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
    return unit.isEmpty ? text : "\(text) \(unit)"
  }
}
