import Kernel

let shortNames = [
  "Elizabeth": "Beth", "Catherine": "Cathy", "Margaret": "Peg", "Deborah": "Deb", "Jennifer": "Jen",
  "Rebecca": "Becky",
  "Susan": "Sue", "Patricia": "Pat", "Barbara": "Barb", "Kimberly": "Kim", "Robert": "Bob", "William": "Bill",
  "Richard": "Rick", "Michael": "Mike", "James": "Jim", "Thomas": "Tom", "Edward": "Ted", "Charles": "Chuck",
  "Christopher": "Chris", "Jonathan": "Jon", "Joseph": "Joe", "Benjamin": "Ben", "Alexander": "Alex",
  "Francisco": "Paco", "José": "Pepe", "Guadalupe": "Lupe", "Giovanni": "Gianni", "Anastasia": "Nastya",
]

let alerts = [
  "Latex allergy: have nitrile gloves ready.", "Hard of hearing: face them when you speak.",
  "Uses a wheelchair: room 1 or 2 only.", "Comes with a service dog.",
  "Do not leave messages on the home phone.",
  "Faints at blood draws: lie down first.", "Needs a ride home: call the van before the visit ends.",
  "Severe needle anxiety: allow ten minutes more.", "Low vision: read forms aloud.",
  "Same name as another patient: check the birth date.", "Uses oxygen: seat near the door.",
  "Speaks for herself: ask her, not her son.",
]

let childAlerts = [
  "Custody order on file: only the mother signs.", "Peanut allergy: no snacks in the waiting room.",
  "Autistic: wait in the quiet room.", "Immunizations behind: offer catch-up.",
]

let deskNotes = [
  "Prefers the first visit of the morning.", "Always ten minutes early.", "Asks for the side entrance.",
  "Daughter drives her: Tuesdays and Thursdays only.", "Works nights: call after two.",
  "Moved in spring, still gets mail at the old address.", "Likes a paper copy of everything.",
  "Insurance card is cracked: read the number twice.",
]

let familiarFaces = [
  PersonName(family: "Johnson", given: "Stephen"), PersonName(family: "Jonson", given: "Steven"),
  PersonName(family: "Johnsen", given: "Stefan"),
  PersonName(family: "Wolfeschlegelsteinhausenbergerdorff", given: "Hubert"),
  PersonName(family: "Ng", given: "An"), PersonName(family: "Sukarno", given: ""),
  PersonName(family: "D'Arcy-O'Shaughnessy", given: "Siobhán Ní Bhriain"),
  PersonName(family: "כהן", given: "רות"),
  PersonName(family: "García y Núñez de la Vega", given: "María de los Ángeles"),
  PersonName(family: "Müller-Lüdenscheidt", given: "Jörg"),
  PersonName(family: "حداد", given: "ليلى"), PersonName(family: "Nguyễn", given: "Thị Ánh Tuyết"),
  PersonName(family: "Kirk", given: "Riley", suffix: "III"),
  PersonName(family: "van der Berg", given: "Anneke", prefix: "Dr."),
  PersonName(family: "王", given: "小明"), PersonName(family: "Null", given: "Dakota"),
]
