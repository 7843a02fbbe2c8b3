import Kernel

/// How the trail's rows hang together. Each link holds the digest of its row, and a hash over that digest and the
/// hash of the link before: whoever changes a row has to change every link behind it, and whoever noted one
/// link's hash elsewhere sees it.
enum AuditChain {
  static let start = [UInt8](repeating: 0, count: 32)

  static func hash(after previous: [UInt8], digest: [UInt8]) -> [UInt8] { SHA256.hash(previous + digest) }

  /// The digest of all a row says. Every text is preceded by its length, so that no two rows read alike.
  static func digest(of row: AuditRow) -> [UInt8] {
    var bytes: [UInt8] = []
    append(UInt64(bitPattern: row.at.milliseconds), to: &bytes)
    for text in [
      row.id.rawValue, row.staff.rawValue, row.staffName, row.action, row.patient ?? "", row.set ?? "",
      row.subject, row.detail, row.address, row.request,
    ] {
      append(UInt64(text.utf8.count), to: &bytes)
      bytes += text.utf8
    }
    return SHA256.hash(bytes)
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }
}

/// A row of `audit_entry`, as stored: a set of patients by its name, which proves its members.
struct AuditRow: Sendable, Equatable {
  var id: ID<AuditEntry>
  var at: Instant
  var staff: ID<Staff>
  var staffName: String
  var action: String
  var patient: String?
  var set: String?
  var subject: String
  var detail: String
  var address: String
  var request: String
}
