import ArgumentParser
import Kernel
import Scheduling
import Testing

@testable import foyer

private func plan(_ line: String) throws -> PlanCommand.Answer {
  let words = ["schedule", "plan"] + line.split(separator: " ").map(String.init)
  let command = try Foyer.parseAsRoot(words)
  return PlanCommand.answer(try #require(command as? PlanCommand).wanted().plan())
}

@Suite struct `The planner from the terminal` {
  @Test func `answers the published starts and cost`() throws {
    let answer = try plan("--rates 1,1,1,1,1,1,1,1,1,1 --omega 0.5 --json")
    #expect(abs(answer.cost - 4.693543139195542) < 1e-6)
    #expect(answer.starts.count == 10 && abs(answer.starts[9] - 13.02920249) < 1e-4)
  }

  @Test func `takes means for rates, one spread for all or one for each, absences, walk-ins and overtime`()
    throws
  {
    #expect(abs(try plan("--means 1,1,1").cost - plan("--rates 1,1,1").cost) < 1e-12)
    #expect(try plan("--means 10,20,10 --cv 0.3").cost < plan("--means 10,20,10 --cv 0.3,1,0.3").cost)
    #expect(try plan("--means 10,20,10 --no-show 0.2").starts[1] < plan("--means 10,20,10").starts[1])
    #expect(try plan("--means 10,20,10 --walk-ins 1 --walk-in-mean 5").cost > plan("--means 10,20,10").cost)
    #expect(try plan("--means 10,20,10 --overtime 1 --session 40").overtime > 0)
  }

  @Test func `refuses what makes no sense, in a sentence`() throws {
    #expect(throws: SessionRefused.rate) { try plan("--rates -1,1") }
    #expect(throws: SessionRefused.mean) { try plan("--means 0,1") }
    #expect(throws: SessionRefused.omega) { try plan("--rates 1,1 --omega nan") }
    #expect(throws: SessionRefused.variability) { try plan("--rates 1,1 --cv -0.5") }
    #expect(throws: SessionRefused.noShow) { try plan("--rates 1,1 --no-show 1") }
    #expect(throws: SessionRefused.noLength) { try plan("--rates 1,1 --overtime 1") }
    #expect(throws: SessionRefused.count(500)) {
      try plan("--rates " + Array(repeating: "1", count: 500).joined(separator: ","))
    }
    for line in [
      "--rates 1,x", "--rates 1,,1", "--rates 1 --means 1", "--omega 0.5", "--rates 1,1,1 --cv 1,1",
    ] {
      #expect(throws: InvalidInput.self) { try plan(line) }
    }
  }
}
