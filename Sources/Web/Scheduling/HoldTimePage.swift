import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Keeping a time for a few minutes while somebody thinks.
enum HoldTimePage {
  /// How long the pages hold a time, in minutes.
  static let minutes = 5

  /// From the list of times found.
  static func make(_ web: WebRequest) async throws -> Response {
    do {
      return try await hold(web, try await TimesAsk(web, web.form))
    } catch let refused as BookingRefused {
      let ask = try await TimesAsk(web, web.form)
      return .seeOther("/times?\(ask.query())").saying(refused.sentence)
    }
  }

  /// Holds the time that was chosen, and leads to the booking page that carries it.
  static func hold(_ web: WebRequest, _ ask: TimesAsk) async throws -> Response {
    guard let type = ask.type else { throw NotFound("visit type") }
    let slot = try SlotCode(web.form).slot(minutes: ask.minutes)
    let hold = try await web.scheduling.hold(
      slot, for: type.id, patient: ask.patient, minutes: minutes, submission: try web.submission() + "-hold",
      by: web.who)
    return .seeOther("/appointments/new?\(ask.query(["hold": hold.id.rawValue]))")
  }

  static func release(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.release(try web.id("hold"), by: web.who)
    let ask = try await TimesAsk(web, web.form)
    return .seeOther("/appointments/new?\(ask.query())").saying("The time is free again.")
  }
}

extension WebRequest {
  /// A hold of one's own that still stands.
  func standing(_ form: Form) async throws -> Hold? {
    guard let id: ID<Hold> = try form.optionalID("hold") else { return nil }
    return try await scheduling.standingHold(id, by: who)
  }
}

extension HoldView {
  init(_ hold: Hold, _ ask: TimesAsk) {
    let slot = hold.slot
    let who = ask.providers.first { $0.id == slot.provider }?.title
    let zone = ask.places.first { $0.id == slot.location }?.zone ?? .utc
    self.init(
      id: hold.id.rawValue,
      what: "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes))"
        + (who.map { " with \($0)" } ?? ""),
      until: "\(zone.wall(hold.expires).time)", ends: String(hold.expires.milliseconds))
  }
}

/// What is held and for how long: the end stands there, the seconds are counted by the browser.
func holdNotice(_ hold: HoldView, release: HTML) -> HTML {
  #"""
  <div class="notice info held-notice" role="status">\#(icon(.clock))<span><strong>Held for you until \#(hold.until)</strong>\#
  <span data-until="\#(hold.ends)" data-over="The time is no longer held. Look whether it is still free."></span>: \#(hold.what)</span>\#(release)</div>
  """#
}
