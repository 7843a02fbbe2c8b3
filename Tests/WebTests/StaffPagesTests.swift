import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct StaffPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `Grace adds somebody, hands over the password, changes and disables them`(_ engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .manager)
      #expect(try await browser.get("/staff").text.contains("Maria Ortega"))
      _ = try await browser.get("/staff/new")
      let added = try await browser.post(
        "/staff",
        ["login": "jo", "name": "Jo <Lake>", "role": "front_desk", "role": "nurse", "everywhere": "yes"])
      #expect(added.status == 200 && added.text.contains("First password for Jo &lt;Lake&gt;"))
      let password = try #require(added.text.firstMatch(of: /<code class="secret">([a-z2-7-]+)</)?.1)
      let newcomer = office.browser()
      try await newcomer.signIn("jo", String(password))
      #expect(try await newcomer.get("/").location == "/account/password")
      let staff = try #require(
        try await office.practice.staff(by: .system("test")).first { $0.login == "jo" })
      let page = "/staff/\(staff.id)"
      #expect(try await browser.get(page).text.contains("Front desk, Nurse"))
      _ = try await browser.get(page + "/edit")
      let changed = try await browser.post(
        page, ["login": "jo", "name": "Jo Lake", "role": "biller", "location": office.place.id.rawValue])
      #expect(try await browser.follow(changed).text.contains("Biller"))
      let out = try await browser.post(page + "/disabling", ["reason": "Moved away"])
      #expect(try await browser.follow(out).text.contains("Moved away"))
      #expect(try await newcomer.get("/account").status == 303)
    }
  }

  @Test func `a form that cannot be taken says so at its fields and keeps what was typed`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/staff/new")
      let taken = try await browser.post(
        "/staff", ["login": "nurse", "name": "Nina Roe", "role": "nurse", "everywhere": "yes"])
      #expect(taken.status == 422 && taken.text.contains("signs in as nurse already"))
      #expect(taken.text.contains("value=\"Nina Roe\""))
      let empty = try await browser.post("/staff", ["login": "", "name": ""])
      #expect(empty.status == 422 && empty.text.contains("A few things need another look"))
    }
  }

  @Test func `nobody makes themselves or others more than they may`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/staff/new")
      let guarded = try await browser.post(
        "/staff", ["login": "boss", "name": "Bo Ross", "role": "administrator", "everywhere": "yes"])
      #expect(guarded.status == 403)
      let own = try #require(office.people[.manager]?.staff)
      let oneself = try await browser.post("/staff/\(own)/disabling", ["reason": "Testing"])
      #expect(oneself.status == 403)
      let trail = try await office.practice.audit(AuditQuestion(action: "denied"), by: .system("test"))
      #expect(trail.entries.count == 2)
    }
  }

  @Test func `the table of roles says what the code does`() async throws {
    try await withOffice { office in
      let page = try await office.browser(of: .auditor).get("/staff/roles")
      for permission in Permission.allCases {
        let cell: HTML = "<td>\(permission.words)</td>"
        #expect(page.text.contains(cell.text))
      }
    }
  }

  @Test func `somebody who is not there is not found`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      for path in ["/staff/0198c0de-0000-7000-8000-000000000000", "/staff/1", "/staff/'; DROP TABLE staff"] {
        #expect(try await browser.get(path.replacing(" ", with: "%20")).status == 404)
      }
    }
  }
}
