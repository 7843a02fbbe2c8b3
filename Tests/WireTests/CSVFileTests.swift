import Foundation
import Kernel
import Testing

@testable import Wire

struct CSVFileTests {
  @Test func `reads quotes, commas and lines within quotes, and says on which line a row began`() throws {
    let found = try rows(
      "Last,First,Note\r\nCohen,Ruth,\"likes \"\"mornings\"\",\r\nnot noon\"\r\n\r\nLevi,Dan,\r\n")
    #expect(
      found == [
        "2: Cohen|Ruth|likes \"mornings\",\r\nnot noon", "5: Levi|Dan|",
      ])
  }

  @Test(arguments: [
    ("Last;First\nCohen;\"Ruth, N.\"\n", ";"), ("Last\tFirst\nCohen\tRuth, N.\n", "\t"),
    ("Last|First\nCohen|Ruth, N.\n", "|"), ("Last,First\rCohen,\"Ruth, N.\"\r", ","),
    ("\u{FEFF}Last,First\nCohen,\"Ruth, N.\"", ","), ("\n\nLast,First\nCohen,\"Ruth, N.\"", ","),
  ])
  func `takes the separator from the heading`(text: String, separator: Character) throws {
    var file = try CSVFile(bytes: Array(text.utf8))
    #expect(file.headings.map { $0.trimmingCharacters(in: .whitespaces) }.first == "Last")
    #expect(file.separator == separator)
    guard case .record(let record)? = file.next() else { throw InvalidInput("", "no row") }
    #expect(record.fields.first == "Cohen")
    #expect(record.fields.last?.hasPrefix("Ruth") == true)
    let end = file.next()
    #expect(end == nil)
  }

  @Test func `takes a file that is not UTF-8 for Windows-1252, and says so`() throws {
    var bytes = Array("Last,First\nCohen,Ruth\nM".utf8)
    bytes +=
      [0xFC] + Array("ller,Ren".utf8) + [0xE9] + Array("\nO".utf8) + [0x92] + Array("Neil,Zo".utf8) + [
        0xEB, 0x0A,
      ]
    #expect(
      try rows(bytes) == [
        "2: Cohen|Ruth", "3: Müller|René", "3 note: The file is not in UTF-8; it is read as Windows-1252.",
        "4: O’Neil|Zoë",
      ])
  }

  @Test func `skips a damaged row of a file that is UTF-8`() throws {
    let bytes = Array("Last\nMüller\nM".utf8) + [0xFC] + Array("ller\nLevi\n".utf8)
    #expect(
      try rows(bytes) == [
        "2: Müller", "3 skipped: The row is not in UTF-8, as the rows before it are.", "4: Levi",
      ])
  }

  @Test func `fills short rows and skips long ones`() throws {
    #expect(
      try rows("a,b\n1\n1,2,,\n1,2,3\n4,5\n") == [
        "2: 1|", "3: 1|2", "4 skipped: The row has 3 fields, the heading names 2.", "5: 4|5",
      ])
  }

  @Test func `gives up one row, not the file, where a field has no end`() throws {
    let long = String(repeating: "x", count: CSVFile.largestField + 1)
    #expect(try rows("a,b\n\(long),2\n3,4\n") == ["2 skipped: A field is longer than 64 KiB.", "3: 3|4"])
    let open = "\"" + String(repeating: "lost\n", count: 300_000) + "3,4\n"
    let found = try rows("a,b\n1,2\n" + open)
    #expect(found[0] == "2: 1|2")
    #expect(found[1] == "3 skipped: A quote is opened in this row and not closed within 1 MiB.")
    #expect(found.last?.hasSuffix("3|4") == true)
  }

  @Test(arguments: [
    (Array("".utf8), "The file is empty"), ([0xFF, 0xFE, 0x41, 0x00], "UTF-16"),
    ([0x50, 0x4B, 0x03, 0x04], "This is a spreadsheet"),
  ])
  func `refuses what is no table`(bytes: [UInt8], sentence: String) {
    do {
      _ = try CSVFile(bytes: bytes)
      Issue.record("it was read")
    } catch {
      #expect(error.sentence.contains(sentence))
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1 617", "'+1 617"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "\"'\tx\""),
    ("Cohen", "Cohen"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    (" edge", "\" edge\""), ("O'Neil", "O'Neil"), ("'quoted'", "'quoted'"), ("＝1", "'＝1"),
  ])
  func `writes nothing that a spreadsheet would run, and reads it back as it was`(
    text: String, wanted: String
  ) throws {
    #expect(CSVWriter.row([.text(text)]) == wanted + "\r\n")
    var file = try CSVFile(
      bytes: Array((CSVWriter.row(["a", "b"]) + CSVWriter.row([.text(text), .number(-5)])).utf8))
    guard case .record(let record)? = file.next() else { throw InvalidInput("", "no row") }
    #expect(record.fields == [text, "-5"])
  }
}

private func rows(_ text: String) throws -> [String] { try rows(Array(text.utf8)) }

private func rows(_ bytes: [UInt8]) throws -> [String] {
  var file = try CSVFile(bytes: bytes)
  var out: [String] = []
  while let item = file.next() {
    switch item {
    case .record(let record): out.append("\(record.line): " + record.fields.joined(separator: "|"))
    case .finding(let finding): out.append("\(finding.line) \(finding.weight.rawValue): \(finding.sentence)")
    }
  }
  return out
}

struct ColumnMapTests {
  @Test func `knows the common names of columns`() throws {
    let reading = try ColumnMap.read(headings: [
      "MRN", "Last Name", "First_Name", "D.O.B.", "Phone (mobile)", "ZIP code", "Shoe size", "Surname",
    ])
    #expect(
      reading.value.places == [
        .recordNumber: 0, .family: 1, .given: 2, .birthDate: 3, .mobile: 4, .postalCode: 5,
      ])
    #expect(
      reading.findings.map(\.sentence) == [
        "Column «Shoe size» is not read: its name is not known.",
        "Column «Surname» is not read: another one means the same.",
      ])
  }

  @Test func `lets the command line say what a column means`() throws {
    let reading = try ColumnMap.read(
      headings: ["Col A", "Col B", "MRN"], overrides: ["Family=Col A", "first name=col b", "MRN="])
    #expect(reading.value.places == [.family: 0, .given: 1])
    #expect(
      reading.value.value(.family, in: CSVRecord(line: 2, fields: [" Cohen ", "Ruth", "7"])) == "Cohen")
  }

  @Test(arguments: [
    (["Shoe size"], [String](), "No column holds the patients' names."),
    (["Last"], ["Family"], "--map wants «Meaning=Heading»"),
    (["Last"], ["Shoe=Last"], "--map does not know «Shoe»"),
    (["Last"], ["Family=Name"], "The file has no column «Name»"),
  ])
  func `refuses what it cannot follow`(headings: [String], overrides: [String], sentence: String) {
    do {
      _ = try ColumnMap.read(headings: headings, overrides: overrides)
      Issue.record("it was read")
    } catch {
      #expect(error.sentence.contains(sentence))
    }
  }

  @Test func `every meaning has names of its own`() {
    for column in PatientColumn.allCases {
      #expect(PatientColumn.named(column.rawValue) == column)
      for name in column.names { #expect(PatientColumn.named(name) == column, "\(name)") }
    }
  }

  @Test(arguments: [
    ("1979-11-23", "1979-11-23"), ("11/23/1979", "1979-11-23"), ("23.11.1979", "1979-11-23"),
    ("2/3/1980", "1980-02-03"),
    ("23 Nov 1979", "1979-11-23"), ("Nov 23, 1979", "1979-11-23"), ("November 23 1979", "1979-11-23"),
    ("23-NOV-1979", "1979-11-23"), ("19791123", "1979-11-23"), ("1979-11-23T00:00:00", "1979-11-23"),
    ("11/23/1979 12:00:00 AM", "1979-11-23"), ("11/23/79", ""), ("30/02/1980", ""), ("2/30/1980", ""),
    ("soon", ""),
    ("", ""), ("1979", ""),
  ])
  func `reads a spreadsheet's dates`(text: String, wanted: String) {
    #expect(tableDate(text, order: .monthFirst)?.description ?? "" == wanted)
  }

  @Test func `reads dates with the day first where it is told so`() {
    #expect(tableDate("3/2/1980", order: .dayFirst) == LocalDay(1980, 2, 3))
  }
}
