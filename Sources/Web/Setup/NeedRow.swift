import Kernel
import Practice
import Scheduling

/// One need of a visit type as the form shows it: `room` is any room, `room/procedure` any that serves procedures,
/// `device:<id>` that very device.
struct NeedRow: Sendable, Equatable {
  let what: String
  let count: Int

  /// As many as the form has lines for.
  static let places = 0..<4

  init(_ need: VisitType.Need) {
    if let resource = need.resource {
      what = "\(need.kind.rawValue):\(resource)"
    } else {
      what = need.group.isEmpty ? need.kind.rawValue : "\(need.kind.rawValue)/\(need.group)"
    }
    count = need.count
  }

  private init(what: String, count: Int) { (self.what, self.count) = (what, count) }

  static func rows(_ form: Form) -> [NeedRow] {
    places.compactMap { place in
      let what = form["need-\(place)"]
      return what.isEmpty ? nil : NeedRow(what: what, count: Int(form["count-\(place)"]) ?? 1)
    }
  }

  static func needs(_ form: Form) throws -> [VisitType.Need] {
    for place in places { _ = try form.optionalInt("count-\(place)", 1...9, called: "how many") }
    return rows(form).compactMap(\.need)
  }

  private var need: VisitType.Need? {
    let one = what.split(separator: ":", maxSplits: 1).map(String.init)
    let some = what.split(separator: "/", maxSplits: 1).map(String.init)
    if one.count == 2 {
      guard let kind = Resource.Kind(rawValue: one[0]), let id = ID<Resource>(one[1]) else { return nil }
      return VisitType.Need(kind, id)
    }
    guard let kind = some.first.flatMap(Resource.Kind.init(rawValue:)) else { return nil }
    return VisitType.Need(kind, group: some.count == 2 ? some[1] : "", count: count)
  }

  /// Any of a kind, any that serves something, and each by itself.
  static func choices(
    _ resources: [Resource], _ places: [ID<Location>: String], chosen: [NeedRow]
  ) -> [Choice] {
    let groups = Set(
      resources.filter { !$0.group.isEmpty }.map { "\($0.kind.rawValue)/\($0.group)" }
        + chosen.map(\.what).filter { $0.contains("/") })
    let some = (Resource.Kind.allCases.map(\.rawValue) + groups).sorted()
    return [Choice("", "Nothing")]
      + some.map { Choice($0, NeedRow(what: $0, count: 1).need.map(words) ?? $0) }
      + resources.map { Choice("\($0.kind.rawValue):\($0.id)", "\($0.name) · \(places[$0.location] ?? "")") }
  }

  /// `any room`, `2 assistants`, `any interpreter (es)`, `one device`
  static func words(_ need: VisitType.Need) -> String {
    let kind = need.kind == .other ? "other thing" : need.kind.words.lowercased()
    if need.resource != nil { return "one \(kind)" }
    let serves = need.group.isEmpty ? "" : " (\(need.group))"
    return need.count == 1 ? "any \(kind)\(serves)" : "\(need.count) \(kind)s\(serves)"
  }
}

extension VisitTypeRules {
  /// What is not ordinary, in a line.
  var inShort: String {
    let unit = VisitTypeFormView.LeadUnit(dividing: leadMinutes)
    return [
      category == .visit ? "" : category.words,
      leadMinutes == 0 ? "" : "\(leadMinutes / unit.minutes) \(unit.rawValue) notice",
      buffer.before == 0 ? "" : "\(buffer.before) min to set up",
      buffer.after == 0 ? "" : "\(buffer.after) min to clean", capacity == 1 ? "" : "group of \(capacity)",
      weight == 100 ? "" : "weighs \(weight) %",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
