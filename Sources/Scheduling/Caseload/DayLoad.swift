import Kernel
import Practice
import Store

/// What a provider has on a week's days against what they should have. Pure.
package struct DayLoad: Sendable, Equatable {
  package var visits: [Item]
  package var budgets: [Budget]
  package var counts: [Count]

  package static let unlimited = DayLoad(visits: [], budgets: [], counts: [])

  package init(visits: [Item], budgets: [Budget], counts: [Count]) {
    self.visits = visits
    self.budgets = budgets
    self.counts = counts
  }

  /// One visit that stands.
  package struct Item: Sendable, Equatable {
    package let day: LocalDay
    package let starts: WallTime
    package let weighted: Int
    package let type: ID<VisitType>
    package let category: VisitType.Category

    package init(
      day: LocalDay, starts: WallTime, weighted: Int, type: ID<VisitType>, category: VisitType.Category
    ) {
      self.day = day
      self.starts = starts
      self.weighted = weighted
      self.type = type
      self.category = category
    }
  }

  package enum Scope: String, Sendable, CaseIterable, Stored {
    case day, morning, afternoon, week

    /// Noon belongs to the afternoon.
    package func holds(_ item: Item, asked day: LocalDay) -> Bool {
      switch self {
      case .day: item.day == day
      case .morning: item.day == day && item.starts.minutes < 720
      case .afternoon: item.day == day && item.starts.minutes >= 720
      case .week: item.day.monday == day.monday
      }
    }

    package var words: String {
      switch self {
      case .day: "the day"
      case .morning: "the morning"
      case .afternoon: "the afternoon"
      case .week: "the week"
      }
    }
  }

  /// The most weighted minutes.
  package struct Budget: Sendable, Equatable {
    package let scope: Scope
    package let minutes: Int

    package init(scope: Scope, minutes: Int) {
      self.scope = scope
      self.minutes = minutes
    }
  }

  /// The most visits of a kind.
  package struct Count: Sendable, Equatable {
    package let scope: Scope
    package let what: Template.Allowed
    /// What the kind is called.
    package let name: String
    package let most: Int

    package init(scope: Scope, what: Template.Allowed, name: String, most: Int) {
      self.scope = scope
      self.what = what
      self.name = name
      self.most = most
    }
  }

  /// Why one more visit would be too many; nil where it fits.
  package func refusal(of new: Item) -> BookingRefused? {
    for budget in budgets where budget.scope.holds(new, asked: new.day) {
      let used = used(budget.scope, on: new.day)
      if used + new.weighted > budget.minutes {
        return .cap("\(budget.scope.words) would hold \(used + new.weighted) of \(budget.minutes) minutes")
      }
    }
    for count in counts where count.scope.holds(new, asked: new.day) && count.what.means(new) {
      let there = visits.count { count.scope.holds($0, asked: new.day) && count.what.means($0) }
      if there >= count.most {
        return .cap("\(count.scope.words) holds \(there) of at most \(count.most) of “\(count.name)”")
      }
    }
    return nil
  }

  /// Weighted minutes of a scope around a day.
  package func used(_ scope: Scope, on day: LocalDay) -> Int {
    visits.reduce(0) { $0 + (scope.holds($1, asked: day) ? $1.weighted : 0) }
  }
}

extension Template.Allowed {
  func means(_ item: DayLoad.Item) -> Bool {
    switch self {
    case .category(let category): item.category == category
    case .type(let type): item.type == type
    }
  }
}
