import Kernel
import Practice
import Store

extension Transaction {
  /// A provider's limits, with nothing counted against them yet.
  package func limits(of provider: ID<Provider>) throws -> DayLoad {
    try allLimits()[provider] ?? .unlimited
  }

  /// The limits of providers that have any, with nothing counted against them yet.
  package func limits(of providers: [ID<Provider>]) throws -> [ID<Provider>: DayLoad] {
    let asked = Set(providers)
    return try allLimits().filter { asked.contains($0.key) }
  }

  private func allLimits() throws -> [ID<Provider>: DayLoad] { try settled("caseloads", readLimits) }

  private func readLimits() throws -> [ID<Provider>: DayLoad] {
    var limits: [ID<Provider>: DayLoad] = [:]
    for row in try rows(
      """
      SELECT provider, scope, '' AS what, minutes AS most, '' AS name FROM caseload_budget
      UNION ALL
      SELECT c.provider, c.scope, c.what, c.most, COALESCE(t.name, '') AS name
      FROM caseload_count c LEFT JOIN visit_type t ON c.what = 'type:' || t.id
      """)
    {
      let (provider, scope, most): (ID<Provider>, DayLoad.Scope, Int) = (
        try row("provider"), try row("scope"), try row("most")
      )
      if let what = Template.Allowed(sqlValue: .text(try row("what"))) {
        let name: String = try row("name")
        limits[provider, default: .unlimited].counts.append(
          DayLoad.Count(scope: scope, what: what, name: name.isEmpty ? what.categoryWords : name, most: most))
      } else {
        limits[provider, default: .unlimited].budgets.append(DayLoad.Budget(scope: scope, minutes: most))
      }
    }
    return limits
  }

  /// The limits with a provider's week around a day counted, which is looked at only where there are any.
  func load(_ limits: DayLoad, around slot: Slot, except own: ID<Appointment>?) throws -> () throws -> DayLoad
  {
    if limits == .unlimited { return { limits } }
    let monday = slot.day.monday
    let items = try itemsLater(
      of: [slot.provider], monday...monday.advanced(by: 6), except: own.map { [$0] } ?? [])
    return {
      var load = limits
      load.visits = try items.value()[slot.provider] ?? []
      return load
    }
  }

  /// The visits that stand, as a caseload counts them.
  package func loadItems(
    of providers: [ID<Provider>], _ days: ClosedRange<LocalDay>, except own: Set<ID<Appointment>> = []
  ) throws -> [ID<Provider>: [DayLoad.Item]] {
    try itemsLater(of: providers, days, except: own).value()
  }

  private func itemsLater(
    of providers: [ID<Provider>], _ days: ClosedRange<LocalDay>, except own: Set<ID<Appointment>>
  ) throws -> Later<[ID<Provider>: [DayLoad.Item]]> {
    try later(
      """
      SELECT a.id, a.provider, a.day, a.starts, a.weighted, a.visit_type, t.category
      FROM appointment a JOIN visit_type t ON t.id = a.visit_type
      WHERE a.provider IN (\(each: providers)) AND a.day >= \(days.lowerBound) AND a.day <= \(days.upperBound)
        AND a.status NOT IN ('cancelled', 'no_show')
      """
    ) { rows in
      try rows.reduce(into: [:]) { items, row in
        if !own.isEmpty, own.contains(try row("id")) { return }
        items[try row("provider"), default: []].append(
          DayLoad.Item(
            day: try row("day"), starts: try row("starts"), weighted: try row("weighted"),
            type: try row("visit_type"), category: try row("category")))
      }
    }
  }
}

extension Template.Allowed {
  var categoryWords: String {
    if case .category(let category) = self { category.words } else { "this kind of visit" }
  }
}
