/// What was made of a file: what could be used, and everything that could not, each with its place.
package struct Reading<Value: Sendable>: Sendable {
  package var value: Value
  package var findings: [Finding]

  package init(_ value: Value, _ findings: [Finding] = []) {
    self.value = value
    self.findings = findings
  }
}

/// Something in a file that a person should know of: where it is and what is the matter, in one sentence.
package struct Finding: Hashable, Sendable, Codable {
  package enum Weight: String, Hashable, Sendable, Codable {
    /// Worth knowing; nothing is lost.
    case note
    /// One thing was left out; reading went on behind it.
    case skipped
    /// The rest of the file cannot be read.
    case stopped
  }

  package let weight: Weight
  /// Counted from 1; 0 where the file as a whole is meant.
  package let line: Int
  package let sentence: String

  package init(_ weight: Weight, line: Int, _ sentence: String) {
    self.weight = weight
    self.line = line
    self.sentence = sentence
  }
}

extension Finding: CustomStringConvertible {
  package var description: String { line > 0 ? "line \(line): \(sentence)" : sentence }
}
