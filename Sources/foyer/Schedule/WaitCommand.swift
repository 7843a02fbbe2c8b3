import ArgumentParser
import Kernel
import Practice
import Scheduling
import Web

extension ScheduleCommand {
  struct Wait: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The wait list.", subcommands: [List.self, Add.self, Withdraw.self],
      defaultSubcommand: List.self)
  }
}

extension ScheduleCommand.Wait {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows who waits: urgent first, then who waits longest.")

    @Option(help: "Only for this kind of visit.") var type: String?
    @Option(help: "Only who would come to this place.") var location: String?
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let lines = try await flags.run { office, names in
        try await office.scheduling.waitList(
          type: try type.map { try names.visitType($0).id },
          location: try location.map { try names.location($0).id },
          by: names.who)
      }
      if flags.json { return try printJSON(lines.map { wishShape.json($0.wish) }) }
      if lines.isEmpty { return print("Nobody waits.") }
      for line in lines {
        let wish = line.wish
        print(
          "\(wish.terms.urgency.words)  \(line.patient.name.filed) (\(line.patient.recordNumber))  \(line.typeName)"
            + (line.providerName.isEmpty ? "" : " with \(line.providerName)")
            + "  asked \(line.asked)×  \(wish.id)")
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Puts a patient on the wait list.")

    @Option(help: "Who waits: a record number or identifier.") var patient: String
    @Option(help: "For which kind of visit.") var type: String
    @Option(help: "With whom; anybody who does such visits where nobody is named.") var provider: String?
    @Option(help: "Where; anywhere where nothing is named.") var location: String?
    @Option(name: .customLong("part"), help: "In which part of the day; give it again for several.")
    var parts: [DayPart] = []
    @Option(help: "Not after this day, like 2026-12-24.") var until: DayWord?
    @Option(help: "What the desk should know.") var note = ""
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let wish = try await flags.run { office, names in
        let place = try location.map { try names.location($0) }
        let terms = WishTerms(
          patient: try await names.patient(patient), visitType: try names.visitType(type).id,
          provider: try provider.map { try names.provider($0).id }, location: place?.id,
          parts: parts.isEmpty ? Set(DayPart.allCases) : Set(parts),
          lastDay: until?.day(in: place?.zone ?? .utc), note: note)
        return try await office.scheduling.wish(terms, by: names.who, submission: ID<Never>().rawValue)
      }
      if flags.json { return try printJSON(wishShape.json(wish)) }
      print("On the wait list: wish \(wish.id)")
    }
  }

  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes somebody off the wait list.")

    @Argument(help: "The wish’s identifier.") var wish: String
    @Option(help: "Why.") var because: String
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      guard let id = ID<Wish>(wish) else {
        throw InvalidInput("wish", "“\(wish)” is no wish’s identifier. “foyer schedule wait” shows them.")
      }
      try await flags.run { office, names in
        try await office.scheduling.withdrawWish(id, because: because, by: names.who)
      }
      if flags.json { return try printJSON(["wish": wish]) }
      print("Off the wait list.")
    }
  }
}

extension DayPart: ExpressibleByArgument {}
