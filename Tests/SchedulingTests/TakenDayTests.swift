import Kernel
import Practice
import Testing

@testable import Scheduling

@Suite struct `What a day holds` {
  /// Everything that begins on a week of UTC days, with setting up and cleaning.
  private func claims(_ dice: inout OfficeDice) -> [ClaimTime] {
    (0..<60).map { _ in
      let start = TakenDay.start(20_430 + Int(dice.next() % 7)).advanced(
        byMinutes: Int(dice.next() % 288) * 5)
      let end = start.advanced(byMinutes: Int(dice.next() % 144 + 1) * 5)
      return ClaimTime(
        visit: start..<end,
        whole: start.advanced(
          byMinutes: -Int(dice.next() % 49) * 5)..<end.advanced(byMinutes: Int(dice.next() % 49) * 5))
    }
  }

  @Test(arguments: ["America/New_York", "America/Phoenix", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"])
  func `is the same in steps reckoned once as in steps reckoned for each local day`(_ name: String) throws {
    let zone = try #require(Zone(name))
    var dice = OfficeDice(seed: 23)
    for _ in 0..<10 {
      let claims = claims(&dice)
      var days: [Int: TakenDay.Claims] = [:]
      for time in claims {
        let number = TakenDay.number(time.visit.lowerBound)
        days[number, default: TakenDay.Claims()].add(TakenDay.Claim(time: time, expires: nil), on: number)
      }
      #expect(days.values.count { $0.steps != nil } > 3)
      for day in 20_430..<20_437 {
        let clock = DayClock(day: LocalDay(daysSince1970: day), zone: zone)
        var (once, each) = (TakenSteps(), TakenSteps())
        for number in TakenDay.numbers(around: clock.around) {
          guard let steps = days[number]?.steps else { continue }
          once.insert(steps, laterBy: clock.elapsed(until: TakenDay.start(number)))
        }
        for time in claims where days[TakenDay.number(time.visit.lowerBound)]?.steps != nil {
          each.insert(clock.elapsed(time.visit), whole: clock.elapsed(time.whole))
        }
        for minute in stride(from: -240, to: 1680, by: 5) {
          #expect(once.visits.contains(minute) == each.visits.contains(minute))
          #expect(once.whole.contains(minute) == each.whole.contains(minute))
        }
      }
    }
  }

  @Test func `is looked at claim by claim where a hold may run out`() {
    var claims = TakenDay.Claims()
    let start = TakenDay.start(20_430)
    let time = ClaimTime(
      visit: start..<start.advanced(byMinutes: 30), whole: start..<start.advanced(byMinutes: 30))
    claims.add(TakenDay.Claim(time: time, expires: nil), on: 20_430)
    #expect(claims.steps != nil)
    claims.add(TakenDay.Claim(time: time, expires: start), on: 20_430)
    #expect(claims.steps == nil)
    claims.add(TakenDay.Claim(time: time, expires: nil), on: 20_430)
    #expect(claims.steps == nil)
    #expect(claims.all.count == 3)
  }
}
