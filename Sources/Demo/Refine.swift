import Kernel
import Practice
import Scheduling

extension Demo {
  /// What a practice adds once the first weeks have gone well: times that are kept for some visits, a clinic every
  /// other week, limits of what a day may hold, and a device that is being repaired.
  func refine(
    _ providers: [String: ID<Provider>], _ places: [DemoOffice.Place], _ today: LocalDay, by who: Who
  ) async throws {
    for (login, provider) in providers.sorted(by: { $0.key < $1.key }) {
      for template in try await scheduling.templates(of: provider, by: who) {
        let blocks = Self.blocks(of: login).filter { block in
          template.stretches.contains {
            $0.kind == .work && $0.weekday == block.weekday && $0.starts <= block.starts
              && block.ends <= $0.ends
          }
        }
        // Where they are at two places, the block belongs to the first.
        guard template.location == places.first?.location, !blocks.isEmpty else { continue }
        try await scheduling.editTemplate(
          template.id,
          TemplateDraft(location: template.location, stretches: template.stretches, blocks: blocks), by: who)
      }
    }
    try await openEveryOtherWeek(providers, places, today, by: who)
    try await limit(providers, by: who)
    if let ecg = places.first?.resources.first(where: { $0.name == "ECG" }) {
      try await practice.takeOutOfService(ecg.id, reason: "Waits for a new cable", by: who)
    }
  }

  private static func blocks(of login: String) -> [Template.Block] {
    func block(
      _ days: [Weekday], _ from: Int, _ to: Int, _ label: String, _ kind: VisitType.Category,
      _ share: Template.Share, _ release: Template.Release?, link: String = ""
    ) -> [Template.Block] {
      days.compactMap { day in
        guard let starts = WallTime(from / 100, from % 100), let ends = WallTime(to / 100, to % 100) else {
          return nil
        }
        return Template.Block(
          id: ID(), weekday: day, starts: starts, ends: ends, label: label, allows: [.category(kind)],
          share: share, release: release, link: link)
      }
    }
    func release(_ days: Int, _ hour: Int) -> Template.Release? {
      WallTime(hour, 0).map { Template.Release(daysBefore: days, at: $0) }
    }
    switch login {
    case "okafor":
      return block(
        [.monday, .thursday], 800, 1000, "New patients", .newPatient, .percent(50), release(3, 12))
        + block(
          [.tuesday], 1500, 1700, "Video visits", .telehealth, .percent(100), release(1, 12),
          link: "https://video.example.org/okafor")
    case "levin":
      return block(
        [.monday, .wednesday], 1300, 1500, "New children", .newPatient, .visits(2, minutes: 40),
        release(2, 12))
    case "kim":
      return block(
        [.monday, .tuesday, .wednesday, .thursday, .friday], 900, 1100, "Same-day visits", .urgent,
        .percent(75),
        release(0, 8))
    case "marchetti":
      return block([.friday], 1300, 1600, "Procedures", .procedure, .percent(100), release(5, 8))
    default: return []
    }
  }

  /// Dermatology comes to the hill every other Wednesday.
  private func openEveryOtherWeek(
    _ providers: [String: ID<Provider>], _ places: [DemoOffice.Place], _ today: LocalDay, by who: Who
  ) async throws {
    guard let provider = providers["marchetti"], let place = places.last?.location, let nine = WallTime(9, 0),
      let noon = WallTime(12, 0)
    else { return }
    try await scheduling.addTemplate(
      TemplateDraft(
        location: place, name: "Clinic on the hill", every: 2, anchor: today,
        stretches: [
          ProviderHours(provider: provider, location: place, weekday: .wednesday, starts: nine, ends: noon)
        ]), of: provider, by: who)
  }

  private func limit(_ providers: [String: ID<Provider>], by who: Who) async throws {
    let limits: [(login: String, caseload: Caseload)] = [
      ("okafor", Caseload(budgets: [.day: 420], counts: [.init(.day, .category(.newPatient), most: 3)])),
      ("levin", Caseload(budgets: [.day: 400, .week: 1800])),
      ("nair", Caseload(budgets: [.day: 330], counts: [.init(.day, .category(.newPatient), most: 1)])),
      ("kim", Caseload(budgets: [.morning: 210])),
    ]
    for limit in limits {
      guard let provider = providers[limit.login] else { continue }
      try await scheduling.keepCaseload(limit.caseload, of: provider, by: who)
    }
    try await scheduling.keepNeedWeights(Self.needWeights, by: who)
  }

  static let needWeights: [CaseloadNeed: Int] = [.interpreter: 50, .mobility: 25, .new: 20, .complex: 40]

  /// The office with what it limits and what is broken in it.
  func limited(_ office: DemoOffice, by who: Who) async throws -> DemoOffice {
    var office = office
    for doctor in office.doctors {
      let caseload = try await scheduling.caseload(of: doctor.provider, by: who)
      if caseload != Caseload() { office.limits[doctor.provider] = caseload.limits }
    }
    office.broken = Set(try await practice.outOfService(by: who).map(\.resource))
    return office
  }
}
