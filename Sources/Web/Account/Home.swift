import Hummingbird
import Kernel
import Practice

/// Where a person begins: the first page that is open to them.
enum Home {
  static func show(_ web: WebRequest) async throws -> Response {
    // A practice that has just begun has no place yet, and so no day to show.
    if web.who.may(.managePlaces), try await !web.practice.locations(by: web.who).contains(where: \.active) {
      return .seeOther("/places")
    }
    // Whoever runs the day begins with the day; the desk is one key away.
    let first =
      web.who.may(.seeSchedule) ? .schedule : Destination.allCases.first { web.who.may($0.permission) }
    return .seeOther(first?.path ?? "/account")
  }

  static func keys(_ web: WebRequest) async throws -> Response {
    .page(keysPage(try await web.chrome()))
  }
}
