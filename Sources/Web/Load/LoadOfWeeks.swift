import Hummingbird
import Kernel
import Practice
import Scheduling

/// The load of the coming four weeks: a picture, the same as a table, and what could be moved where.
enum LoadOfWeeks {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let loads = try await web.scheduling.loads(from: ask.day, at: ask.place.id, by: web.who)
    let view = LoadView(loads, ask, mayManage: web.who.may(.manageSchedule))
    return .page(try await web.page(loadPage(view), at: ask.place)).remembering(ask.place)
  }
}

struct LoadView: Sendable {
  var place: String
  var places: [Choice]
  /// `23 November – 20 December 2026`
  var span: String
  var earlier: String
  var later: String
  var days: [Day]
  var rows: [Row]
  var advice: [Advice]
  /// How far apart the fullest and the emptiest are.
  var fairness: String

  struct Day: Sendable {
    /// `M`, and `Mon 23 Nov` in full.
    var letter: String
    var number: String
    var words: String
    var isWeekend: Bool
    var isMonday: Bool
    var url: String
  }

  struct Row: Sendable {
    var name: String
    var url: String?
    var whole: Int?
    /// Percent for each day; nil on a day off.
    var percents: [Int?]
    /// `210 of 420 min` for each day.
    var words: [String]
  }

  struct Advice: Sendable {
    var sentence: String
    var url: String
  }

  init(_ loads: WeekLoads, _ ask: DayAsk, mayManage: Bool) {
    place = loads.location.name
    let first = loads.days.first ?? ask.day
    let last = loads.days.last ?? ask.day
    span = "\(shortDay(first)) – \(last.weekday.name.prefix(3)) \(last.long)"
    places = ask.places.map { Choice(scheduleURL("/load", $0.id, first), $0.name) }
    earlier = scheduleURL("/load", loads.location.id, first.advanced(by: -28))
    later = scheduleURL("/load", loads.location.id, first.advanced(by: 28))
    days = loads.days.map { day in
      Day(
        letter: String(day.weekday.name.prefix(1)), number: "\(day.day)", words: shortDay(day),
        isWeekend: day.weekday.rawValue > 5, isMonday: day.weekday == .monday,
        url: scheduleURL("/schedule", loads.location.id, day))
    }
    rows = loads.providers.map { provider in
      let own = loads.loads[provider.id] ?? []
      return Row(
        name: provider.title, url: mayManage ? "/providers/\(provider.id)/caseload" : nil,
        whole: loads.percent(of: provider.id), percents: own.map(\.percent),
        words: own.map { $0.percent == nil ? "" : "\($0.weighted) of \($0.room) min" })
    }
    let names = Dictionary(uniqueKeysWithValues: loads.providers.map { ($0.id, $0.title) })
    advice = loads.advice.map { one in
      Advice(
        sentence: one.sentence(names),
        url: scheduleURL("/schedule", loads.location.id, one.day))
    }
    let known = rows.compactMap { row in row.whole.map { (row.name, $0) } }
    if let most = known.max(by: { $0.1 < $1.1 }), let least = known.min(by: { $0.1 < $1.1 }), known.count > 1
    {
      fairness =
        most.1 - least.1 < 15
        ? "The load is spread evenly: \(least.1) to \(most.1) %."
        : "\(most.0) has the most (\(most.1) %), \(least.0) the least (\(least.1) %)."
    } else {
      fairness = ""
    }
  }
}

extension LoadAdvice {
  /// `Thursday 26 Nov, 9:00–11:00: Dr. Okafor is at 118 %. G. Kim has 95 open minutes then.`
  func sentence(_ names: [ID<Provider>: String]) -> String {
    let when = "\(shortDay(day)), \(clockTime(window.lowerBound))–\(clockTime(window.upperBound))"
    let full = "\(when): \(names[provider] ?? "") is at \(percent) %."
    guard let other, let name = names[other] else { return full + " Nobody else has room then." }
    return full + " \(name) has \(openMinutes) open minutes then."
  }
}
