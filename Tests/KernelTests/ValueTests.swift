import Kernel
import Testing

struct IDTests {
  private enum Thing {}

  @Test func `a later thing sorts behind an earlier one`() {
    var random = SystemRandomNumberGenerator()
    var last = ID<Thing>(at: Instant(milliseconds: 0), using: &random)
    for step in 1...1000 {
      let next = ID<Thing>(at: Instant(milliseconds: Int64(step) * 1_799_000_001), using: &random)
      #expect(last < next)
      last = next
    }
  }

  @Test func `has the shape of a UUID of version 7`() {
    let text = Array(ID<Thing>().rawValue)
    #expect(text.count == 36 && text[14] == "7" && "89ab".contains(text[19]))
    #expect(Set((0..<10_000).map { _ in ID<Thing>() }).count == 10_000)
  }

  @Test(arguments: [
    "", "x", "0193c5a0-7b1c-7def-8123-4567890abcd", "0193c5a0-7b1c-7def-8123-4567890abcdg",
    "0193c5a07b1c7def81234567890abcdef0123", "'; DROP TABLE patient; --            ",
  ])
  func `refuses what has not the shape of one`(text: String) { #expect(ID<Thing>(text) == nil) }

  @Test func `reads one in capitals as the same`() {
    let capitals = "0193C5A0-7B1C-7DEF-8123-4567890ABCDE"
    #expect(ID<Thing>(capitals)?.rawValue == capitals.lowercased())
  }
}

struct MoneyTests {
  @Test(arguments: [
    ("20", 2000), ("20.5", 2050), ("$1,234.50", 123_450), ("-3.00", -300), ("0.01", 1), ("$ 7", 700),
  ])
  func `reads an amount`(text: String, cents: Int) { #expect(Money(text)?.cents == cents) }

  @Test(arguments: ["", "1.234", "abc", "1.", ".5", "--1", "1e3", "99999999999", "1.-5"])
  func `refuses what is no amount`(text: String) { #expect(Money(text) == nil) }

  @Test func `is written with its thousands apart`() {
    #expect(Money(cents: 123_456_789).description == "$1,234,567.89")
    #expect(Money(cents: -5).description == "−$0.05")
    #expect((Money(cents: 250) + Money(cents: 51) - .zero).description == "$3.01")
  }
}

struct PhoneNumberTests {
  @Test(arguments: [
    ("(617) 555-0100", "+16175550100"), ("617.555.0100", "+16175550100"), ("1 617 555 0100", "+16175550100"),
    ("+44 20 7946 0958", "+442079460958"), ("00 44 20 7946 0958", "+442079460958"),
    ("011 44 20 7946 0958", "+442079460958"), ("617–555–0100", "+16175550100"),
  ])
  func `reads what people write`(text: String, number: String) { #expect(PhoneNumber(text)?.e164 == number) }

  @Test(arguments: [
    "", "555-0100", "617-555-0100 x12", "117-555-0100", "617-055-0100", "+0 123 456 789", "+1234567890123456",
    "six one seven", "++16175550100", "٦١٧٥٥٥٠١٠٠",
  ])
  func `refuses what cannot be called`(text: String) { #expect(PhoneNumber(text) == nil) }

  @Test func `is written as at home, or with its country`() {
    #expect(PhoneNumber("+16175550100")?.description == "(617) 555-0100")
    #expect(PhoneNumber("+442079460958")?.description == "+442079460958")
  }
}

struct PersonNameTests {
  @Test func `is filed by family name, and one name alone is enough`() {
    #expect(PersonName(family: "Cohen", given: "Ruth").filed == "Cohen, Ruth")
    #expect(PersonName(family: "King", given: "Martin", suffix: "Jr.").filed == "King, Martin Jr.")
    #expect(PersonName(family: "", given: "Sukarno").filed == "Sukarno")
    #expect(PersonName(family: "王", given: "").full == "王")
  }
}

struct HTMLTests {
  @Test func `no name can run a script`() {
    let name = #"<script>alert("x")</script> & 'O'Brien'"#
    let cell: HTML = "<td title=\"\(name)\">\(name)</td>"
    let safe = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;O&#39;Brien&#39;"
    #expect(cell.text == "<td title=\"\(safe)\">\(safe)</td>")
  }

  @Test(arguments: ["Zoë", "王小明", "مريم", "👩‍⚕️ Nurse", "e\u{301}", "{{name}} ${x}", "\u{202E}abc", "a;b`c=d"])
  func `a name without those signs stays as it is`(name: String) {
    let piece: HTML = "\(name)"
    #expect(piece.text == name)
  }

  @Test func `a sign after a combining mark is escaped too`() {
    // As characters, "<" followed by a mark is one sign that is not "<".
    let piece: HTML = "\("<\u{338}script>")"
    #expect(piece.text == "&lt;\u{338}script&gt;")
  }

  @Test func `only another piece goes in as it is`() {
    let inner: HTML = "<b>\("<")</b>"
    let list: HTML = "<ul>\(each: [1, 2], { "<li>\($0)</li>" })</ul>"
    #expect(HTML("\(inner)").text == "<b>&lt;</b>")
    #expect(list.text == "<ul><li>1</li><li>2</li></ul>")
    #expect(HTML("<input\(attribute: "checked", if: true)>\(if: false, "no")").text == "<input checked>")
  }
}
