import Hummingbird
import Kernel
import Practice
import Scheduling

/// What hangs on doors and lies on desks: each provider's day and week, the day of each room and device.
enum Sheets {
  static func day(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.day(ask.day, at: ask.place.id, by: web.who)
    let view = daySheets(board, ask, printed: web.printed(at: ask.place))
    return .page(sheetPage(view, in: try await web.chrome(at: ask.place)))
  }

  static func rooms(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.day(ask.day, at: ask.place.id, by: web.who)
    let resources = try await web.practice.resources(by: web.who).filter {
      $0.active && $0.location == ask.place.id
    }
    let buffers = try await web.scheduling.roomBuffers(ask.day, at: ask.place.id, by: web.who)
    let view = roomSheets(board, resources, buffers, ask, printed: web.printed(at: ask.place))
    return .page(sheetPage(view, in: try await web.chrome(at: ask.place)))
  }

  static func week(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.week(
      of: ask.day, at: ask.place.id, provider: ask.provider, by: web.who)
    let view = weekSheets(board, ask, printed: web.printed(at: ask.place))
    return .page(sheetPage(view, in: try await web.chrome(at: ask.place)))
  }
}

extension WebRequest {
  /// `Printed Mon 23 Nov 2026, 7:42, by Maria Ortega`: paper outlives today.
  func printed(at place: Location) -> String {
    let wall = place.zone.wall(now)
    return "Printed \(wall.day.weekday.name.prefix(3)) \(wall.day.short), \(wall.time), by \(who.name)"
  }
}
