import ArgumentParser
import Foundation
import Kernel

/// What seals or opens a backup: a key file, a passphrase from the environment, or one that is asked for.
struct BackupKeyFlags: ParsableArguments {
  @Option(help: ArgumentHelp(stringLiteral: Setting.backupKeyFile.summary + " [FOYER_BACKUP_KEY_FILE]"))
  var backupKeyFile: String?

  var given: [Setting: String] { backupKeyFile.map { [.backupKeyFile: $0] } ?? [:] }

  struct Refused: Refusal, Equatable {
    let sentence: String
    var kind: RefusalKind { .invalid }
  }

  static let shortest = 15

  /// The key for a backup that is made (`isNew`, so that a passphrase is asked for twice) or opened.
  static func key(_ configuration: Configuration, isNew: Bool) throws -> BackupKey {
    if let path = configuration.backupKeyFile { return .keyFile(try keyFile(path)) }
    if let words = configuration.backupPassphrase { return .passphrase(try checked(words, isNew: isNew)) }
    guard isatty(STDIN_FILENO) == 1 else {
      throw Refused(
        sentence: "A backup is always sealed: set FOYER_BACKUP_KEY_FILE or FOYER_BACKUP_PASSPHRASE.")
    }
    let words = try checked(ask("Passphrase of the backup: "), isNew: isNew)
    guard !isNew || ask("The same once more: ") == words else {
      throw Refused(sentence: "The two passphrases are not the same.")
    }
    return .passphrase(words)
  }

  private static func checked(_ words: String, isNew: Bool) throws -> String {
    guard !isNew || words.count >= shortest else {
      throw Refused(
        sentence: "A backup's passphrase needs at least \(shortest) characters: four random words do.")
    }
    return words
  }

  private static func keyFile(_ path: String) throws -> [UInt8] {
    var facts = stat()
    guard stat(path, &facts) == 0, let data = FileManager.default.contents(atPath: path) else {
      throw Refused(sentence: "The backup key file \(path) cannot be read.")
    }
    guard facts.st_mode & 0o077 == 0 else {
      throw Refused(sentence: "The backup key file \(path) is open to other users: run chmod 600 \(path).")
    }
    guard data.count >= 32 else {
      throw Refused(
        sentence: "The backup key file \(path) has \(data.count) bytes and needs at least 32: "
          + "make one with head -c 32 /dev/urandom.")
    }
    return Array(data)
  }

  private static func ask(_ question: String) -> String {
    getpass(question).map { String(cString: $0) } ?? ""
  }
}
