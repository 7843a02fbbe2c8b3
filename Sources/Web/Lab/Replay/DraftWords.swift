import Kernel
import Practice
import Scheduling

/// A draft's changes as the office says them.
struct DraftWords {
  let providers: [ID<Provider>: String]
  let types: [ID<VisitType>: String]

  func of(_ change: ScheduleDraft.Change) -> String {
    switch change {
    case .hours(let provider, let weekdays, let from, let until):
      from == until
        ? "\(name(provider)) is not there on \(list(weekdays))"
        : "\(name(provider)) is there on \(list(weekdays)) from \(from) to \(until)"
    case .addBlock(let kept):
      [
        "\(list(kept.weekdays)) \(kept.from)–\(kept.until) kept for \(kinds(kept)) as “\(kept.label)”",
        "with \(kept.provider.map(name) ?? "everybody who is there")",
        kept.percent < 100 ? "\(kept.percent) % of it" : nil,
        kept.releaseDays.map {
          $0 == 0 ? "open to all on the day" : "open to all \(counted($0, "day")) before"
        },
      ].compactMap(\.self).joined(separator: ", ")
    case .removeBlock(let provider, let label):
      "“\(label)” is not kept any more, with \(provider.map(name) ?? "everybody")"
    case .type(let type, let change):
      "\(types[type] ?? "A kind of visit that is gone"): "
        + [
          change.minutes.map { "\($0) minutes" },
          change.leadMinutes.map { "\(counted($0 / 60, "hour")) notice" },
          change.before.map { "\($0) minutes setting up" }, change.after.map { "\($0) minutes cleaning" },
          change.capacity.map { $0 == 1 ? "one patient at a time" : "\($0) patients share one time" },
        ].compactMap(\.self).joined(separator: ", ")
    case .cap(let provider, let scope, let minutes):
      minutes.map { "\(name(provider)): at most \($0) weighted minutes for \(scope.words)" }
        ?? "\(name(provider)): no limit for \(scope.words)"
    }
  }

  /// Where the same change is made in the schedule itself.
  func page(of change: ScheduleDraft.Change) -> (name: String, url: String) {
    switch change {
    case .hours(let provider, _, _, _), .cap(let provider, _, _): page(of: provider)
    case .addBlock(let kept): page(of: kept.provider)
    case .removeBlock(let provider, _): page(of: provider)
    case .type(let type, _): (types[type] ?? "Visit types", "/visit-types/\(type)")
    }
  }

  private func page(of provider: ID<Provider>?) -> (name: String, url: String) {
    provider.map { ("Hours of \(name($0))", "/providers/\($0)") } ?? (
      "Providers and their hours", "/providers"
    )
  }

  private func name(_ provider: ID<Provider>) -> String { providers[provider] ?? "A provider who is gone" }

  private func kinds(_ kept: ScheduleDraft.KeptTime) -> String {
    kept.categories.map { $0.words.lowercased() }.joined(separator: ", ")
  }

  private func list(_ weekdays: [Weekday]) -> String {
    weekdays.map { "\($0.name)s" }.joined(separator: ", ")
  }
}
