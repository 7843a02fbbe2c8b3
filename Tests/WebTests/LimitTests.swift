import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct LimitTests {
  private static let routes =
    officeRoutes + [
      .post("/plain", .public) { .text("\($0.form.fields.count)") },
      Route.post("/photo", .public) { .text("\($0.form.upload("photo")?.bytes.count ?? 0)") }.withPhoto,
    ]

  private func post(
    _ path: String, _ body: [UInt8], _ headers: [String: String] = [:]
  ) async throws -> Browser.Answer {
    var answer: Browser.Answer?
    try await withOffice(routes: Self.routes) { office in
      let browser = office.browser()
      _ = try await browser.get("/sign-in")
      var all = ["X-CSRF": await browser.cookies["foyer-form"] ?? ""]
      all.merge(headers) { $1 }
      answer = try await browser.post(path, raw: body, all)
    }
    return try #require(answer)
  }

  @Test func `a body of more than 1 MiB is refused by its announced length`() async throws {
    let answer = try await post("/plain", Array("a=1".utf8), ["Content-Length": "1073741824"])
    #expect(answer.status == 413)
    #expect(answer.text.contains("more than the 1 MB"))
  }

  @Test func `a body that grows beyond 1 MiB without saying so is refused`() async throws {
    let body = Array(repeating: UInt8(ascii: "x"), count: 1 << 20 | 1)
    #expect(try await post("/plain", body, ["Content-Length": "3"]).status == 413)
  }

  @Test func `ten thousand fields are refused`() async throws {
    let body = (0..<10_000).map { "f\($0)=x" }.joined(separator: "&")
    #expect(try await post("/plain", Array(body.utf8)).status == 413)
  }

  @Test func `deep JSON is refused unread, and so is anything else that is no form`() async throws {
    let deep = String(repeating: "[", count: 100_000)
    for type in ["application/json", "text/xml", "text/plain", "multipart/form-data; boundary=x"] {
      #expect(try await post("/plain", Array(deep.utf8), ["Content-Type": type]).status == 415)
    }
  }

  @Test func `a long address is refused`() async throws {
    try await withOffice { office in
      let long = "/sign-in?next=" + String(repeating: "a", count: 9000)
      let answer = try await office.browser().get(long)
      #expect(answer.status == 414)
    }
  }

  @Test(arguments: [
    "/sign-in?next=%", "/sign-in?next=%ff", "/account/%00", "/../../etc/passwd", "//",
    "/public/../Routes.swift",
  ])
  func `a hostile address is answered calmly`(_ path: String) async throws {
    try await withOffice { office in
      let answer = try await office.browser().get(path)
      #expect([303, 400, 404].contains(answer.status), "\(path) \(answer.status)")
    }
  }

  @Test func `a photo of 4 MiB is taken where photos are, one of 6 MiB is not`() async throws {
    for (size, status) in [(4 << 20, 200), (6 << 20, 413)] {
      var body = Array(
        "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n".utf8)
      body += Array(repeating: 7, count: size)
      body += Array("\r\n--x--\r\n".utf8)
      let answer = try await post("/photo", body, ["Content-Type": "multipart/form-data; boundary=x"])
      #expect(answer.status == status)
      if status == 200 { #expect(answer.text == "\(size)") }
    }
  }
}
