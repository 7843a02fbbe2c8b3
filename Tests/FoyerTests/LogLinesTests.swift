import Kernel
import Logging
import Testing

@testable import foyer

@Suite struct LogLinesTests {
  private let noon = Instant(milliseconds: 1_795_435_200_000)

  @Test func `a line names moment, level, message and facts in order`() {
    let line = LogLines.line(
      at: noon, .info, "ready", label: "foyer", ["port": "8080", "host": "127.0.0.1"])
    #expect(line == "2026-11-23T12:00:00.000Z info     ready label=foyer host=127.0.0.1 port=8080\n")
  }

  @Test func `a value with line breaks and quotes stays on its line`() {
    let line = LogLines.line(
      at: noon, .error, "bad\nINPUT", label: "web", ["path": "/a b\r\n\"x\""])
    #expect(line.split(separator: "\n").count == 1)
    #expect(line.hasSuffix("bad INPUT label=web path=\"/a b  'x'\"\n"))
  }
}
