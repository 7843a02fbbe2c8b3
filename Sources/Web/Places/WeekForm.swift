import Kernel
import Practice

/// A week of opening hours as it is typed: for each weekday up to two stretches, `opens-1-1` to `closes-7-2`.
struct WeekForm: Sendable {
  static let stretches = 1...2
  private let typed: [String: String]

  init(_ form: Form) {
    var typed: [String: String] = [:]
    for name in Self.names { typed[name] = form[name] }
    self.typed = typed
  }

  init(_ hours: [OpeningHours]) {
    var typed: [String: String] = [:]
    for day in Weekday.allCases {
      let ofDay = hours.filter { $0.weekday == day }.sorted { $0.opens < $1.opens }
      for (place, stretch) in zip(Self.stretches, ofDay) {
        typed[Self.name("opens", day, place)] = stretch.opens.padded
        typed[Self.name("closes", day, place)] = stretch.closes.padded
      }
    }
    self.typed = typed
  }

  subscript(_ name: String) -> String { typed[name] ?? "" }

  /// Reads all of it and complains about everything at once.
  func hours(at location: ID<Location>) throws -> [OpeningHours] {
    var hours: [OpeningHours] = []
    var problems: [InvalidInput] = []
    for day in Weekday.allCases {
      for place in Self.stretches {
        do {
          if let stretch = try stretch(day, place) {
            hours.append(OpeningHours(location: location, weekday: day, opens: stretch.0, closes: stretch.1))
          }
        } catch let problem as InvalidInput { problems.append(problem) }
      }
    }
    if !problems.isEmpty { throw InvalidForm(problems: problems) }
    return hours
  }

  private func stretch(_ day: Weekday, _ place: Int) throws -> (WallTime, WallTime)? {
    let (from, to) = (Self.name("opens", day, place), Self.name("closes", day, place))
    let form = Form([from: self[from], to: self[to]])
    switch (try form.optionalTime(from), try form.optionalTime(to)) {
    case (let opens?, let closes?) where opens < closes: return (opens, closes)
    case (_?, _?): throw InvalidInput(to, "On \(day.name) the closing time is not after the opening time.")
    case (nil, nil): return nil
    case (_?, nil): throw InvalidInput(to, "Say when it closes on \(day.name).")
    case (nil, _?): throw InvalidInput(from, "Say when it opens on \(day.name).")
    }
  }

  static func name(_ what: String, _ day: Weekday, _ place: Int) -> String {
    "\(what)-\(day.rawValue)-\(place)"
  }

  private static let names = Weekday.allCases.flatMap { day in
    stretches.flatMap { [name("opens", day, $0), name("closes", day, $0)] }
  }
}
