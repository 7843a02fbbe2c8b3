import HTTPTypes
import Hummingbird
import Practice

/// One address of the office: what it is, who may use it, who answers.
///
/// There is no way to write one without saying who may: `.get("/patients", .may(.seePatients), PatientsPage.show)`.
package struct Route: Sendable {
  package enum Access: Sendable, Equatable {
    /// Anybody, signed in or not.
    case `public`
    /// Anybody who is signed in.
    case signedIn
    /// Who holds the permission.
    case may(Permission)
  }

  package typealias Handler = @Sendable (WebRequest) async throws -> Response

  package let method: HTTPRequest.Method
  /// With `:name` for a part that varies: `/patients/:patient`.
  package let path: String
  package let access: Access
  package let handler: Handler
  /// Whether a request here is work that keeps the session alive. Polling is not.
  package private(set) var isWork = true
  /// Whether the body may be as large as a photo, in parts.
  package private(set) var takesPhoto = false
  /// Whether it stays open to somebody who must set a new password first.
  package private(set) var opensBeforeNewPassword = false

  package static func get(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route {
    Route(method: .get, path: path, access: access, handler: handler)
  }

  package static func post(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route {
    Route(method: .post, path: path, access: access, handler: handler)
  }

  /// Asked by a script at its own pace: does not keep the session alive.
  package var unattended: Route { with { $0.isWork = false } }
  package var withPhoto: Route { with { $0.takesPhoto = true } }
  package var beforeNewPassword: Route { with { $0.opensBeforeNewPassword = true } }

  private func with(_ change: (inout Route) -> Void) -> Route {
    var copy = self
    change(&copy)
    return copy
  }

  package func isOpen(to who: Who?) -> Bool {
    switch access {
    case .public: true
    case .signedIn: who != nil
    case .may(let permission): who?.may(permission) ?? false
    }
  }
}
