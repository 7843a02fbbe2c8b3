import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// The files of `public/`, read once at the start and held in memory.
///
/// All of them are served under one version, `/assets/3f9c…/app.css`, which is a hash of everything: they may
/// be kept for a year, and a module that imports its neighbour by a relative address gets the same version.
package struct Assets: Sendable {
  package let version: String
  private let files: [String: File]

  struct File: Sendable {
    let type: String
    let tag: String
    let content: ByteBuffer
  }

  /// - Throws: where the folder is missing, which is a broken installation.
  package init() throws {
    // The executable finds them beside itself; the tests and `swift run` in the build folder.
    let beside = Bundle.main.bundleURL.appending(path: "foyer_Web.resources/public")
    let isBeside = FileManager.default.fileExists(atPath: beside.path)
    try self.init(folder: isBeside ? beside : Bundle.module.bundleURL.appending(path: "public"))
  }

  package init(folder: URL) throws {
    var files: [String: File] = [:]
    var everything: UInt64 = fnvBasis
    let root = folder.standardizedFileURL.path
    for name in try FileManager.default.subpathsOfDirectory(atPath: root).sorted() {
      let url = folder.appending(path: name)
      guard let type = types[url.pathExtension.lowercased()] else { continue }
      let content = try Data(contentsOf: url)
      everything = fnv(content, fnv(Data(name.utf8), everything))
      files[name] = File(
        type: type, tag: "\"\(hex(fnv(content, fnvBasis)))\"", content: ByteBuffer(bytes: content))
    }
    self.files = files
    version = hex(everything)
  }

  /// The files this program came with.
  static let ofThisVersion = Result { try Assets() }

  static func show(_ web: WebRequest) throws -> Response {
    let name = web.context.parameters.getCatchAll().joined(separator: "/")
    let seen = web.request.headers[.ifNoneMatch]
    return try ofThisVersion.get().answer(name, version: web.part("version"), seen: seen)
  }

  static func showLatest(_ web: WebRequest) throws -> Response {
    let name = web.context.parameters.getCatchAll().joined(separator: "/")
    return try ofThisVersion.get().answer(name, version: "", seen: web.request.headers[.ifNoneMatch])
  }

  /// `/assets/3f9c…/app.css`
  package func path(_ name: String) -> String { "/assets/\(version)/\(name)" }

  /// An address of an older version gets today's file, and is told to ask again next time.
  func answer(_ name: String, version asked: String, seen: String?) throws -> Response {
    guard let file = files[name] else { throw WebRefusal.noSuchPage }
    var headers: HTTPFields = [.contentType: file.type, .eTag: file.tag]
    headers[.cacheControl] = asked == version ? "public, max-age=31536000, immutable" : "no-cache"
    guard seen != file.tag else { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.content))
  }
}

private let types: [String: String] = [
  "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
  "webmanifest": "application/manifest+json",
]

/// FNV-1a, 64 bits: tells versions apart, guards nothing.
private let fnvBasis: UInt64 = 0xcbf2_9ce4_8422_2325
private func fnv(_ bytes: Data, _ start: UInt64) -> UInt64 {
  bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

private func hex(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// The address of a file of `public/`: `asset("app.css")`.
package func asset(_ name: String) -> String {
  (try? Assets.ofThisVersion.get().path(name)) ?? "/public/\(name)"
}
