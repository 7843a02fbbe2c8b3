import Hummingbird
import Kernel
import Practice
import Scheduling

/// The check-in board, and the facts that are settled on it.
enum CheckIn {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let board = try await web.scheduling.checkIn(ask.day, at: ask.place.id, by: web.who)
    let view = CheckInBuilder(board: board, ask: ask, who: web.who, now: web.now).view(
      drawn: web.desks.drawnBoards)
    return .page(checkInPage(view, in: try await web.chrome(at: ask.place))).remembering(ask.place)
  }

  static func note(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (visit, kind) = try fact(web)
      try await web.scheduling.note(kind, on: visit, by: web.who)
      return .seeOther(back(web, visit)).saying(
        "Noted: \(kind.words.lowercased()).",
        undo: web.who.may(.undoSteps) ? "/appointments/\(visit)/facts/\(kind.rawValue)/undo" : nil)
    } refused: { problems in
      try await VisitSteps.page(web, problems)
    }
  }

  static func takeBack(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (visit, kind) = try fact(web)
      try await web.scheduling.takeBack(kind, on: visit, by: web.who)
      return .seeOther(back(web, visit)).saying("Taken back: “\(kind.words.lowercased())”.")
    } refused: { problems in
      try await VisitSteps.page(web, problems)
    }
  }

  private static func fact(_ web: WebRequest) throws -> (ID<Appointment>, VisitFact.Kind) {
    guard let kind = VisitFact.Kind(rawValue: try web.part("fact")) else { throw WebRefusal.noSuchPage }
    return (try web.id("visit"), kind)
  }

  private static func back(_ web: WebRequest, _ visit: ID<Appointment>) -> String {
    let came = web.cameFrom
    return came.hasPrefix("/schedule") ? came : "/appointments/\(visit)"
  }
}
