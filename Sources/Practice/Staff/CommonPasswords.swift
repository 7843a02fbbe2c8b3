/// The words that guessing starts with. A password that is one of them, whatever digits and signs stand around
/// it or for its letters, is refused.
enum CommonPasswords {
  static func contains(_ plain: String) -> Bool {
    if words.contains(plain) { return true }
    let bare = plain.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed()
    for reading in [plain, alike(plain), alike(String(bare))] {
      let core = reading.filter(\.isLetter)
      if words.contains(core) || isMadeOfWords(core) { return true }
    }
    return false
  }

  /// `p@ssw0rd` reads as `password`.
  private static func alike(_ text: String) -> String {
    String(text.unicodeScalars.map { likeness[$0] ?? Character($0) })
  }

  /// `passwordpassword`, `letmeinplease`: two or three of them in a row.
  private static func isMadeOfWords(_ text: String, parts: Int = 3) -> Bool {
    if words.contains(text) { return true }
    guard parts > 1, text.count >= 6 else { return false }
    return (3...(text.count - 3)).contains { cut in
      words.contains(String(text.prefix(cut)))
        && isMadeOfWords(String(text.dropFirst(cut)), parts: parts - 1)
    }
  }

  private static let likeness: [Unicode.Scalar: Character] = [
    "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i",
    "+": "t",
  ]

  private static let words = Set(
    """
    123456 123456789 12345678 1234567890 12345 1234567 123123 111111 000000 654321 666666 696969 987654321 112233
    password passwort passw0rd pass passphrase parola senha contrasena motdepasse haslo secret secrets private
    qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc
    qweasd qweasdzxc asdfasdf qwer qwert abc abcd abcdef abc123 iloveyou iloveu loveyou lovely loveme love lover
    letmein letme letmeinplease please welcome welcomeback hello helloworld hellothere goodbye admin administrator
    root toor user username login guest test tester testing changeme change default temp temporary access master
    monkey dragon football baseball basketball soccer hockey tennis golf golfer sunshine princess superman batman
    spiderman ironman starwars trustno trustnoone shadow michael jennifer jessica ashley daniel matthew andrew joshua
    anthony robert charlie thomas jordan hunter ranger buster george harley summer winter spring autumn january
    february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday mustang ferrari porsche mercedes corvette yankees cowboys lakers eagles steelers raiders
    liverpool chelsea arsenal barcelona juventus realmadrid cheese chocolate cookie coffee pepper banana orange apple
    peanut flower butterfly rainbow purple yellow silver golden diamond ginger tigger snoopy garfield pokemon naruto
    pikachu mickey minnie donald computer internet samsung google facebook instagram linkedin twitter youtube windows
    microsoft macbook iphone android killer ninja phoenix freedom whatever nothing something family friends friend
    mother father mommy daddy babygirl babyboy baby angel angels jesus christ heaven blessed faith church god
    america american canada england london paris berlin texas california boston chicago newyork florida
    maggie bailey sophie chloe nicole hannah amanda stephanie melissa samantha elizabeth victoria olivia emily emma
    william james john david richard joseph charles christopher patrick brandon justin tyler austin dakota
    zaq12wsx zaqxsw mynoob hottie sexy fuckyou fuck asshole bitch pussy biteme blink metallica nirvana slipknot
    matrix merlin gandalf wizard magic mystery thunder lightning storm hurricane tiger lion panther wolf bear eagle
    falcon hawk dolphin horse kitty puppy doggy doggie cat dog fish money dollar cash lucky lottery winner success
    power control enter open sesame opensesame backup server network wifi wireless router cisco oracle mysql postgres
    database system manager office work company business sales support service student teacher school college
    doctor doctors nurse nurses patient patients clinic medical medicine hospital health healthcare practice
    frontdesk reception receptionist surgery pharmacy billing insurance therapist dentist dental pediatrics cardiology
    correcthorsebatterystaple correct horsebatterystaple thisismypassword mypassword ilovemypassword is my the this
    nopassword newpassword oldpassword yourpassword passwordone passwordtwo onetwothree onetwothreefour abcdefg
    abcdefgh abcdefghijkl qwertyuiopasdf asdfghjklzxcvbnm superstar superuser player player gamer gaming hacker
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
