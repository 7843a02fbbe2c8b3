import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Books services in a row as they were found: all of them, or none. From then on they are moved and cancelled as one.
enum BookRowPage {
  static func submit(_ web: WebRequest) async throws -> Response {
    do {
      let visits = try await web.scheduling.bookTogether(
        try asks(web), called: "Visits in a row", by: web.who)
      guard let first = visits.first else { throw InvalidInput("service", "Choose one of the times.") }
      let slot = first.slot
      return .seeOther(scheduleURL("/schedule", slot.location, slot.day, nil, first.id))
        .saying(
          "Booked \(visits.count) visits from \(shortDay(slot.day)), \(clockTime(slot.time.minutes)) on.")
    } catch let refused as BookingRefused where refused.kind == .conflict {
      let ask = try await TimesAsk(web, web.form)
      return .seeOther("/times?\(ask.query())").saying(refused.sentence)
    }
  }

  private static func asks(_ web: WebRequest) throws -> [BookingAsk] {
    let patient: ID<Patient> = try web.form.id("patient")
    let submission = try web.submission()
    return try web.form.values("service").map { text in
      let service = try Service(text)
      return BookingAsk(
        patient: patient, visitType: service.type, slot: service.slot, submission: submission)
    }
  }

  /// One service of a row as a form sends it: its type, its length, and its time.
  struct Service {
    let type: ID<VisitType>
    let slot: Slot

    init(_ text: String) throws {
      let parts = text.split(separator: "~").map(String.init)
      guard parts.count == 3, let type = ID<VisitType>(parts[0]), let minutes = Int(parts[1]) else {
        throw InvalidInput("service", "Choose one of the times.")
      }
      self.type = type
      slot = try SlotCode(Form(["slot": parts[2]])).slot(minutes: minutes)
    }

    static func text(_ visit: OpenTime.Visit) -> String {
      "\(visit.visitType)~\(visit.slot.minutes)~\(SlotCode(visit.slot).text)"
    }
  }
}
