import Hummingbird
import Kernel
import Practice

/// Who works here: the list, one person, and what can be done about them.
enum StaffRegister {
  static func list(_ web: WebRequest) async throws -> Response {
    let (staff, view) = (try await web.practice.staff(by: web.who), try await moments(web))
    let page = staffPage(staff, mayManage: web.who.may(.manageStaff), view)
    return .page(try await web.page(page))
  }

  static func roles(_ web: WebRequest) async throws -> Response {
    .page(try await web.page(rolesPage()))
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await person(web, .none))
  }

  static func disable(_ web: WebRequest) async throws -> Response {
    let id = try web.id("staff", of: Staff.self)
    return try await web.attempt {
      let reason = try web.form.text("reason", called: "the reason")
      try await web.practice.disable(id, reason: reason, by: web.who)
      return .seeOther("/staff/\(id)").saying("The account is disabled, and every device is signed out.")
    } refused: { problems in
      try await person(web, problems)
    }
  }

  static func enable(_ web: WebRequest) async throws -> Response {
    let id = try web.id("staff", of: Staff.self)
    return try await web.attempt {
      try await web.practice.enable(id, by: web.who)
      return .seeOther("/staff/\(id)").saying("The account is open again, with the password it had.")
    } refused: { problems in
      try await person(web, problems)
    }
  }

  static func resetPassword(_ web: WebRequest) async throws -> Response {
    let id = try web.id("staff", of: Staff.self)
    let password = try await web.practice.resetPassword(of: id, by: web.who)
    return .page(try await handOver(id, password, web))
  }

  static func removeSecondFactor(_ web: WebRequest) async throws -> Response {
    let id = try web.id("staff", of: Staff.self)
    let password = try await web.practice.removeSecondFactor(of: id, by: web.who)
    return .page(try await handOver(id, password, web))
  }

  static func handOver(_ id: ID<Staff>, _ password: String, _ web: WebRequest) async throws -> HTML {
    let staff = try await web.practice.staff(id, by: web.who)
    return try await web.page(handOverPage(staff, password: password))
  }

  private static func person(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let staff = try await web.practice.staff(web.id("staff"), by: web.who)
    let locations = try await web.practice.locations(by: web.who)
    let view = PersonView(
      staff: staff, places: placeNames(of: staff.locations, locations), moments: try await moments(web),
      mayManage: web.who.may(.manageStaff) && staff.id != web.who.staff, mayAudit: web.who.may(.seeAudit),
      reason: web.form["reason"], problems: problems, keys: web.keys)
    return try await web.page(personPage(view))
  }

  private static func moments(_ web: WebRequest) async throws -> Moments { try await web.moments() }
}

/// `Riverside, Harbor`, or everywhere.
func placeNames(of chosen: Set<ID<Location>>?, _ locations: [Location]) -> String {
  guard let chosen else { return "All locations" }
  let names = locations.filter { chosen.contains($0.id) }.map(\.name)
  return names.isEmpty ? "Other locations" : names.joined(separator: ", ")
}
