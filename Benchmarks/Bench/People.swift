import Foundation

/// Invented people, the same at every run.
enum People {
  struct Person: Sendable {
    let family: String
    let given: String
    let birth: String
    let phone: String
  }

  /// Common names are common: the first of each list turn up far more often than the last.
  static func person(_ number: Int) -> Person {
    let (a, b, c) = (mixed(number, 1), mixed(number, 2), mixed(number, 3))
    let family = skewed(a, families.count)
    // A million people do not share a hundred family names.
    let name = a % 3 == 0 ? families[family] : families[family] + endings[Int(b / 7 % UInt64(endings.count))]
    let days = Int(c % 33_000)
    let birth = Date(timeIntervalSince1970: Double(days - 14_600) * 86_400)
    let area = 200 + Int(b % 700)
    return Person(
      family: name, given: givens[skewed(b, givens.count)],
      birth: birth.formatted(.iso8601.year().month().day()),
      phone:
        "+1\(area)5\(String(format: "%02d", Int(c / 100 % 100)))\(String(format: "%04d", Int(a % 10_000)))")
  }

  /// One FHIR patient a line.
  static func write(_ numbers: Range<Int>, to path: String) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    defer { try? file.close() }
    var text = ""
    for number in numbers {
      let it = person(number)
      text += """
        {"resourceType":"Patient","id":"bench-\(number)","name":[{"use":"official","family":"\(it.family)",\
        "given":["\(it.given)"]}],"gender":"\(number % 2 == 0 ? "female" : "male")","birthDate":"\(it.birth)",\
        "telecom":[{"system":"phone","value":"\(it.phone)","use":"mobile"}],"address":[{"use":"home",\
        "line":["\(number % 900 + 1) Elm Street"],"city":"Riverside","state":"MA","postalCode":"02139"}]}

        """
      if text.utf8.count > 1_000_000 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data(text.utf8))
  }

  private static func skewed(_ value: UInt64, _ count: Int) -> Int {
    let part = Double(value % 1_000_003) / 1_000_003
    return Int(part * part * Double(count))
  }

  private static func mixed(_ number: Int, _ salt: UInt64) -> UInt64 {
    var x = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ salt &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  private static let endings = [
    "son", "man", "berg", "field", "ton", "well", "ley", "wood", "by", "ford", "er", "s",
  ]
  private static let families = split(
    """
    Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson \
    Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis \
    Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera \
    Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart \
    Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim \
    Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo \
    Sanders Patel Myers Long Ross Foster Jimenez Haddad Cohen Okafor Lindqvist Lin Kowalski Yilmaz Novak Horvat
    """)
  private static let givens = split(
    """
    James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph \
    Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret \
    Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa \
    George Deborah Timothy Stephanie Ronald Rebecca Jason Laura Edward Helen Jeffrey Sharon Ryan Cynthia Jacob \
    Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry Pamela Justin Emma Scott \
    Nicole Brandon Ruth Omar Grace Amina Yusuf Mei Hana Leila Ivan Olga Bjorn Astrid Chidi Ngozi Mateo Lucia
    """)

  private static func split(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
