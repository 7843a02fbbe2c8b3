import Foundation
import Testing

/// One file of the house, as the checks see it.
struct HouseFile: Sendable {
  /// From the root: `Sources/Scheduling/BookAppointment.swift`.
  let path: String
  let text: String
  let swift: SwiftText

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
    swift = path.hasSuffix(".swift") ? SwiftText(text) : SwiftText("")
  }

  /// `Scheduling`: the folder below `Sources` or `Tests`.
  var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
}

/// Something a check does not like, and where.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let what: String

  init(_ path: String, _ line: Int = 0, _ what: String) {
    self.path = path
    self.line = line
    self.what = what
  }

  var description: String { "\(path):\(line): \(what)" }
}

/// The house on disk, read once.
enum House {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let sources = files(below: "Sources", endingIn: ["swift"])
  static let tests = files(below: "Tests", endingIn: ["swift", "py"])
  static let pages = rootPages() + files(below: "docs", endingIn: ["md"])

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  static func names(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func files(below folder: String, endingIn endings: Set<String>) -> [HouseFile] {
    names(in: folder).flatMap { name -> [HouseFile] in
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
      if isFolder.boolValue { return files(below: path, endingIn: endings) }
      guard endings.contains(URL(fileURLWithPath: name).pathExtension) else { return [] }
      return (try? text(path)).map { [HouseFile(path, $0)] } ?? []
    }
  }

  private static func rootPages() -> [HouseFile] {
    names(in: ".").filter { $0.hasSuffix(".md") }.compactMap { name in
      (try? text(name)).map { HouseFile(name, $0) }
    }
  }
}

/// A place where a pattern was found, and what its groups caught.
struct Match: Equatable {
  let line: Int
  let groups: [String]
}

/// Every place where the pattern occurs; `^` and `$` are the ends of a line.
func matches(_ pattern: String, in text: String) throws -> [Match] {
  let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
  let whole = NSRange(text.startIndex..., in: text)
  return expression.matches(in: text, range: whole).map { result in
    let groups = (0..<result.numberOfRanges).map { index in
      Range(result.range(at: index), in: text).map { String(text[$0]) } ?? ""
    }
    let before = Range(result.range, in: text).map { text[..<$0.lowerBound] } ?? ""
    return Match(line: 1 + before.utf8.count(where: { $0 == UInt8(ascii: "\n") }), groups: groups)
  }
}

extension HouseFile {
  /// A finding for every place in the code, comments and strings left out.
  func codeFindings(_ pattern: String, _ what: String) throws -> [Finding] {
    try matches(pattern, in: swift.code).map { Finding(path, $0.line, what) }
  }

  /// A finding for every place in the strings.
  func literalFindings(_ pattern: String, _ what: String) throws -> [Finding] {
    try swift.literals.flatMap { literal in
      try matches(pattern, in: literal.text).map { Finding(path, literal.line + $0.line - 1, what) }
    }
  }
}

/// Fails with every finding on its own line.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
  let list = findings.map { "\n    \($0)" }.joined()
  #expect(findings.isEmpty, "\(list)", sourceLocation: sourceLocation)
}
