import Foundation
import Kernel

/// Files that are written side by side into a new folder.
final class ExportFolder {
  private let path: String
  private var files: [String: FileHandle] = [:]
  private(set) var lines: [String: Int] = [:]

  /// Makes the folder, or takes an empty one: an export never mixes with an older one.
  init(_ path: String) throws {
    self.path = path
    let here = try? FileManager.default.contentsOfDirectory(atPath: path)
    guard here?.isEmpty ?? !FileManager.default.fileExists(atPath: path) else {
      throw InvalidInput("folder", "\(path) is not an empty folder. Name a new one.")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw InvalidInput("folder", "The folder \(path) cannot be made. Name another place.")
    }
  }

  /// Adds a line to a file, which is made with the first.
  func write(_ bytes: [UInt8], to name: String, counting: Bool = true) throws {
    let file = try files[name] ?? make(name)
    try file.write(contentsOf: Data(bytes))
    if counting { lines[name, default: 0] += 1 }
  }

  private func make(_ name: String) throws -> FileHandle {
    let place = (path as NSString).appendingPathComponent(name)
    guard
      FileManager.default.createFile(atPath: place, contents: nil, attributes: [.posixPermissions: 0o600]),
      let file = FileHandle(forWritingAtPath: place)
    else {
      throw InvalidInput("folder", "\(place) cannot be written. Look at the rights and the space there.")
    }
    files[name] = file
    return file
  }

  func close() throws {
    for file in files.values {
      try file.synchronize()
      try file.close()
    }
  }
}
