import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

/// The interface before the practice that all tests know.
private struct Desk {
  let cast: Cast
  let app: WebApp
  let manager: Who
  let program: Program

  static func with(
    _ engine: EngineKind = .sqlite,
    _ permissions: Set<Permission> = [.seeSchedule, .bookVisits, .seePatients],
    _ body: (Desk) async throws -> Void
  ) async throws {
    try await withCast(engine) { cast in
      let practice = Practice(store: cast.store, key: OfficeKey(), passwords: .least, now: { cast.clock.now })
      let desks = Desks(
        practice: practice, records: cast.records, scheduling: cast.scheduling, store: cast.store,
        now: { cast.clock.now })
      let jo = try await practice.hire(
        StaffDraft(login: "jo", name: "Jo", roles: [.manager]), password: TestOffice.password,
        mustChange: false,
        by: .system("test")
      ).staff.who
      let app = WebApp(desks, logger: quietLogger())
      let ask = KeyAsk(
        purpose: "Website", permissions: permissions, days: 30, password: TestOffice.password, submission: "k"
      )
      let secret = try await practice.makeKey(ask, by: jo).secret
      try await body(Desk(cast: cast, app: app, manager: jo, program: Program(app, key: secret)))
    }
  }

  func booking(_ time: String = "10:00", _ more: String = "") -> String {
    #"{"patient":"\#(cast.ruth.id)","visitType":"\#(cast.followUp.id)","provider":"\#(cast.okafor.id)","#
      + #""location":"\#(cast.riverside.id)","day":"2026-11-24","time":"\#(time)"\#(more)}"#
  }
}

@Suite struct APITests {
  @Test(arguments: EngineKind.underTest)
  func `a program finds a time, books it, moves the visit and cancels it`(_ engine: EngineKind) async throws {
    try await Desk.with(engine) { desk in
      let api = desk.program
      let types = try await api.get("/visit-types")
      #expect(
        types["visitTypes"]?.list?.contains { $0["name"] == "Follow-up" && $0["minutes"] == 30 } == true)
      #expect(try await api.get("/providers")["providers"]?.list?.count == 2)
      #expect(try await api.get("/locations")["locations"]?.list?.first?["zone"] == "America/New_York")
      let found = try await api.post("/patients/search", #"{"text":"cohen ruth"}"#)
      #expect(found["patients"]?.list?.first?["id"] == JSON(desk.cast.ruth.id))
      let query = "?visitType=\(desk.cast.followUp.id)&from=2026-11-24&provider=\(desk.cast.okafor.id)"
      let times = try await api.get("/times\(query)&earliest=10:00&latest=12:00&most=3")
      #expect(times["times"]?.list?.map { $0["time"]?.text } == ["10:00", "10:30", "11:00"])

      let booked = try await api.post("/visits", desk.booking(), idempotency: "a")
      #expect(booked.status == 201, "\(booked.json)")
      let id = try #require(booked["id"]?.text)
      #expect(booked["start"] == "2026-11-24T15:00:00.000Z" && booked["status"] == "booked")
      let moved = try await api.post(
        "/visits/\(id)/move", #"{"day":"2026-11-24","time":"11:00","version":1}"#)
      #expect(moved.status == 200 && moved["time"] == "11:00" && moved["version"] == 2)
      let same = try await api.post("/visits/\(id)/move", #"{"day":"2026-11-24","time":"11:00","version":1}"#)
      #expect(same.json == moved.json)
      let stale = try await api.post(
        "/visits/\(id)/move", #"{"day":"2026-11-24","time":"14:00","version":1}"#)
      #expect(stale.status == 409 && stale.no == "conflict")
      let day = try await api.get("/visits?day=2026-11-24&location=\(desk.cast.riverside.id)")
      #expect(day["visits"]?.list?.map { $0["id"]?.text } == [id])
      for _ in 0..<2 {
        let gone = try await api.post("/visits/\(id)/cancellation", #"{"reason":"patient"}"#)
        #expect(gone.status == 200 && gone["status"] == "cancelled" && gone["version"] == 3)
      }
      #expect(try await api.get("/visits/\(id)")["status"] == "cancelled")
      let names = try await desk.cast.store.read {
        try $0.rows("SELECT DISTINCT staff_name FROM audit_entry WHERE action LIKE 'appointment.%'").map {
          try $0("staff_name") as String
        }
      }
      #expect(names == ["Jo (Website)"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a program confirms a visit, ticks its boxes and takes a tick back`(_ engine: EngineKind) async throws
  {
    try await Desk.with(engine) { desk in
      let (api, cast) = (desk.program, desk.cast)
      let box = try await cast.scheduling.keepBox(
        ChecklistDraft(name: "Insurance verified", dueDays: 2), by: cast.mills)
      try await cast.scheduling.keepBox(ChecklistDraft(name: "Consent"), by: cast.mills)
      let id = try #require(try await api.post("/visits", desk.booking(), idempotency: "a")["id"]?.text)

      let stale = try await api.post("/visits/\(id)/confirmation", #"{"version":7}"#)
      #expect(stale.status == 409)
      for _ in 0..<2 {
        let confirmed = try await api.post("/visits/\(id)/confirmation", #"{"version":1}"#)
        #expect(confirmed.status == 200 && confirmed["status"] == "confirmed" && confirmed["version"] == 2)
      }

      let open = try await api.get("/visits/\(id)/boxes")["boxes"]?.list ?? []
      #expect(open.map { $0["name"] } == ["Insurance verified", "Consent"])
      #expect(open.map { $0["dueDays"] } == [2, .null] && open.map { $0["ticked"] } == [false, false])
      for _ in 0..<2 {
        let ticked = try await api.post("/visits/\(id)/boxes/\(box)/tick", "{}")
        let first = try #require(ticked["boxes"]?.list?.first)
        #expect(ticked.status == 200 && first["ticked"] == true && first["tickedBy"] == "Jo (Website)")
        #expect(first["tickedAt"] == JSON(cast.clock.now))
      }
      let back = try await api.post("/visits/\(id)/boxes/\(box)/untick", "{}")
      #expect(back["boxes"]?.list?.map { $0["ticked"] } == [false, false])

      let stranger: ID<ChecklistBox> = ID()
      #expect(try await api.post("/visits/\(id)/boxes/\(stranger)/tick", "{}").status == 404)
      _ = try await api.post("/visits/\(id)/cancellation", #"{"reason":"patient"}"#)
      let late = try await api.post("/visits/\(id)/boxes/\(box)/tick", "{}")
      #expect(
        late.status == 409
          && late["error"]?["sentence"]?.text?.contains("its checklist changes no more") == true)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a booking that is sent again books once, and its key takes no other content`(
    _ engine: EngineKind
  ) async throws {
    try await Desk.with(engine) { desk in
      let bookings = try await withThrowingTaskGroup(of: ProgramAnswer.self) { group in
        for _ in 0..<6 {
          group.addTask { try await desk.program.post("/visits", desk.booking(), idempotency: "a") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(bookings.compactMap { $0["id"]?.text }).count == 1)
      #expect(bookings.allSatisfy { $0.status == 201 })
      let other = try await desk.program.post("/visits", desk.booking("14:00"), idempotency: "a")
      #expect(other.status == 422 && other.sentence.contains("was sent before with another content"))
      let count: Int? = try await desk.cast.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(count == 1)
      let without = try await desk.program.post("/visits", desk.booking("14:00"))
      #expect(without.no == "invalid: Idempotency-Key")
      for bad in ["", String(repeating: "x", count: 65), "a b"] {
        #expect(try await desk.program.post("/visits", desk.booking("14:00"), idempotency: bad).status == 422)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a time is held, seen as held, booked by its hold or given free`(_ engine: EngineKind) async throws {
    try await Desk.with(engine) { desk in
      let (api, cast) = (desk.program, desk.cast)
      let wanted =
        #"{"visitType":"\#(cast.followUp.id)","provider":"\#(cast.okafor.id)","location":"\#(cast.riverside.id)","#
        + #""day":"2026-11-24","time":"10:00","keep":3}"#
      let held = try await api.post("/holds", wanted, idempotency: "h")
      #expect(held.status == 201 && held["expires"] == "2026-11-23T13:03:00.000Z", "\(held.json)")
      #expect(try await api.post("/holds", wanted, idempotency: "h").json == held.json)
      #expect(try await api.post("/visits", desk.booking(), idempotency: "a").no == "conflict")
      let hold = try #require(held["id"]?.text)
      let booked = try await api.post(
        "/visits", desk.booking("10:00", #","hold":"\#(hold)""#), idempotency: "b")
      #expect(booked.status == 201, "\(booked.json)")
      // What was kept is used up: neither asking nor holding it again brings it back.
      #expect(try await api.post("/holds", wanted, idempotency: "h").no == "conflict")
      let gone = try await api.post(
        "/visits", desk.booking("11:00", #","hold":"\#(hold)""#), idempotency: "c")
      #expect(gone.no == "conflict" && gone.sentence.contains("held for a few minutes"))
      let other = try await api.post("/holds", wanted.replacing("10:00", with: "14:00"), idempotency: "i")
      let id = try #require(other["id"]?.text)
      #expect(try await api.post("/holds/\(id)/release", "{}")["hold"]?.text == id)
      #expect(try await api.post("/visits", desk.booking("14:00"), idempotency: "d").status == 201)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a patient is put on the wait list, seen there and taken off`(_ engine: EngineKind) async throws {
    try await Desk.with(engine) { desk in
      let (api, cast) = (desk.program, desk.cast)
      let wanted =
        #"{"patient":"\#(cast.ruth.id)","visitType":"\#(cast.followUp.id)","weekdays":["monday","friday"],"#
        + #""parts":["morning"],"phoneOnly":true,"notice":30,"urgency":"soon"}"#
      let wish = try await api.post("/wishes", wanted, idempotency: "w")
      #expect(wish.status == 201, "\(wish.json)")
      #expect(
        wish["weekdays"] == ["monday", "friday"] && wish["provider"] == .null && wish["phoneOnly"] == true)
      #expect(try await api.post("/wishes", wanted, idempotency: "w").json == wish.json)
      #expect(try await api.get("/wishes")["wishes"]?.list == [wish.json])
      let id = try #require(wish["id"]?.text)
      #expect(try await api.get("/wishes/\(id)").json == wish.json)
      for (field, value) in [
        ("weekdays", #"["someday"]"#), ("weekdays", "[]"), ("parts", "7"), ("phoneOnly", "1"),
      ] {
        let body = #"{"patient":"\#(cast.ruth.id)","visitType":"\#(cast.followUp.id)","\#(field)":\#(value)}"#
        #expect(try await api.post("/wishes", body, idempotency: "x\(value.count)").no == "invalid: \(field)")
      }
      #expect(try await api.post("/wishes/\(id)/withdrawal", #"{"reason":"found a time"}"#).json == wish.json)
      #expect(try await api.get("/wishes/\(id)").no == "notFound")
    }
  }

  @Test func `what the desk refuses is refused here in the same words`() async throws {
    try await Desk.with { desk in
      let api = desk.program
      _ = try await api.post("/visits", desk.booking(), idempotency: "a")
      let taken = try await api.post("/visits", desk.booking(), idempotency: "b")
      #expect(taken.status == 409 && taken.no == "conflict")
      let over = try await api.post(
        "/visits", desk.booking("10:00", #","overrule":"urgent""#), idempotency: "c")
      #expect(over.status == 403 && over.no == "forbidden")
      let nobody = #"{"reason":"patient"}"#
      #expect(try await api.post("/visits/\(ID<Cast>())/cancellation", nobody).no == "notFound")
      #expect(try await api.get("/visits/\(ID<Cast>())").status == 404)
      #expect(try await api.get("/visits/1").no == "notFound")
      let wordless = try await api.get(
        "/times?visitType=\(desk.cast.followUp.id)&from=2026-11-24&to=2026-11-23")
      #expect(wordless.status == 422)
    }
  }

  @Test(arguments: [
    ("{", "unreadable"), ("", "unreadable"), ("[1]", "unreadable"), ("null", "unreadable"),
    ("\u{0}", "unreadable"),
    (String(repeating: "[", count: 50_000), "unreadable"),
    (String(repeating: "{\"a\":", count: 5_000) + "1" + String(repeating: "}", count: 5_000), "unreadable"),
    ("{}", "invalid: text"), (#"{"text":7}"#, "invalid: text"), (#"{"text":["x"]}"#, "invalid: text"),
    (#"{"text":{"a":1}}"#, "invalid: text"), (#"{"text":null}"#, "invalid: text"),
    (#"{"text":"x","more":1}"#, "invalid: more"),
    (#"{"text":"\#(String(repeating: "x", count: 201))"}"#, "invalid: text"),
    ("{\"text\":\"\(String(repeating: "x", count: 70_000))\"}", "tooLarge"),
  ])
  func `a body that is broken, deep, large, of wrong types or with unknown fields is refused by name`(
    _ body: String, _ no: String
  ) async throws {
    try await Desk.with { desk in
      let answer = try await desk.program.post("/patients/search", body)
      #expect(answer.no == no, "\(body.prefix(30))")
      #expect(!answer.sentence.isEmpty && answer.status < 500)
    }
  }

  @Test func `a megabyte is refused by its announced length, and so is what is no JSON`() async throws {
    try await Desk.with { desk in
      let long = try await desk.program.post("/patients/search", "{}", ["Content-Length": "1048576"])
      #expect(long.status == 413)
      for type in ["application/x-www-form-urlencoded", "text/plain", "application/jsonp", ""] {
        let answer = try await desk.program.post("/patients/search", "{}", ["Content-Type": type])
        #expect(answer.status == 415 && answer.no == "unreadable", "\(type)")
      }
      for query in [
        "?day=2026-02-30", "?day=x&location=y", "?location=\(ID<Cast>())", "?nothing=1", "?day=1&day=2",
      ] {
        #expect(try await desk.program.get("/visits\(query)").status == 422, "\(query)")
      }
      #expect(try await desk.program.get("/nowhere").no == "notFound")
    }
  }

  @Test func `only a key opens: a session's cookie does not, and a forged page cannot borrow one`()
    async throws
  {
    try await Desk.with { desk in
      let browser = Browser(desk.app)
      try await browser.signIn("jo")
      for path in ["/api/v1/visit-types", "/api/v1/locations"] {
        let answer = try await browser.get(path)
        #expect(answer.status == 401 && answer.header("WWW-Authenticate") == "Bearer")
      }
      for header in [
        "", "Bearer", "Bearer x", "Basic am86eA==", "Bearer foyer_\(String(repeating: "0", count: 48))",
      ] {
        let answer = try await browser.get("/api/v1/locations", ["Authorization": header])
        #expect(answer.status == 401 && answer.text.contains("\"kind\":\"unauthorized\""))
      }
      #expect(try await browser.get("/account").status == 200)
    }
  }
}
