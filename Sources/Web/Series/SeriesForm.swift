import Kernel
import Practice
import Records
import Scheduling

/// A series as the form says it.
struct SeriesForm {
  /// The fields that say what the series is; they travel through the preview to the booking.
  static let names = [
    "patient", "type", "provider", "location", "first", "time", "minutes", "pattern", "every", "weekday",
    "days",
    "end", "count", "until", "note",
  ]

  static let patterns = [
    Choice("weekly", "Every so many weeks"), Choice("month_day", "Monthly, on the day number"),
    Choice("month_weekday", "Monthly, on the weekday"), Choice("days", "On days I list"),
  ]

  let form: Form

  /// What is sent along, as it was typed.
  var kept: [Choice] { Self.names.flatMap { name in form.values(name).map { Choice(name, $0) } } }

  func ask(minutes usual: Int) throws -> SeriesAsk {
    let (provider, location, time) = try form.all(
      { try $0.id("provider", called: "with whom") as ID<Provider> },
      { try $0.id("location", called: "where") as ID<Location> },
      { try $0.time("time", called: "the time") })
    let minutes = try form.optionalInt("minutes", 5...720, called: "the length") ?? usual
    let rule = try rule()
    return SeriesAsk(
      patient: try form.id("patient"), visitType: try form.id("type", called: "a kind of visit"),
      slot: Slot(provider: provider, location: location, day: rule.first, time: time, minutes: minutes),
      rule: rule, note: try form.note("note", max: 500))
  }

  private func rule() throws -> SeriesRule {
    let every = try form.optionalInt("every", 1...99, called: "the rhythm") ?? 1
    let days = try listedDays()
    let first = try form.optionalDay("first", called: "the first day") ?? days.min()
    guard let first else { throw InvalidInput("first", "Fill in the first day.") }
    let pattern: SeriesRule.Pattern =
      switch form["pattern"] {
      case "month_day": .monthlyOnDay(every: every)
      case "month_weekday": .monthlyOnWeekday(every: every)
      case "days": .days(days)
      default:
        .weekly(every: every, on: Set(form.values("weekday").compactMap { Int($0) }.compactMap(Weekday.init)))
      }
    if form["pattern"] == "days" {
      return SeriesRule(first: first, pattern, until: .visits(max(1, days.count)))
    }
    return form["end"] == "day"
      ? SeriesRule(first: first, pattern, until: .day(try form.day("until", called: "the last day")))
      : SeriesRule(
        first: first, pattern,
        until: .visits(try form.int("count", 1...1_000_000_000, called: "the number of visits")))
  }

  private func listedDays() throws -> [LocalDay] {
    guard form["pattern"] == "days" else { return [] }
    let words = try form.note("days", max: 4000).split { $0.isWhitespace || $0 == "," || $0 == ";" }
    return try words.map { word in
      guard let day = LocalDay(word) else {
        throw InvalidInput("days", "“\(word)” is not a day. Write each like 2026-11-23, one a line.")
      }
      return day
    }
  }
}

/// What somebody decided about occurrences, one by one: `slot-0`, `slot-1`, … with a time, or empty.
struct OccurrenceAnswers {
  let form: Form

  /// Times that were chosen, with their place in the list.
  func chosen() -> [(place: Int, slot: Slot)] {
    (0..<SeriesRule.most).compactMap { place in
      let code = form["slot-\(place)"]
      guard !code.isEmpty, let slot = try? SlotCode(Form(["slot": code])) else { return nil }
      return (place, slot.slot(minutes: Int(form["minutes-\(place)"]) ?? 0))
    }
  }

  /// The chosen times as moves of the visits that were shown beside them.
  func moves() -> [VisitMove] {
    chosen().compactMap { place, slot in
      ID<Appointment>(form["visit-\(place)"]).map {
        VisitMove($0, to: slot, seen: Int(form["seen-\(place)"]))
      }
    }
  }
}
