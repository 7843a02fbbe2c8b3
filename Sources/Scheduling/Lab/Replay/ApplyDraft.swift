import Kernel
import Practice

extension ReplayRules {
  /// The rules as a draft would have them. What it names and is not there any more changes nothing.
  package func with(_ changes: [ScheduleDraft.Change]) -> ReplayRules {
    var rules = self
    for (number, change) in changes.enumerated() {
      switch change {
      case .hours(let provider, let weekdays, let from, let until):
        for weekday in weekdays { rules.set(provider, weekday, from, until, number) }
      case .addBlock(let kept):
        for weekday in kept.weekdays { rules.add(kept, weekday, number) }
      case .removeBlock(let provider, let label):
        for place in rules.templates.indices
        where provider == nil || rules.templates[place].provider == provider {
          rules.templates[place].blocks.removeAll { $0.label == label }
        }
      case .type(let type, let change): rules.change(type, change)
      case .cap(let provider, let scope, let minutes):
        rules.limits[provider, default: .unlimited].budgets.removeAll { $0.scope == scope }
        if let minutes {
          rules.limits[provider, default: .unlimited].budgets.append(.init(scope: scope, minutes: minutes))
        }
      }
    }
    return rules
  }

  /// In each template that has the weekday; in a new one of each week where none has.
  private mutating func set(
    _ provider: ID<Provider>, _ weekday: Weekday, _ from: WallTime, _ until: WallTime, _ number: Int
  ) {
    let work = ProviderHours(
      provider: provider, location: location, weekday: weekday, starts: from, ends: until)
    let isThere = from < until
    var found = false
    for place in templates.indices where templates[place].works(provider, weekday) {
      found = true
      templates[place].stretches.removeAll { $0.weekday == weekday && $0.kind == .work }
      if isThere { templates[place].stretches.append(work) }
    }
    guard !found, isThere else { return }
    templates.append(
      Template(
        id: ID(rawValue: "draft-\(number)-\(weekday.rawValue)"), provider: provider, location: location,
        stretches: [work]))
  }

  private mutating func add(_ kept: ScheduleDraft.KeptTime, _ weekday: Weekday, _ number: Int) {
    for place in templates.indices {
      let provider = templates[place].provider
      guard kept.provider == nil || kept.provider == provider, templates[place].works(provider, weekday)
      else {
        continue
      }
      templates[place].blocks.append(
        Template.Block(
          id: ID(rawValue: "draft-\(number)-\(weekday.rawValue)"), weekday: weekday, starts: kept.from,
          ends: kept.until, label: kept.label, allows: Set(kept.categories.map { .category($0) }),
          share: .percent(kept.percent),
          release: kept.releaseDays.map { Template.Release(daysBefore: $0, at: .midnight) }))
    }
  }

  private mutating func change(_ id: ID<VisitType>, _ change: ScheduleDraft.TypeChange) {
    guard let place = types.firstIndex(where: { $0.id == id }) else { return }
    usualMinutes[id] = usualMinutes[id] ?? types[place].minutes
    types[place].minutes = change.minutes ?? types[place].minutes
    types[place].rules.leadMinutes = change.leadMinutes ?? types[place].rules.leadMinutes
    types[place].rules.buffer.before = change.before ?? types[place].rules.buffer.before
    types[place].rules.buffer.after = change.after ?? types[place].rules.buffer.after
    types[place].rules.capacity = change.capacity ?? types[place].rules.capacity
  }
}

extension Template {
  fileprivate func works(_ provider: ID<Provider>, _ weekday: Weekday) -> Bool {
    self.provider == provider && stretches.contains { $0.weekday == weekday && $0.kind == .work }
  }
}
