import Kernel
import Post
import Practice

/// What a message says on its way out: the day, the time, the place, and the link. Neither the kind of visit nor why
/// the patient comes stands in it, since others may see the screen. Pure.
struct MessageWords: Sendable {
  let kind: VisitMessage.Kind
  let language: Tongue
  let slot: Slot
  /// When a late visit will begin.
  let expected: WallTime?
  let practice: String
  let place: Location
  /// Empty where the practice does not name clinicians.
  let provider: String
  let given: String
  let note: String
  let link: String

  init(_ facts: MessageFacts, practice: String, namesProvider: Bool, link: String) {
    kind = facts.kind
    language = facts.language
    slot = facts.visit.slot
    expected = facts.expected
    self.practice = practice
    place = facts.place
    provider = namesProvider ? facts.providerName : ""
    given = facts.given
    note = facts.note
    self.link = link
  }

  /// At most 160 letters, with who writes, the link, and how to end these. A long name of the practice is cut. Nil where
  /// the link alone is too long.
  var text: String? {
    let name = TextLength.plain(practice)
    for what in [sentence + " " + invitation + " ", sentence + " ", ""] {
      let rest = ": \(what)\(link) \(ending)"
      guard let used = TextLength.count(rest) else { return nil }
      let cut = Self.cut(name, to: TextLength.most - used)
      if cut.count >= min(10, name.count) { return cut + rest }
    }
    return nil
  }

  /// The first words of a name, as many as there is room for.
  static func cut(_ name: String, to room: Int) -> String {
    var cut = name
    while (TextLength.count(cut) ?? 0) > room, !cut.isEmpty { cut.removeLast() }
    guard cut.count < name.count, let end = cut.lastIndex(of: " "), cut[..<end].count >= 10 else {
      return cut
    }
    return String(cut[..<end])
  }

  private var sentence: String {
    let when = "\(language.short(slot.day)), \(language.clock(slot.time))"
    let begins = language.hour(expected ?? slot.time)
    return switch (language, kind) {
    case (.english, .reminder): "visit \(when)."
    case (.english, .late): "we run late. Your visit begins about \(begins)."
    case (.english, .moved): "your visit is now \(when)."
    case (.english, .cancelled): "your visit \(when) is cancelled."
    case (.english, .stands): "your visit \(when) takes place after all."
    case (.spanish, .reminder): "cita \(when)."
    case (.spanish, .late): "hay retraso. Su cita empieza hacia \(begins)."
    case (.spanish, .moved): "su cita es ahora \(when)."
    case (.spanish, .cancelled): "su cita \(when) fue cancelada."
    case (.spanish, .stands): "su cita \(when) sigue en pie."
    }
  }

  private var invitation: String {
    switch (language, kind) {
    case (.english, .reminder): "Reply C to confirm."
    case (.english, .cancelled): "New time:"
    case (.english, _): "More:"
    case (.spanish, .reminder): "C confirma."
    case (.spanish, .cancelled): "Otra hora:"
    case (.spanish, _): "Ver:"
    }
  }

  private var ending: String {
    switch language {
    case .english: "STOP ends these"
    case .spanish: "STOP termina"
    }
  }

  func email(to address: EmailAddress) -> MailMessage {
    let body =
      [greeting, letter, with, note, offer + "\n" + link, whom, "\(practice)\n\(place.name)"]
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    return MailMessage(to: address, subject: subject, body: body)
  }

  private var greeting: String { language == .english ? "Dear \(given)," : "Hola, \(given):" }

  private var subject: String {
    switch (language, kind) {
    case (.english, .reminder): "Your visit at \(practice)"
    case (.english, .late): "Your visit begins later today"
    case (.english, .moved): "Your visit at \(practice) has a new time"
    case (.english, .cancelled): "Your visit at \(practice) is cancelled"
    case (.english, .stands): "Your visit at \(practice) takes place after all"
    case (.spanish, .reminder): "Su cita en \(practice)"
    case (.spanish, .late): "Su cita empieza hoy más tarde"
    case (.spanish, .moved): "Su cita en \(practice) tiene otra hora"
    case (.spanish, .cancelled): "Su cita en \(practice) fue cancelada"
    case (.spanish, .stands): "Su cita en \(practice) sigue en pie"
    }
  }

  private var letter: String {
    let when = (day: language.long(slot.day), time: language.hour(slot.time))
    let begins = language.hour(expected ?? slot.time)
    return switch (language, kind) {
    case (.english, .reminder): "this is a reminder of your visit on \(when.day), at \(when.time)."
    case (.english, .late):
      "we run late today. Your visit will begin at about \(begins). You need not come before that."
    case (.english, .moved): "your visit was moved. It is now on \(when.day), at \(when.time)."
    case (.english, .cancelled):
      "your visit on \(when.day), at \(when.time), cannot take place. We are sorry."
    case (.english, .stands):
      "your visit on \(when.day), at \(when.time), takes place after all. It was cancelled by mistake. We are sorry."
    case (.spanish, .reminder): "le recordamos su cita del \(when.day), a \(when.time)."
    case (.spanish, .late):
      "hoy vamos con retraso. Su cita empezará hacia \(begins). No hace falta que venga antes."
    case (.spanish, .moved): "su cita ha cambiado. Ahora es el \(when.day), a \(when.time)."
    case (.spanish, .cancelled):
      "su cita del \(when.day), a \(when.time), no puede tener lugar. Lo sentimos."
    case (.spanish, .stands):
      "su cita del \(when.day), a \(when.time), sigue en pie. Se canceló por error. Lo sentimos."
    }
  }

  private var with: String {
    guard !provider.isEmpty, kind != .cancelled else { return "" }
    return language == .english ? "You will see \(provider)." : "Le atenderá: \(provider)."
  }

  private var offer: String {
    switch (language, kind) {
    case (.english, .cancelled): "Here you see your visits and find another time:"
    case (.english, _): "Here you confirm, move or cancel it:"
    case (.spanish, .cancelled): "Aquí ve sus citas y encuentra otra hora:"
    case (.spanish, _): "Aquí puede confirmarla, cambiarla o cancelarla:"
    }
  }

  private var whom: String {
    guard let phone = place.phone else { return "" }
    return switch language {
    case .english: "Questions, or no more e-mail like this: please call us on \(phone)."
    case .spanish: "¿Preguntas, o no quiere más mensajes? Llámenos al \(phone)."
    }
  }
}
