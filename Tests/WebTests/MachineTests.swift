import HTTPTypes
import HummingbirdCore
import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct MachineTests {
  @Test(arguments: EngineKind.underTest)
  func `the office says that it is ready`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let answer = try await office.browser().get("/health")
      #expect(answer.status == 200)
      #expect(answer.text == #"{"status":"ready"}"#)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an office without its tables says why it is not`(_ engine: EngineKind) async throws {
    try await withStore(engine, []) { store in
      let answer = try await Health(store: store).response()
      #expect(answer.status.code == 503)
    }
  }

  @Test func `the figures are for the machine itself only`() async throws {
    try await withOffice { office in
      #expect(try await Browser(office.app, address: "192.0.2.7").get("/metrics").status == 404)
      _ = try await office.browser(of: .nurse)
      let answer = try await Browser(office.app, address: "127.0.0.1").get("/metrics")
      #expect(answer.status == 200)
      for line in [
        #"foyer_requests_total{route="/sign-in",method="POST",status="3xx"} 1"#,
        #"foyer_request_seconds_count{route="/sign-in",method="GET"} 1"#, "foyer_sessions_open 1",
        "foyer_database_up 1", "foyer_jobs_dead 0", "foyer_requests_running 1",
      ] {
        #expect(answer.text.contains(line + "\n"), "\(line)")
      }
    }
  }

  @Test func `the figures keep away from the office's port when they have their own`() async throws {
    var options = WebOptions()
    options.metricsPort = 9100
    try await withOffice(options: options) { office in
      let answer = try await Browser(office.app, address: "127.0.0.1").get("/metrics")
      #expect(answer.status == 404)
    }
  }

  @Test func `files are kept for a year under their version and asked for again under another`() async throws
  {
    try await withOffice { office in
      let browser = office.browser()
      let file = try await browser.get(asset("app.css"))
      #expect(file.status == 200 && file.header("Content-Type") == "text/css; charset=utf-8")
      #expect(file.header("Cache-Control") == "public, max-age=31536000, immutable")
      let tag = try #require(file.header("ETag"))
      #expect(try await browser.get(asset("app.css"), ["If-None-Match": tag]).status == 304)
      let old = try await browser.get("/assets/0000/app.css")
      #expect(old.status == 200 && old.header("Cache-Control") == "no-cache")
      #expect(try await browser.get("/assets/0000/nothing.css").status == 404)
      #expect(try await browser.ask("HEAD", asset("app.css")).text.isEmpty)
    }
  }
}
