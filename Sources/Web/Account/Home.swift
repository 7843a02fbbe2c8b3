import Hummingbird
import Kernel
import Practice

/// Where a person begins: the first page that is open to them.
enum Home {
  static func show(_ web: WebRequest) throws -> Response {
    let first = Destination.allCases.first { web.who.may($0.permission) }
    return .seeOther(first?.path ?? "/account")
  }

  static func keys(_ web: WebRequest) async throws -> Response {
    .page(keysPage(try await web.chrome()))
  }
}
