import CPostgres

extension StoreError {
  /// What a result says went wrong: the code, the message and the constraint's name, never the detail, which quotes
  /// values.
  init(_ result: OpaquePointer?, isAlive: Bool) {
    func field(_ name: Character) -> String? {
      guard let result, let code = name.asciiValue, let text = PQresultErrorField(result, Int32(code)) else {
        return nil
      }
      return String(cString: text)
    }
    let code = field("C") ?? ""
    let words = [code, field("M") ?? "the connection was lost", field("n") ?? ""]
    let kind: Kind =
      switch code {
      case "23505": .unique
      case "23P01": .overlap
      case "23503": .foreignKey
      case "23514", "22P02", "22003", "22001": .check
      case "23502": .notNull
      case "40001", "40P01": .serialization
      case "55P03": .busy
      case "53100": .full
      case _ where code.hasPrefix("08") || code.hasPrefix("57P") || !isAlive: .unavailable
      default: .other
      }
    self.init(kind, words.filter { !$0.isEmpty }.joined(separator: " "))
  }
}
