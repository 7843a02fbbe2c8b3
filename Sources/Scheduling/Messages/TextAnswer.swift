import Foundation
import Kernel
import Store

/// What somebody means who answers a text message.
package enum TextAnswer: String, Sendable, Stored {
  case confirm, stop, start, help, other

  /// Whole answers only: who writes a sentence is read by a person.
  package init(_ words: String) {
    let letters = words.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      $0.properties.isAlphabetic || $0 == " " || ("0"..."9").contains($0)
    }
    let bare = String(String.UnicodeScalarView(letters)).split(separator: " ").joined(separator: " ")
    switch bare {
    case "c", "y", "yes", "confirm", "confirmed", "ok", "si", "confirmo", "confirmar": self = .confirm
    case "stop", "stopall", "stop all", "end", "cancel", "unsubscribe", "quit", "revoke", "optout", "opt out",
      "alto",
      "parar", "baja", "cancelar":
      self = .stop
    case "start", "unstop", "empezar": self = .start
    case "help", "info", "ayuda": self = .help
    default: self = .other
    }
  }
}

/// What the office answers by itself. Pure.
struct TextReply: Sendable {
  let language: Tongue
  let practice: String
  let phone: PhoneNumber?

  private var call: String {
    switch (language, phone) {
    case (.english, let phone?): "Call us on \(phone)."
    case (.english, nil): "Please call us."
    case (.spanish, let phone?): "Llame al \(phone)."
    case (.spanish, nil): "Por favor llame."
    }
  }

  /// For all visits that are confirmed, the first of them first.
  func confirmed(_ slots: [Slot]) -> String {
    let when = slots.first.map { "\(language.short($0.day)), \(language.clock($0.time))" } ?? ""
    return switch (language, slots.count) {
    case (.english, 1): "\(practice): thank you, your visit \(when) is confirmed."
    case (.spanish, 1): "\(practice): gracias, su cita \(when) queda confirmada."
    case (.english, let count): "\(practice): thank you, \(count) visits are confirmed, the first \(when)."
    case (.spanish, let count): "\(practice): gracias, quedan confirmadas \(count) citas, la primera \(when)."
    }
  }

  var stopped: String {
    switch language {
    case .english: "\(practice): you will get no more text messages from us. Reply START to get them again."
    case .spanish: "\(practice): no recibira mas mensajes. Responda START para recibirlos de nuevo."
    }
  }

  var started: String {
    switch language {
    case .english: "\(practice): you will get text messages about your visits again. Reply STOP to end them."
    case .spanish: "\(practice): recibira de nuevo mensajes sobre sus citas. Responda STOP para terminar."
    }
  }

  var help: String {
    switch language {
    case .english:
      "\(practice): messages about your visits. \(call) Reply STOP to end. Msg and data rates may apply."
    case .spanish:
      "\(practice): mensajes sobre sus citas. \(call) Responda STOP para terminar. Pueden aplicarse tarifas."
    }
  }

  var handedOn: String {
    switch language {
    case .english: "\(practice): we will read your message and get back to you. In an emergency call 911."
    case .spanish: "\(practice): leeremos su mensaje y le responderemos. En una emergencia llame al 911."
    }
  }
}
