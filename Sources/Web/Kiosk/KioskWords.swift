import Kernel
import Scheduling

extension Tongue {
  var kiosk: KioskWords { self == .english ? .english : .spanish }
}

/// Everything a kiosk says, in one language. `@` stands for what differs.
struct KioskWords: Sendable {
  let title: String
  let ask: String
  let born: String
  let month: String
  let day: String
  let year: String
  let letters: String
  let lettersHint: String
  let goOn: String
  let found: String
  let with: String
  let here: String
  let iAmHere: String
  let notMe: String
  let from: String
  let over: String
  let thanks: String
  let seat: String
  let late: String
  let forms: String
  let finish: String
  let badDate: String
  let badLetters: String
  let notFound: String
  let frontDesk: String
  let notInUse: String
  /// In Spanish the day comes before the month.
  let isDayFirst: Bool

  func say(_ sentence: KeyPath<KioskWords, String>, _ what: String) -> String {
    self[keyPath: sentence].replacing("@", with: what)
  }

  static let english = KioskWords(
    title: "Say that you are here", ask: "When were you born, and how does your last name begin?",
    born: "Date of birth", month: "Month", day: "Day", year: "Year",
    letters: "First letters of your last name", lettersHint: "Two or more.", goOn: "Continue",
    found: "Hello, @", with: "with @", here: "We know that you are here.", iAmHere: "I am here",
    notMe: "This is not me",
    from: "Please say hello from @ on, or go to the front desk.",
    over: "This time is over. Please go to the front desk.", thanks: "Thank you, @.",
    seat: "Please take a seat.",
    late: "It will take about @ minutes longer. We are sorry that you have to wait.",
    forms: "Please see the front desk: your forms are still missing.", finish: "Done",
    badDate: "Please look at the date of birth again.",
    badLetters: "Please type at least two letters of your last name.",
    notFound: KioskRefused.notFound.sentence, frontDesk: KioskRefused.tooManyMisses.sentence,
    notInUse: "This page is not in use. Please go to the front desk.", isDayFirst: false)

  static let spanish = KioskWords(
    title: "Avise que ya está aquí", ask: "¿Cuándo nació y cómo empieza su apellido?",
    born: "Fecha de nacimiento", month: "Mes", day: "Día", year: "Año",
    letters: "Primeras letras de su apellido", lettersHint: "Dos o más.", goOn: "Continuar",
    found: "Hola, @", with: "con @", here: "Ya sabemos que está aquí.", iAmHere: "Estoy aquí",
    notMe: "No soy yo",
    from: "Por favor, avise a partir de @ o diríjase a la recepción.",
    over: "Esta hora ya pasó. Por favor, diríjase a la recepción.", thanks: "Gracias, @.",
    seat: "Por favor, tome asiento.", late: "Tardaremos unos @ minutos más. Lamentamos la espera.",
    forms: "Por favor, pase por la recepción: todavía faltan sus formularios.", finish: "Listo",
    badDate: "Por favor, revise la fecha de nacimiento.",
    badLetters: "Por favor, escriba al menos dos letras de su apellido.",
    notFound: "No encontramos su cita. Por favor, diríjase a la recepción.",
    frontDesk: "Por favor, diríjase a la recepción.",
    notInUse: "Esta página no está en uso. Por favor, diríjase a la recepción.", isDayFirst: true)
}

extension KioskWords {
  /// What is to be said about a visit besides its time; nil where the button says it.
  func standing(_ standing: KioskFinding.Standing, _ tongue: Tongue) -> String? {
    switch standing {
    case .mayArrive: nil
    case .here: here
    case .refused(.tooEarly(_, let time)): say(\.from, tongue.hour(time))
    case .refused(.over): over
    case .refused: frontDesk
    }
  }
}
