import Kernel
import Store

/// Something measured or found: a vital sign, a laboratory value, an answer.
package struct Observation: ClinicalFact, Hashable {
  /// What was found: a number with its unit, or words.
  package struct Value: Hashable, Sendable {
    package var number: Double?
    package var unit: String
    /// As it was written: `98.60` stays `98.60`.
    package var written: String

    package init(number: Double? = nil, unit: String = "", written: String = "") {
      self.number = number
      self.unit = unit
      self.written = written
    }
  }

  /// One of several numbers measured together: the systolic and the diastolic pressure.
  package struct Part: Hashable, Sendable {
    package var code: Code
    package var value: Value

    package init(_ code: Code, _ value: Value) {
      self.code = code
      self.value = value
    }
  }

  /// `vital-signs`, `laboratory`, `survey` …
  package var category = ""
  package var status = ""
  /// Usually LOINC.
  package var code: Code
  package var value: Value
  package var parts: [Part] = []
  package var effective: Instant?
  /// The day, where only it is known.
  package var effectiveDay: PartialDay?
  /// The encounter it belongs to, as the source names it.
  package var encounter = ""

  package init(_ code: Code, _ value: Value = Value()) {
    self.code = code
    self.value = value
  }

  static let table = "observation"
  static let columns = [
    "code_system", "code", "text", "category", "status", "number", "unit", "written", "effective_at",
    "effective_day", "encounter_name",
  ]
  var values: [any Stored] {
    code.values + [
      kept(category), kept(status), value.number, kept(value.unit), kept(value.written), effective,
      effectiveDay, kept(encounter),
    ]
  }

  init(row: Row) throws {
    code = try Code(row: row)
    value = Value(number: try row("number"), unit: try row("unit"), written: try row("written"))
    category = try row("category")
    status = try row("status")
    effective = try row("effective_at")
    effectiveDay = try row("effective_day")
    encounter = try row("encounter_name")
  }
}

extension Transaction {
  func putParts(of observations: [(id: String, patient: ID<Patient>, fact: Observation)], renewing: [String])
    throws
  {
    for start in stride(from: 0, to: renewing.count, by: 200) {
      let some = renewing[start..<min(start + 200, renewing.count)]
      try run("DELETE FROM observation_part WHERE observation IN (\(each: some))")
    }
    try insert(
      into: "observation_part", "observation, place, code_system, code, text, number, unit, written",
      observations.flatMap { one in
        one.fact.parts.enumerated().map { place, part in
          [one.id, place] + part.code.values
            + [part.value.number, kept(part.value.unit), kept(part.value.written)]
        }
      })
  }

  /// Observations with their parts, newest first.
  func observations(of patient: ID<Patient>, category: String?, limit: Int) throws -> [Observation] {
    let rows = try rows(
      """
      SELECT \(SQL(stringLiteral: Observation.columnList)) FROM observation
      WHERE patient = \(patient) AND (CAST(\(category) AS TEXT) IS NULL OR category = \(category))
      ORDER BY effective_at DESC, id DESC LIMIT \(limit)
      """)
    let ids = try rows.map { try $0("id") as String }
    let parts = try self.rows(
      """
      SELECT observation, code_system, code, text, number, unit, written FROM observation_part
      WHERE observation IN (\(each: ids)) ORDER BY observation, place
      """
    ).reduce(into: [String: [Observation.Part]]()) { parts, row in
      let value = Observation.Value(
        number: try row("number"), unit: try row("unit"), written: try row("written"))
      parts[try row("observation"), default: []].append(Observation.Part(try Code(row: row), value))
    }
    return try zip(ids, rows).map { id, row in
      var observation = try Observation(row: row)
      observation.parts = parts[id] ?? []
      return observation
    }
  }
}
