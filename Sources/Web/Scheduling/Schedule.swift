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
      chosen = try await web.visitView(try await web.scheduling.visit(visit, by: web.who))
    }
    var view = DayViewBuilder(board: board, ask: ask, who: web.who, now: web.now).view(
      chosen: chosen, drawn: web.desks.drawnBoards)
    view.pins = try await web.scheduling.pinboard(at: ask.place.id, by: web.who).map {
      PinView(
        $0, ask.place.zone, today: ask.today, url: ask.url(visit: $0.pin.visit),
        mayBook: web.who.may(.bookVisits))
    }
    return .page(dayPage(view, in: try await web.chrome(at: ask.place))).remembering(ask.place)
  }

  static func week(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.week(
      of: ask.day, at: ask.place.id, provider: ask.provider, by: web.who)
    return .page(weekPage(weekView(board, ask, web.who), in: try await web.chrome(at: ask.place)))
      .remembering(ask.place)
  }
}
