import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite struct FormTests {
  @Test func `a form is read as browsers send it`() throws {
    let form = try Form(urlEncoded: "name=Jos%C3%A9+O%27Neil&tag=a&tag=b&empty=&bare".utf8)
    #expect(form["name"] == "José O'Neil")
    #expect(form.values("tag") == ["a", "b"])
    #expect(form.has("empty") && form.has("bare"))
    #expect(!form.has("absent"))
    #expect(try Form(urlEncoded: form.urlEncoded.utf8).fields == form.fields)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff%fe", "a=%C3"])
  func `a form that is not text is refused`(_ body: String) {
    #expect(throws: WebRefusal.self) { try Form(urlEncoded: body.utf8) }
  }

  @Test func `a form of ten thousand fields is refused`() {
    let body = (0..<10_000).map { "f\($0)=x" }.joined(separator: "&")
    #expect { try Form(urlEncoded: body.utf8) } throws: { ($0 as? WebRefusal)?.status == .contentTooLarge }
  }

  @Test func `a field of more than 64 KiB is refused`() {
    let body = "note=" + String(repeating: "x", count: 64 * 1024 + 1)
    #expect { try Form(urlEncoded: body.utf8) } throws: { ($0 as? WebRefusal)?.status == .contentTooLarge }
  }

  @Test func `a missing value is asked for by its label`() {
    let form = Form(["birth_date": "  "])
    #expect(throws: InvalidInput("birth_date", "Fill in birth date.")) { try form.day("birth_date") }
    #expect(throws: InvalidInput("given", "Fill in the first name.")) {
      try form.text("given", called: "the first name")
    }
  }

  @Test(arguments: ["2026-02-30", "30 Feb", "2026-13-01", "02/30/2026", "'; DROP TABLE", "{{7*7}}"])
  func `a day that does not exist is refused`(_ typed: String) {
    let form = Form(["born": typed])
    #expect { try form.day("born") } throws: { ($0 as? InvalidInput)?.field == "born" }
  }

  @Test func `days and times are read as they are written here`() throws {
    let form = Form(["a": "2026-11-23", "b": "11/23/2026", "at": "2:15 pm"])
    #expect(try form.day("a") == form.day("b"))
    #expect(try form.time("at") == WallTime(14, 15))
    #expect(try form.optionalDay("none") == nil)
  }

  @Test(arguments: ["0", "2000", "-5", "1.5", "ten", "9999999999999999999999"])
  func `a length outside its bounds is refused`(_ typed: String) {
    #expect(throws: InvalidInput("minutes", "Minutes must be a whole number from 5 to 480.")) {
      try Form(["minutes": typed]).int("minutes", 5...480)
    }
  }

  @Test(arguments: ["a\u{0}b", "a\u{7}b", "a\u{1B}[31m", "a\u{85}b", "\u{FFFE}"])
  func `a control character is refused, and not shown again`(_ typed: String) {
    let form = Form(["name": typed])
    #expect { try form.text("name") } throws: { ($0 as? InvalidInput)?.field == "name" }
    #expect(!form["name"].unicodeScalars.contains(where: isUnwanted))
  }

  @Test(arguments: [
    "O'Brien-Łukasz", "<script>alert(1)</script>", "شيرين", "👩🏽‍⚕️", "'; DROP TABLE patient; --", "{{name}}",
  ])
  func `a name is taken as it is spelled`(_ name: String) throws {
    #expect(try Form(["name": name]).text("name") == name)
  }

  @Test func `a line end in a single line is refused, in a note it is kept`() throws {
    let form = Form(["a": "one\r\ntwo"])
    #expect(throws: InvalidInput.self) { try form.text("a") }
    #expect(try form.note("a") == "one\ntwo")
  }

  @Test func `a name of 200 characters is accepted and one of 201 is not`() throws {
    #expect(try Form(["n": String(repeating: "é", count: 200)]).text("n").count == 200)
    #expect(throws: InvalidInput.self) { try Form(["n": String(repeating: "é", count: 201)]).text("n") }
  }

  @Test(arguments: ["1", "../../etc/passwd", "0198c0de-0000-7000-8000-00000000000", "' OR 1=1"])
  func `an identifier that is not one is refused`(_ typed: String) {
    #expect(throws: InvalidInput.self) { try Form(["provider": typed]).id("provider", of: Form.self) }
  }

  @Test func `everything that is wrong is told at once`() {
    let form = Form(["family": "", "born": "30 Feb", "minutes": "30"])
    #expect {
      try form.all({ try $0.text("family") }, { try $0.day("born") }, { try $0.int("minutes", 5...480) })
    } throws: {
      ($0 as? InvalidForm)?.problems.map(\.field) == ["family", "born"]
    }
  }
}
