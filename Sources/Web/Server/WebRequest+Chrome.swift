import Kernel
import Practice
import Store

extension WebRequest {
  /// The frame of a page for whoever asks, with what was just said to them and what the page has to say. The
  /// clock is the place's, or that of the person's first location where none is given.
  package func chrome(at place: Location? = nil, notices: [Notice] = []) async throws -> Chrome {
    let (profile, locations) = try await desks.store.read { tx in
      (try tx.practiceProfile(), try tx.locations())
    }
    let (who, moment) = (who, now)
    let zone = place?.zone ?? locations.first { $0.active && who.may(at: $0.id) }?.zone ?? .utc
    let wall = zone.wall(moment)
    let heard = said.map { [Notice($0.sentence, undo: $0.undo)] } ?? []
    return Chrome(
      practice: profile?.name ?? "Foyer", demo: profile?.demo ?? false, person: who.name,
      role: who.roles.map(\.words).sorted().joined(separator: ", "),
      clock: "\(wall.day.weekday.name.prefix(3)) \(wall.day.day) \(monthName(wall.day)) · \(wall.time)",
      zone: zone.name, csrf: csrf, destinations: Destination.allCases.filter { who.may($0.permission) },
      maySearch: who.may(.seePatients), mayBook: who.may(.bookVisits), mayRegister: who.may(.editPatients),
      notices: heard + notices)
  }

  /// A whole page in the frame.
  package func page(_ page: Page, at place: Location? = nil, notices: [Notice] = []) async throws -> HTML {
    layout(page, in: try await chrome(at: place, notices: notices))
  }
}

private func monthName(_ day: LocalDay) -> Substring { LocalDay.monthNames[day.month - 1].prefix(3) }

extension Destination {
  /// What opens it; its routes ask for the same.
  package var permission: Permission {
    switch self {
    case .desk, .schedule, .checkIn, .walkIns, .times, .load, .waitList, .recall, .feeds: .seeSchedule
    case .patients: .seePatients
    case .providers, .visitTypes, .lab: .manageSchedule
    case .staff: .seeStaff
    case .places: .managePlaces
    case .audit: .seeAudit
    case .operations: .seeOperations
    }
  }
}
