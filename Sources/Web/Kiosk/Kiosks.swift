import Hummingbird
import Kernel
import Practice
import Scheduling

/// The page on which kiosks are made and ended.
enum Kiosks {
  static func list(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func make(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (place, name) = try web.form.all(
        { try $0.id("location", called: "the place") as ID<Location> },
        { try $0.text("name", max: 40, called: "where it stands") })
      let made = try await web.scheduling.makeKiosk(
        name, at: place, submission: try web.submission(), by: web.who)
      let view = KioskAddressView(
        name: made.kiosk.name, place: made.kiosk.location.name, address: "\(web.origin)/kiosk/\(made.token)")
      return .page(try await web.page(kioskAddressPage(view)))
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func revoke(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.revokeKiosk(try web.id("kiosk"), by: web.who)
    return .seeOther("/kiosks").saying("The kiosk is revoked. Its address opens nothing any more.")
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let (who, moments) = (web.who, try await web.moments())
    let places = try await web.practice.locations(by: who).filter { $0.active && who.may(at: $0.id) }
    let kiosks = try await web.scheduling.kiosks(by: who)
    let view = KiosksView(
      kiosks: kiosks.map { KioskLine($0, moments) }, places: places.map { Choice($0.id.rawValue, $0.name) },
      chosen: web.form["location"], name: web.form["name"], keys: web.keysOnce, problems: problems)
    return try await web.page(kiosksPage(view))
  }
}

extension KioskLine {
  fileprivate init(_ kiosk: Kiosk, _ moments: Moments) {
    self.init(
      id: kiosk.id.rawValue, name: kiosk.name, place: kiosk.location.name, isOpen: kiosk.location.active,
      made: "Made \(moments.stamp(kiosk.madeAt)) by \(kiosk.madeBy)",
      used: kiosk.usedAt.map { "last used \(moments.stamp($0))" } ?? "not used yet")
  }
}
