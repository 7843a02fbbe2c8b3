/// How a name sounds to somebody who writes it down from the telephone: `Stephen` and `Steven` are both `stfn`,
/// `Johnson` and `Jonson` both `jnsn`, `Catherine` and `Kathryn` both `ktrn`.
///
/// Consonants are grouped by how English, German and Spanish speakers hear them, doubled ones count once, vowels
/// only at the beginning. Deliberately coarse: what it brings together is ranked by its spelling afterwards.
/// A word in another script is its own sound.
func sound(of word: String) -> String {
  let letters = Array(word.utf8)
  guard letters.allSatisfy({ $0 < 128 }) else { return word }
  var ear = Ear(letters: letters)
  return ear.listen()
}

private struct Ear {
  let letters: [UInt8]
  var place = 0
  var key: [UInt8] = []

  init(letters: [UInt8]) { self.letters = letters }

  mutating func listen() -> String {
    silenceBeginning()
    while place < letters.count { hear() }
    return String(decoding: key, as: UTF8.self)
  }

  /// `Knight`, `Wright`, `Gnann`, `Pfeiffer`, `Psaros`: the first letter is not heard.
  private mutating func silenceBeginning() {
    for mute in ["kn", "wr", "gn", "ps", "mn"] where next(mute) { place = 1 }
    if next("pf") { place = 1 }
    if next("x") {
      say("s")
      place = 1
    }
  }

  private mutating func hear() {
    // `Leigh`, `Hughes`: not heard but at the beginning.
    if !key.isEmpty, next("gh"), !next("ght") {
      place += 2
      return
    }
    for (spelling, heard) in Ear.groups where next(spelling) {
      say(heard)
      place += spelling.utf8CodeUnitCount
      return
    }
    let letter = letters[place]
    place += 1
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"):
      if key.isEmpty { say("a") }
    case UInt8(ascii: "y"):
      if key.isEmpty { say("j") }
    case UInt8(ascii: "h"), UInt8(ascii: "w"):
      if key.isEmpty { key.append(letter) }
    case UInt8(ascii: "c"):
      softens ? say("s") : say("k")
    case UInt8(ascii: "g"):
      softens && key.isEmpty ? say("j") : say("g")
    case UInt8(ascii: "v"): say("f")
    case UInt8(ascii: "q"): say("k")
    case UInt8(ascii: "z"): say("s")
    case UInt8(ascii: "d"): key.isEmpty ? say("d") : say("t")
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "j"), UInt8(ascii: "k"), UInt8(ascii: "l"),
      UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "p"), UInt8(ascii: "r"), UInt8(ascii: "s"),
      UInt8(ascii: "t"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if key.last != letter { key.append(letter) }
    case UInt8(ascii: "x"):
      say("k")
      say("s")
    default: break
    }
  }

  /// Spellings of several letters that are heard as one, longest first.
  private static let groups: [(StaticString, Character)] = [
    ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("cks", "x"), ("ght", "t"), ("ph", "f"), ("ck", "k"),
    ("sh", "s"), ("ch", "k"), ("th", "t"), ("dt", "t"), ("qu", "k"), ("ll", "l"), ("sz", "s"),
    ("cz", "s"), ("ts", "s"), ("tz", "s"), ("dz", "s"), ("ks", "x"), ("rh", "r"),
  ]

  /// Whether the letter just read stands before e, i or y.
  private var softens: Bool {
    place < letters.count
      && (letters[place] == UInt8(ascii: "e") || letters[place] == UInt8(ascii: "i")
        || letters[place] == UInt8(ascii: "y"))
  }

  private mutating func say(_ heard: Character) {
    if heard == "x" {
      say("k")
      say("s")
    } else if let letter = heard.asciiValue, key.last != letter {
      key.append(letter)
    }
  }

  private func next(_ spelling: StaticString) -> Bool {
    let count = spelling.utf8CodeUnitCount
    guard place + count <= letters.count else { return false }
    for offset in 0..<count where letters[place + offset] != spelling.utf8Start[offset] { return false }
    return true
  }

  private func next(_ spelling: String) -> Bool {
    let wanted = Array(spelling.utf8)
    return place + wanted.count <= letters.count
      && letters[place..<(place + wanted.count)].elementsEqual(wanted)
  }
}
