import Testing

@testable import Web

@Suite struct MultipartTests {
  private let type = "multipart/form-data; boundary=\"--x\""

  private func body(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

  @Test func `a photo comes with its fields`() throws {
    let sent = body(
      """
      ----x
      Content-Disposition: form-data; name="csrf"

      abc
      ----x
      Content-Disposition: form-data; name="photo"; filename="C:\\pictures\\me; 1.png"
      Content-Type: image/png

      one
      two
      ----x--

      """)
    let form = try Form(multipart: sent, contentType: type)
    #expect(form["csrf"] == "abc")
    #expect(form.upload("photo")?.name == "me; 1.png")
    #expect(form.upload("photo")?.type == "image/png")
    #expect(form.upload("photo")?.bytes == Array("one\r\ntwo".utf8))
  }

  @Test(arguments: [
    "", "----x", "----x\n", "----x\nno colon\n\nabc\n----x--",
    "----x\nContent-Disposition: form-data; name=\"a\"\n\nnever ends",
    "----x\nContent-Disposition: attachment\n\nx\n----x--", "preamble\n----x--",
  ])
  func `a broken body is refused`(_ text: String) {
    #expect(throws: WebRefusal.self) { try Form(multipart: body(text), contentType: type) }
  }

  @Test func `a body without a boundary is refused`() {
    #expect(throws: WebRefusal.self) {
      try Form(multipart: body("----x--"), contentType: "multipart/form-data")
    }
  }
}
