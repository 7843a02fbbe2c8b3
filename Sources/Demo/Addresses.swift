import Kernel
import Records

/// Streets and telephone numbers that do not exist: the towns are invented, the postal codes unassigned, and
/// 555-01xx is kept free for stories.
struct Addresses {
  private static let towns: [(weight: Int, value: (name: String, code: String))] = [
    (40, ("Ashby Harbor", "01994")), (22, ("Quinn Hill", "01995")), (14, ("Wexcombe", "01996")),
    (10, ("Tidewell", "01997")), (8, ("Marrow Falls", "01998")), (6, ("Penny Bridge", "01999")),
  ]
  private static let streets = [
    "Anchor", "Applegate", "Barley", "Beacon Hollow", "Bellwether", "Birchmere", "Blue Heron", "Bramble",
    "Candlewick",
    "Cedar Run", "Chandler", "Clover", "Copperfield", "Cranberry", "Driftwood", "Elderberry", "Fathom",
    "Fernwood",
    "Fiddler", "Foxglove", "Granite", "Half Moon", "Harbor", "Hawthorn", "Juniper", "Kestrel", "Lantern",
    "Larkspur",
    "Lighthouse", "Linden", "Lobster", "Mariner", "Meadowlark", "Millrace", "Nutmeg", "Old Ferry", "Orchard",
    "Otter",
    "Pebble", "Pickerel", "Pilgrim", "Plover", "Quarry", "Rigger", "Ropewalk", "Saltmarsh", "Sandpiper",
    "Schooner",
    "Shingle", "Sparrow", "Spindrift", "Stonewall", "Tamarack", "Thimble", "Tidemill", "Tupelo", "Wharf",
    "Whistler",
    "Wicker", "Yarrow",
  ]
  private static let kinds = [
    "Street", "Street", "Street", "Avenue", "Road", "Road", "Lane", "Court", "Terrace", "Way",
  ]
  private static let areas = ["339", "351", "413", "508", "617", "774", "781", "857", "978"]

  static func home(_ dice: inout Dice) -> Address {
    let (town, code) = dice.pick(towns)
    var lines = ["\(dice.number(1...480)) \(dice.pick(streets)) \(dice.pick(kinds))"]
    if dice.falls(28) { lines.append("Apt \(dice.number(1...12))\(dice.pick(["", "", "A", "B", "C"]))") }
    return Address(use: .home, lines: lines, city: town, region: "MA", postalCode: code, country: "US")
  }

  static func phone(_ dice: inout Dice) -> PhoneNumber? {
    let area = dice.falls(15) ? "978" : dice.pick(areas)
    return PhoneNumber("\(area)55501\(pad(dice.number(0...99)))")
  }

  /// `ruth.cohen@example.org`, in letters that every mail system takes.
  static func email(_ name: PersonName, _ dice: inout Dice) -> String? {
    let words = [name.given, name.family].map { part in
      String(part.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }).lowercased()
    }
    guard words.allSatisfy({ $0.count > 1 }) else { return nil }
    let number = dice.falls(35) ? "\(dice.number(2...99))" : ""
    return words.joined(separator: dice.pick([".", "", "_"])) + number + "@"
      + dice.pick(["example.com", "example.net", "example.org"])
  }
}
