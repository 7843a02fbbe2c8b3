import Kernel

/// What a column can hold on both engines. Instants are BIGINT milliseconds UTC, days are TEXT `YYYY-MM-DD`,
/// money is BIGINT cents, identifiers are TEXT.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])
  case bool(Bool)
}

/// A Swift value that has one spelling in the database.
package protocol Stored: Sendable {
  var sqlValue: SQLValue { get }
  init?(sqlValue: SQLValue)
}

extension Int64: Stored {
  package var sqlValue: SQLValue { .integer(self) }
  package init?(sqlValue: SQLValue) {
    switch sqlValue {
    case .integer(let number): self = number
    // PostgreSQL gives SUM(bigint) as numeric, which comes as text.
    case .text(let text): if let number = Int64(text) { self = number } else { return nil }
    default: return nil
    }
  }
}

extension Int: Stored {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package init?(sqlValue: SQLValue) {
    guard let number = Int64(sqlValue: sqlValue) else { return nil }
    self = Int(number)
  }
}

extension Double: Stored {
  package var sqlValue: SQLValue { .real(self) }
  package init?(sqlValue: SQLValue) {
    switch sqlValue {
    case .real(let number): self = number
    case .integer(let number): self = Double(number)
    case .text(let text): if let number = Double(text) { self = number } else { return nil }
    default: return nil
    }
  }
}

extension String: Stored {
  package var sqlValue: SQLValue { .text(self) }
  package init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue else { return nil }
    self = text
  }
}

extension Bool: Stored {
  package var sqlValue: SQLValue { .bool(self) }
  package init?(sqlValue: SQLValue) {
    switch sqlValue {
    case .bool(let flag): self = flag
    case .integer(let number): self = number != 0
    default: return nil
    }
  }
}

extension [UInt8]: Stored {
  package var sqlValue: SQLValue { .bytes(self) }
  package init?(sqlValue: SQLValue) {
    guard case .bytes(let bytes) = sqlValue else { return nil }
    self = bytes
  }
}

extension Optional: Stored where Wrapped: Stored {
  package var sqlValue: SQLValue { self?.sqlValue ?? .null }
  package init?(sqlValue: SQLValue) {
    if case .null = sqlValue {
      self = .none
    } else {
      guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
      self = .some(value)
    }
  }
}

extension Stored where Self: RawRepresentable, RawValue: Stored {
  package var sqlValue: SQLValue { rawValue.sqlValue }
  package init?(sqlValue: SQLValue) {
    guard let raw = RawValue(sqlValue: sqlValue) else { return nil }
    self.init(rawValue: raw)
  }
}

extension ID: Stored {}

extension Instant: Stored {
  package var sqlValue: SQLValue { .integer(milliseconds) }
  package init?(sqlValue: SQLValue) {
    guard let number = Int64(sqlValue: sqlValue) else { return nil }
    self.init(milliseconds: number)
  }
}

extension LocalDay: Stored {
  package var sqlValue: SQLValue { .text(description) }
  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text)
  }
}

/// Minutes since midnight.
extension WallTime: Stored {
  package var sqlValue: SQLValue { .integer(Int64(minutes)) }
  package init?(sqlValue: SQLValue) {
    guard let number = Int(sqlValue: sqlValue) else { return nil }
    self.init(minutes: number)
  }
}

extension Money: Stored {
  package var sqlValue: SQLValue { .integer(Int64(cents)) }
  package init?(sqlValue: SQLValue) {
    guard let number = Int(sqlValue: sqlValue) else { return nil }
    self.init(cents: number)
  }
}

extension Zone: Stored {
  package var sqlValue: SQLValue { .text(name) }
  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(text)
  }
}

extension Weekday: Stored {}

extension PhoneNumber: Stored {
  package var sqlValue: SQLValue { .text(e164) }
  package init?(sqlValue: SQLValue) {
    guard let text = String(sqlValue: sqlValue) else { return nil }
    self.init(e164: text)
  }
}
