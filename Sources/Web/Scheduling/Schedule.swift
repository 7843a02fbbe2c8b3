import Hummingbird
import Kernel
import Practice
import Scheduling

/// The pages that show days and weeks.
enum Schedule {
  static func day(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.day(ask.day, at: ask.place.id, by: web.who)
    var chosen: VisitView?
    if let visit = ask.visit {
      chosen = visitView(try await web.scheduling.visit(visit, by: web.who), web.who, at: web.now)
    }
    let view = DayViewBuilder(board: board, ask: ask, who: web.who, now: web.now).view(chosen: chosen)
    return .page(dayPage(view, in: try await web.chrome(at: ask.place))).remembering(ask.place)
  }

  static func week(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.week(
      of: ask.day, at: ask.place.id, provider: ask.provider, by: web.who)
    return .page(weekPage(weekView(board, ask), in: try await web.chrome(at: ask.place)))
      .remembering(ask.place)
  }

  static func sheet(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.day(ask.day, at: ask.place.id, by: web.who)
    let printed = "Printed \(stamp(web.now, ask.place.zone, today: ask.today)), by \(web.who.name)"
    return .page(sheetPage(sheetView(board, ask, printed: printed), in: try await web.chrome(at: ask.place)))
  }
}
