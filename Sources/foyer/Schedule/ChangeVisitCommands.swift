import ArgumentParser
import Kernel
import Practice
import Scheduling
import Web

/// When a visit is, and why it may stand where a rule says no.
struct SlotFlags: ParsableArguments {
  @Option(help: "The day.") var day: DayWord
  @Option(help: "The time on the clock of the place.") var time: WallTime
  @Option(help: "Another length than usual.") var minutes: Int?
  @Option(help: "Why it should stand there although a rule says no.") var overrule = ""
}

extension ScheduleCommand {
  struct Book: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Books a visit, with the room and the devices it needs.")

    @Option(help: "Who comes: a record number or identifier.") var patient: String
    @Option(help: "For which kind of visit.") var type: String
    @Option(help: "With whom.") var provider: String
    @Option(help: "Where; not needed where there is one place.") var location: String?
    @OptionGroup var slot: SlotFlags
    @Option(help: "What the desk should know.") var note = ""
    @Option(help: "A word of your own for this booking: the same word books once, however often it is sent.")
    var key: String?
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let visit = try await flags.run { office, names in
        let (place, type) = (try names.location(location), try names.visitType(type))
        let wanted = Slot(
          provider: try names.provider(provider).id, location: place.id, day: slot.day.day(in: place.zone),
          time: slot.time, minutes: slot.minutes ?? type.minutes)
        return try await office.scheduling.book(
          BookingAsk(
            patient: try await names.patient(patient), visitType: type.id, slot: wanted, note: note,
            overrule: slot.overrule, submission: key.map { "cli:\($0)" } ?? ID<Never>().rawValue),
          by: names.who)
      }
      try flags.say("Booked", visit)
    }
  }

  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Moves a visit to another time, provider or place.")

    @Argument(help: "The visit’s identifier.") var visit: String
    @OptionGroup var slot: SlotFlags
    @Option(help: "With whom; as before where nobody is named.") var provider: String?
    @Option(help: "Where; as before where nothing is named.") var location: String?
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let moved = try await flags.run { office, names in
        let old = try await office.scheduling.visit(try names.visit(visit), by: names.who)
        let place = try location.map { try names.location($0) } ?? old.location
        let wanted = Slot(
          provider: try provider.map { try names.provider($0).id } ?? old.visit.slot.provider,
          location: place.id,
          day: slot.day.day(in: place.zone), time: slot.time, minutes: slot.minutes ?? old.visit.slot.minutes)
        return try await office.scheduling.move(
          old.visit.id, to: wanted, overrule: slot.overrule, by: names.who)
      }
      try flags.say("Moved to", moved)
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Cancels a visit and frees its time and rooms.")

    @Argument(help: "The visit’s identifier.") var visit: String
    @Option(help: "Who gave it up, or why.") var because: CancelReason
    @Option(help: "More about it; needed for “other”.") var words = ""
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let cancelled = try await flags.run { office, names in
        try await office.scheduling.cancel(
          try names.visit(visit), because: because, words: words, by: names.who)
      }
      try flags.say("Cancelled", cancelled)
    }
  }
}

extension CancelReason: ExpressibleByArgument {}

extension ScheduleFlags {
  fileprivate func say(_ done: String, _ visit: Appointment) throws {
    if json { return try printJSON(visitShape.json(visit)) }
    print("\(done) \(visit.slot.day) \(visit.slot.time.padded), \(visit.slot.minutes) min: visit \(visit.id)")
  }
}
