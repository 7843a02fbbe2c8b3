import Foundation

/// The key of this office: 32 random bytes in a file only its owner reads. Second-factor seeds and other secrets
/// in the database are sealed with it, so a stolen copy of the database alone does not give them away.
package struct OfficeKey: Sendable {
  private let bytes: [UInt8]

  /// A key held elsewhere; it has 32 bytes.
  package init(bytes: [UInt8]) throws {
    guard bytes.count == AESGCM.keyLength else { throw Unusable(path: "", why: "it has not 32 bytes") }
    self.bytes = bytes
  }

  /// A new key that is kept nowhere.
  package init() { bytes = RandomBytes.make(AESGCM.keyLength) }

  /// Reads the key's file, and makes it first where there is none. Two servers starting at the same moment on
  /// one folder come to the same key: the finished file is linked into place, and the second link fails.
  package init(loading path: String) throws {
    if access(path, F_OK) != 0 { try makeKey(at: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Unusable(path: path, why: "it cannot be read")
    }
    guard data.count == AESGCM.keyLength else {
      throw Unusable(path: path, why: "it has \(data.count) bytes instead of 32")
    }
    bytes = Array(data)
  }

  /// The key's file cannot be used; starting without it would lose what it sealed.
  package struct Unusable: Error, CustomStringConvertible {
    package let path: String
    package let why: String
    package var description: String { "The office key \(path) cannot be used: \(why)." }
  }

  /// Seals a value for one place, named `table:id:column`.
  package func seal(_ value: [UInt8], context: String) throws -> [UInt8] {
    try AESGCM.seal(value, key: bytes, context: Array(context.utf8))
  }

  /// Opens what was sealed for the same place.
  package func open(_ box: [UInt8], context: String) throws -> [UInt8] {
    try AESGCM.open(box, key: bytes, context: Array(context.utf8))
  }
}

private func makeKey(at path: String) throws {
  let draft = path + "." + RandomBytes.token()
  defer { unlink(draft) }
  let file = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw OfficeKey.Unusable(path: path, why: String(cString: strerror(errno))) }
  let key = RandomBytes.make(AESGCM.keyLength)
  let written = write(file, key, key.count)
  let synced = fsync(file)
  close(file)
  guard written == key.count, synced == 0 else {
    throw OfficeKey.Unusable(path: path, why: "it cannot be written")
  }
  guard link(draft, path) == 0 || errno == EEXIST else {
    throw OfficeKey.Unusable(path: path, why: String(cString: strerror(errno)))
  }
  let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
  if folder >= 0 {
    fsync(folder)
    close(folder)
  }
}
