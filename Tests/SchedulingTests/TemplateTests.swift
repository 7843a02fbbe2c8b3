import Kernel
import Practice
import Scheduling
import Support
import Testing

@Suite struct `A template` {
  private let monday = LocalDay(daysSince1970: 20_780)

  private func template(every: Int, days: ClosedRange<LocalDay> = Template.always) -> Template {
    Template(
      id: "t", provider: "p", location: "l", days: days, every: every, anchor: monday,
      stretches: [
        ProviderHours(
          provider: "p", location: "l", weekday: .monday, starts: .midnight, ends: .endOfDay)
      ])
  }

  @Test func `of every other week holds in its weeks, before and after its anchor`() {
    let other = template(every: 2)
    #expect(
      [-14, -7, 0, 7, 14].map { other.holds(on: monday.advanced(by: $0)) } == [
        true, false, true, false, true,
      ])
    #expect(other.holds(on: monday.advanced(by: 6)), "the Sunday of its week")
  }

  @Test func `holds from its first day to its last`() {
    let short = template(every: 1, days: monday...monday.advanced(by: 7))
    #expect([-1, 0, 7, 8].map { short.holds(on: monday.advanced(by: $0)) } == [false, true, true, false])
    #expect(short.isAtWork(on: monday) && !short.isAtWork(on: monday.advanced(by: 1)))
  }

  @Test func `gives its hours only to days on which it holds`() {
    let other = template(every: 2)
    let hours = DayHours(
      templates: [other], on: monday.advanced(by: 7), exceptions: [], closed: nil)
    #expect(hours.open.isEmpty)
    #expect(DayHours(templates: [other], on: monday, exceptions: [], closed: nil).minutes == 1440)
  }
}
