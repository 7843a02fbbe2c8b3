import Kernel

/// Typed values out of a form. `called` is what the field's label says, where its name does not read as words.
extension Form {
  /// One line of text that must be there, without spaces around it.
  package func text(_ name: String, max: Int = 200, called: String? = nil) throws -> String {
    guard let text = try optionalText(name, max: max, called: called) else {
      throw InvalidInput(name, "Fill in \(called ?? words(name)).")
    }
    return text
  }

  /// One line of text, or nil where nothing but spaces was typed.
  package func optionalText(_ name: String, max: Int = 200, called: String? = nil) throws -> String? {
    let text = try checked(name, max: max, called: called)
    guard !text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
      throw InvalidInput(name, "\(sentenceCase(called ?? words(name))) must be one line.")
    }
    return text.isEmpty ? nil : text
  }

  /// Text of several lines; line ends become `\n`.
  package func note(_ name: String, max: Int = 4000, called: String? = nil) throws -> String {
    try checked(name, max: max, called: called).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// A password or code: exactly what was typed, spaces and all.
  package func secret(_ name: String, max: Int = 1024, called: String? = nil) throws -> String {
    let secret = fields.first { $0.name == name }?.value ?? ""
    guard !secret.isEmpty else { throw InvalidInput(name, "Fill in \(called ?? words(name)).") }
    guard secret.utf8.count <= max else {
      throw InvalidInput(name, "\(sentenceCase(called ?? words(name))) is longer than \(max) characters.")
    }
    return secret
  }

  /// A day, as `2026-11-23` or `11/23/2026`.
  package func day(_ name: String, called: String? = nil) throws -> LocalDay {
    guard let day = try optionalDay(name, called: called) else {
      throw InvalidInput(name, "Fill in \(called ?? words(name)).")
    }
    return day
  }

  package func optionalDay(_ name: String, called: String? = nil) throws -> LocalDay? {
    try optional(name, called: called) {
      LocalDay($0) ?? americanDay($0)
    } orElse: {
      "“\($0)” is not a day that exists. Write it like 2026-11-23 or 11/23/2026."
    }
  }

  package func time(_ name: String, called: String? = nil) throws -> WallTime {
    guard let time = try optionalTime(name, called: called) else {
      throw InvalidInput(name, "Fill in \(called ?? words(name)).")
    }
    return time
  }

  package func optionalTime(_ name: String, called: String? = nil) throws -> WallTime? {
    try optional(name, called: called) {
      WallTime($0)
    } orElse: {
      "“\($0)” is not a time of day. Write it like 9:30 or 2:15 pm."
    }
  }

  /// An identifier: `let provider: ID<Provider> = try form.id("provider")`.
  package func id<Of>(_ name: String, of: Of.Type = Of.self, called: String? = nil) throws -> ID<Of> {
    guard let id: ID<Of> = try optionalID(name, called: called) else {
      throw InvalidInput(name, "Choose \(called ?? words(name)).")
    }
    return id
  }

  package func optionalID<Of>(_ name: String, of: Of.Type = Of.self, called: String? = nil) throws -> ID<Of>?
  {
    try optional(name, called: called) {
      ID<Of>($0)
    } orElse: { _ in
      "That \(called ?? words(name)) is not one of the choices."
    }
  }

  package func int(_ name: String, _ range: ClosedRange<Int>, called: String? = nil) throws -> Int {
    guard let number = try optionalInt(name, range, called: called) else {
      throw InvalidInput(name, "Fill in \(called ?? words(name)).")
    }
    return number
  }

  package func optionalInt(_ name: String, _ range: ClosedRange<Int>, called: String? = nil) throws -> Int? {
    try optional(name, called: called) {
      Int($0).flatMap { range.contains($0) ? $0 : nil }
    } orElse: { _ in
      "\(sentenceCase(called ?? words(name))) must be a whole number from \(range.lowerBound) to \(range.upperBound)."
    }
  }

  package func optionalPhone(_ name: String, called: String? = nil) throws -> PhoneNumber? {
    try optional(name, called: called) {
      PhoneNumber($0)
    } orElse: {
      "“\($0)” is not a telephone number. Write it like (617) 555-0100 or +44 20 7946 0958."
    }
  }

  package func optionalMoney(_ name: String, called: String? = nil) throws -> Money? {
    try optional(name, called: called) {
      Money($0)
    } orElse: {
      "“\($0)” is not an amount. Write it like 20 or 20.50."
    }
  }

  /// One of a fixed list: `let kind: Resource.Kind = try form.choice("kind")`.
  package func choice<Choice: RawRepresentable>(_ name: String, called: String? = nil) throws -> Choice
  where Choice.RawValue == String {
    guard let choice: Choice = try optionalChoice(name, called: called) else {
      throw InvalidInput(name, "Choose \(called ?? words(name)).")
    }
    return choice
  }

  package func optionalChoice<Choice: RawRepresentable>(_ name: String, called: String? = nil) throws
    -> Choice?
  where Choice.RawValue == String {
    try optional(name, called: called) {
      Choice(rawValue: $0)
    } orElse: { _ in
      "That \(called ?? words(name)) is not one of the choices."
    }
  }

  private func optional<Value>(
    _ name: String, called: String?, _ read: (String) -> Value?, orElse sentence: (String) -> String
  ) throws -> Value? {
    guard let text = try optionalText(name, max: 200, called: called) else { return nil }
    guard let value = read(text) else { throw InvalidInput(name, sentence(text)) }
    return value
  }

  private func checked(_ name: String, max: Int, called: String?) throws -> String {
    let raw = fields.first { $0.name == name }?.value ?? ""
    guard !raw.unicodeScalars.contains(where: isUnwanted) else {
      throw InvalidInput(
        name, "\(sentenceCase(called ?? words(name))) holds a character that cannot be shown. Type it anew.")
    }
    let text = raw.trimmed
    guard text.count <= max else {
      throw InvalidInput(name, "\(sentenceCase(called ?? words(name))) is longer than \(max) characters.")
    }
    return text
  }
}

/// `11/23/2026`, as it is written where the office is.
private func americanDay(_ text: String) -> LocalDay? {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
    parts[2].count == 4, let month = Int(parts[0]), let day = Int(parts[1]), let year = Int(parts[2])
  else { return nil }
  return LocalDay(year, month, day)
}

/// `birth_date` → `birth date`
private func words(_ name: String) -> String {
  name.replacing("_", with: " ").replacing("-", with: " ")
}

private func sentenceCase(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

extension String {
  /// Without white space around it.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
