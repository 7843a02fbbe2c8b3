import Kernel
import Practice
import Scheduling
import Store
import Support
import Testing

@testable import Web

/// The day as the board shows it, at 10:42 unless said otherwise.
private func board(
  _ cast: Cast, by who: Who? = nil, at time: (Int, Int) = (10, 42)
) async throws -> Looked {
  let who = who ?? cast.ortega
  let wall = try #require(WallTime(time.0, time.1))
  let ask = DayAsk(
    place: cast.riverside, places: [cast.riverside], today: cast.today, day: cast.today, provider: nil,
    visit: nil)
  let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: who)
  let builder = DayViewBuilder(
    board: board, ask: ask, who: who, now: cast.riverside.zone.instant(cast.today, wall))
  return Looked(view: builder.view(chosen: nil), board: BoardBuilder(day: builder).view())
}

/// The page, and its board before it is drawn.
@dynamicMemberLookup private struct Looked {
  let view: DayView
  let board: BoardView?

  subscript<T>(dynamicMember path: KeyPath<DayView, T>) -> T { view[keyPath: path] }
}

extension Looked {
  fileprivate func column(of provider: Provider) throws -> BoardView.Column {
    try #require(board?.columns.first { $0.id == provider.id.rawValue })
  }
}

@Suite struct BoardTests {
  @Test func `the board begins and ends on whole hours, in rows of five minutes`() async throws {
    try await withCast(.sqlite) { cast in
      let view = try #require(try await board(cast).board)
      #expect(view.starts == 480)
      #expect(view.rows == 108)
      #expect(
        view.hours.map(\.words) == [
          "8:00", "9:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00",
        ])
      #expect(view.now == (642 - 480) / 5 + 1)
    }
  }

  @Test func `lunch is hatched and named`() async throws {
    try await withCast(.sqlite) { cast in
      let off = try await board(cast).column(of: cast.okafor).off
      #expect(off.map(\.words) == ["Lunch"])
      #expect(off.map(\.row) == [(720 - 480) / 5 + 1])
      #expect(off.map(\.span) == [12])
    }
  }

  @Test func `open times begin now, not in the morning`() async throws {
    try await withCast(.sqlite) { cast in
      let free = try await board(cast).column(of: cast.okafor).free
      #expect(free.first?.words == "10:45 · 75 min")
      #expect(free.dropFirst().first?.words == "11:00 · 60 min")
      #expect(free.last?.words == "16:30 · 30 min")
    }
  }

  @Test func `whoever may not book sees no open times`() async throws {
    try await withCast(.sqlite) { cast in
      let trainee = Who(staff: ID(), name: "Kim Park", roles: [.trainee])
      let column = try await board(cast, by: trainee).column(of: cast.okafor)
      #expect(column.free.isEmpty)
    }
  }

  @Test func `two visits at one time stand beside each other, the second marked as overbooked`() async throws
  {
    try await withCast(.sqlite) { cast in
      _ = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(14)), by: cast.mills)
      _ = try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(14), overrule: "Fever, asked by Dr. Okafor"), by: cast.mills)
      let visits = try await board(cast).column(of: cast.okafor).visits
      #expect(visits.map(\.tracks) == [2, 2])
      #expect(visits.map(\.track).sorted() == [1, 2])
      #expect(visits.map(\.overbooked).filter(\.self).count == 1)
    }
  }

  @Test func `a column that has no minute left is full`() async throws {
    try await withCast(.sqlite) { cast in
      for half in stride(from: 480, to: 1020, by: 30) where !(720..<780).contains(half) {
        let slot = cast.slot(half / 60, half % 60)
        _ = try await cast.scheduling.book(
          cast.ask(half.isMultiple(of: 60) ? cast.ruth : cast.omar, slot), by: cast.mills)
      }
      let column = try await board(cast).column(of: cast.okafor)
      #expect(column.full)
      #expect(column.percent == 100)
      #expect(column.load == "480 of 480 min")
      #expect(column.free.isEmpty)
    }
  }

  @Test func `somebody who arrived is first in the list beside the board, with the next step`() async throws {
    try await withCast(.sqlite) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
      let waiting = try #require(try await board(cast).flow.first { $0.name == "Waiting" }?.lines.first)
      #expect(waiting.patient == "Ruth Cohen")
      #expect(waiting.next?.label == "In room")
      #expect(waiting.next?.url == "/appointments/\(visit.id)/rooming")
    }
  }

  @Test func `a name cannot break out of the board`() async throws {
    let visit = BoardView.Visit(
      id: "1", url: "/", row: 1, span: 6, patient: "<script>alert(1)</script>", type: "\"quoted\"",
      times: "9:00",
      minutes: 30, mark: .booked)
    let column = BoardView.Column(
      id: "c", isProvider: true, name: "A", detail: "", load: "", percent: 0, full: false, visits: [visit])
    let page = Web.board(BoardView(rows: 12, starts: 540, hours: [], columns: [column])).text
    #expect(!page.contains("<script>"))
    #expect(page.contains("&lt;script&gt;"))
    #expect(!page.contains("style="))
  }
}
