import Kernel

/// A part of a calendar as it came: `VEVENT` with its properties and the parts inside it.
package struct ICalendarPart: Sendable, Equatable {
  package let name: String
  package fileprivate(set) var properties: [Property] = []
  package fileprivate(set) var parts: [ICalendarPart] = []

  package struct Property: Sendable, Equatable {
    /// In capitals.
    package let name: String
    /// Values of its parameters, by their names in capitals.
    package let parameters: [String: [String]]
    package let value: String

    /// The value of a property that holds text, as it was typed.
    package var text: String { unescaped(value) }
    /// A moment given in UTC: `20261123T150000Z`.
    package var instant: Instant? { Instant(basicUTC: value) }
  }

  package subscript(_ name: String) -> Property? { properties.first { $0.name == name } }
}

/// Reads calendars, those that were bent on the way too: what cannot be read is left out and told.
package enum ICalendarReader {
  /// More than any calendar has; a file of nothing but beginnings must not eat the memory.
  private static let deepest = 10

  package static func read(_ bytes: [UInt8]) -> Reading<[ICalendarPart]> {
    var reading = Reading<[ICalendarPart]>([])
    var open: [ICalendarPart] = []
    for (number, line) in unfolded(bytes) {
      guard let property = String(validating: line, as: UTF8.self).flatMap(ICalendarPart.Property.init) else {
        reading.findings.append(Finding(.skipped, line: number, "This is no line of a calendar."))
        continue
      }
      switch property.name {
      case "BEGIN" where open.count < deepest && !property.value.isEmpty:
        open.append(ICalendarPart(name: property.value.uppercased()))
      case "END" where open.last?.name == property.value.uppercased():
        let part = open.removeLast()
        if open.isEmpty { reading.value.append(part) } else { open[open.count - 1].parts.append(part) }
      case "BEGIN", "END":
        reading.findings.append(
          Finding(
            .skipped, line: number, "\(property.name) of \(property.value.prefix(40)) fits nothing here."))
      default:
        if open.isEmpty {
          reading.findings.append(
            Finding(.skipped, line: number, "\(property.name) stands outside of a calendar."))
        } else {
          open[open.count - 1].properties.append(property)
        }
      }
    }
    if let part = open.first {
      reading.findings.append(Finding(.stopped, line: 0, "\(part.name) has no end, so it was left out."))
    }
    return reading
  }

  /// Whole lines with the number of their first, put together before they are taken for UTF-8: other writers fold in
  /// the middle of a character.
  private static func unfolded(_ bytes: [UInt8]) -> [(number: Int, line: [UInt8])] {
    var lines: [(number: Int, line: [UInt8])] = []
    let withoutMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes.dropFirst(0)
    for (index, raw) in withoutMark.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let line = raw.last == 13 ? raw.dropLast() : raw
      guard let first = line.first else { continue }
      if first == 32 || first == 9, !lines.isEmpty {
        lines[lines.count - 1].line += line.dropFirst()
      } else {
        lines.append((index + 1, Array(line)))
      }
    }
    return lines
  }
}

extension ICalendarPart.Property {
  /// Reads `NAME;PARAMETER="a, b",c:value`; nil for anything else.
  fileprivate init?(_ line: String) {
    var rest = Substring(line)
    guard let name = rest.takeName() else { return nil }
    var parameters: [String: [String]] = [:]
    while rest.first == ";" {
      rest.removeFirst()
      guard let parameter = rest.takeName(), rest.first == "=" else { return nil }
      repeat {
        rest.removeFirst()
        guard let value = rest.takeParameterValue() else { return nil }
        parameters[parameter, default: []].append(value)
      } while rest.first == ","
    }
    guard rest.first == ":" else { return nil }
    self.init(name: name, parameters: parameters, value: String(rest.dropFirst()))
  }
}

extension Substring {
  fileprivate mutating func takeName() -> String? {
    let name = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    removeFirst(name.count)
    return name.isEmpty ? nil : name.uppercased()
  }

  fileprivate mutating func takeParameterValue() -> String? {
    guard first == "\"" else {
      let value = prefix { !";:,\"".contains($0) }
      removeFirst(value.count)
      return String(value)
    }
    let value = dropFirst().prefix { $0 != "\"" }
    guard value.endIndex < endIndex else { return nil }
    self = self[index(after: value.endIndex)...]
    return String(value)
  }
}

extension Instant {
  fileprivate init?(basicUTC text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let date = Int(text.prefix(8)), let clock = Int(text.dropFirst(9).prefix(6)),
      let day = LocalDay(date / 10_000, date / 100 % 100, date % 100),
      (0..<24).contains(clock / 10_000), (0..<60).contains(clock / 100 % 100), (0...60).contains(clock % 100)
    else { return nil }
    let seconds = clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100
    self.init(milliseconds: Int64(day.daysSince1970 * 86_400 + seconds) * 1000)
  }
}
