import Kernel

/// Which column of a patient list means what.
package struct ColumnMap: Hashable, Sendable {
  package let places: [PatientColumn: Int]

  /// Reads the headings of a file. Each override is `Meaning=Heading`, such as `Family=Last Name`, and goes before
  /// what the heading's own name says; `Meaning=` leaves a meaning out.
  ///
  /// Refused where an override names what is not there, or where nobody could be told apart: there must be a name
  /// in one column or in two. Columns without a meaning become notes.
  package static func read(headings: [String], overrides: [String] = []) throws(InvalidInput) -> Reading<
    ColumnMap
  > {
    var places: [PatientColumn: Int] = [:]
    var forced: Set<PatientColumn> = []
    for override in overrides {
      let (column, place) = try placed(override, in: headings)
      forced.insert(column)
      places[column] = place
    }
    var findings: [Finding] = []
    for (place, heading) in headings.enumerated() where !places.values.contains(place) {
      guard !heading.isEmpty else { continue }
      guard let column = PatientColumn.named(heading) else {
        findings.append(Finding(.note, line: 1, "Column «\(heading)» is not read: its name is not known."))
        continue
      }
      if places[column] != nil || forced.contains(column) {
        findings.append(
          Finding(.note, line: 1, "Column «\(heading)» is not read: another one means the same."))
      } else {
        places[column] = place
      }
    }
    guard places[.fullName] != nil || places[.family] != nil else {
      throw InvalidInput(
        "map",
        "No column holds the patients' names. The columns are \(headings.map { "«\($0)»" }.joined(separator: ", ")). "
          + "Say which with --map \"Family=…\" and --map \"Given=…\", or --map \"FullName=…\".")
    }
    return Reading(ColumnMap(places: places), findings)
  }

  /// What a row says under a meaning, without the white space around it; empty where there is nothing.
  package func value(_ column: PatientColumn, in record: CSVRecord) -> String {
    places[column].map { trimmed(record.fields[$0]) } ?? ""
  }
}

private func placed(_ override: String, in headings: [String]) throws(InvalidInput) -> (PatientColumn, Int?) {
  let parts = override.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
    trimmed(String($0))
  }
  guard parts.count == 2 else {
    throw InvalidInput(
      "map", "--map wants «Meaning=Heading», such as «Family=Last Name»; this is «\(override)».")
  }
  guard let column = PatientColumn.named(parts[0]) else {
    let known = PatientColumn.allCases.map(\.rawValue).joined(separator: ", ")
    throw InvalidInput("map", "--map does not know «\(parts[0])». It knows \(known).")
  }
  guard !parts[1].isEmpty else { return (column, nil) }
  let exact = headings.firstIndex(of: parts[1]) ?? headings.firstIndex { plain($0) == plain(parts[1]) }
  guard let place = exact else {
    throw InvalidInput("map", "The file has no column «\(parts[1])», which --map names.")
  }
  return (column, place)
}
