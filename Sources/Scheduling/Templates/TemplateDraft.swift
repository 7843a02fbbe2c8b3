import Foundation
import Kernel
import Practice
import Records

/// A template as a form gives it.
package struct TemplateDraft: Sendable, Equatable {
  package var location: ID<Location>
  package var name: String
  package var days: ClosedRange<LocalDay>
  package var every: Int
  /// A day of a week in which it holds.
  package var anchor: LocalDay
  package var stretches: [ProviderHours]
  package var blocks: [Template.Block]
  package var starts: [Template.Start]

  package init(
    location: ID<Location>, name: String = "", days: ClosedRange<LocalDay> = Template.always, every: Int = 1,
    anchor: LocalDay = LocalDay(daysSince1970: 4), stretches: [ProviderHours], blocks: [Template.Block] = [],
    starts: [Template.Start] = []
  ) {
    self.location = location
    self.name = name
    self.days = days
    self.every = every
    self.anchor = anchor
    self.stretches = stretches
    self.blocks = blocks
    self.starts = starts
  }

  /// A pattern as it is.
  package init(_ template: Template) {
    self.init(
      location: template.location, name: template.name, days: template.first...template.last,
      every: template.every, anchor: template.anchor, stretches: template.stretches, blocks: template.blocks,
      starts: template.starts)
  }

  func checked(of provider: ID<Provider>) throws -> TemplateDraft {
    var clean = self
    clean.name = try CleanText.line(name, of: "The name", limit: 80)
    guard (1...12).contains(every) else {
      throw InvalidInput("every", "A pattern returns every 1 to 12 weeks.")
    }
    try HoursRefused.check(stretches, provider, location)
    guard stretches.contains(where: { $0.kind == .work }) else { throw TemplateRefused.noHours }
    clean.blocks = try blocks.map { try $0.checked() }
    for day in Weekday.allCases {
      let open = Minutes.union(stretches.filter { $0.weekday == day && $0.kind == .work }.map(\.span))
      let today = clean.blocks.filter { $0.weekday == day }.sorted { $0.starts < $1.starts }
      for block in today where !open.holds(block.span) {
        throw TemplateRefused.blockOutside(block.label, day)
      }
      for (one, other) in zip(today, today.dropFirst()) where one.ends > other.starts {
        throw TemplateRefused.blocksOverlap(one.label, other.label, day)
      }
    }
    clean.starts = try checkedStarts()
    return clean
  }

  private func checkedStarts() throws -> [Template.Start] {
    let sorted = starts.sorted { ($0.weekday.rawValue, $0.at) < ($1.weekday.rawValue, $1.at) }
    for (one, other) in zip(sorted, sorted.dropFirst())
    where (one.weekday, one.at) == (other.weekday, other.at) {
      throw TemplateRefused.sameStart(one.weekday, one.at)
    }
    for start in sorted {
      guard start.at.minutes.isMultiple(of: 5), start.minutes.map(\.isLengthOfVisit) ?? true else {
        throw TemplateRefused.unevenStart(start.weekday, start.at)
      }
      let open = stretches.bookableTime(on: start.weekday)
      guard open.contains(where: { $0.contains(start.at.minutes) }) else {
        throw TemplateRefused.startOutside(start.weekday, start.at)
      }
    }
    return sorted
  }

  func template(_ id: ID<Template>, of provider: ID<Provider>) -> Template {
    Template(
      id: id, provider: provider, location: location, name: name, days: days, every: every, anchor: anchor,
      stretches: stretches, blocks: blocks, starts: starts)
  }
}

extension Int {
  fileprivate var isLengthOfVisit: Bool { visitMinutes.contains(self) && isMultiple(of: 5) }
}

extension Template.Block {
  fileprivate func checked() throws -> Template.Block {
    var clean = self
    clean.label = try CleanText.line(label, of: "The block’s name", limit: 60)
    guard !clean.label.isEmpty else { throw InvalidInput("label", "Give the block a name.") }
    guard starts < ends else { throw HoursRefused.endsBeforeStart(starts, ends) }
    guard !allows.isEmpty else { throw TemplateRefused.blockForNothing(clean.label) }
    let isShare =
      switch share {
      case .percent(let percent): (1...100).contains(percent)
      case .visits(let count, let minutes): (1...100).contains(count) && visitMinutes.contains(minutes)
      }
    guard isShare else { throw TemplateRefused.noShare(clean.label) }
    if let release, !(0...365).contains(release.daysBefore) {
      throw InvalidInput("release", "A block is opened 0 to 365 days before.")
    }
    clean.link = link.trimmingCharacters(in: .whitespacesAndNewlines)
    guard clean.link.isEmpty || Self.isLink(clean.link) else { throw TemplateRefused.notALink(clean.label) }
    return clean
  }

  /// Patients press it, so it leads where it says: encrypted, without a name or password in it.
  private static func isLink(_ text: String) -> Bool {
    guard text.count <= 300, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
      let url = URLComponents(string: text), url.scheme?.lowercased() == "https", url.user == nil
    else { return false }
    return !(url.host ?? "").isEmpty
  }
}

/// Why a template cannot be kept as given.
package enum TemplateRefused: Refusal, Equatable {
  case noHours
  case blockOutside(String, Weekday)
  case blocksOverlap(String, String, Weekday)
  case blockForNothing(String)
  case noShare(String)
  case notALink(String)
  case startOutside(Weekday, WallTime)
  case sameStart(Weekday, WallTime)
  case unevenStart(Weekday, WallTime)
  /// Where the provider is by another template then, and from which day on.
  case elsewhere(place: String, name: String, LocalDay, WallTime)
  case endsBeforeItBegins
  case changedMeanwhile

  package var kind: RefusalKind { self == .changedMeanwhile ? .conflict : .invalid }

  package var sentence: String {
    switch self {
    case .noHours: "Say on which days they work: a pattern without hours says nothing."
    case .blockOutside(let label, let day):
      "“\(label)” on \(day.name) lies outside of the working hours. Move it inside, or leave it out."
    case .blocksOverlap(let one, let other, let day):
      "“\(one)” and “\(other)” overlap on \(day.name). Make one of them shorter."
    case .blockForNothing(let label): "Say which visits “\(label)” is kept for."
    case .noShare(let label):
      "“\(label)” keeps 1 to 100 percent of its time, or room for 1 to 100 visits of 5 to 720 minutes."
    case .notALink(let label): "The link of “\(label)” is not one. It begins with https://."
    case .startOutside(let day, let time):
      "The planned start at \(time) on \(day.name) lies outside of the working hours. Lengthen the hours, or leave the start out."
    case .sameStart(let day, let time):
      "Two planned starts on \(day.name) are both at \(time). Leave one of them out."
    case .unevenStart(let day, let time):
      "The planned start at \(time) on \(day.name) is not on a step of five minutes, or its visit is not 5 to 720 minutes long. Plan it anew."
    case .elsewhere(let place, let name, let day, let time):
      "On \(day.weekday.name), \(day.long), they are already at \(place) at \(time)"
        + (name.isEmpty ? "" : " (“\(name)”)")
        + ". End the other pattern before, or choose other weeks or hours."
    case .changedMeanwhile: "Somebody changed this pattern meanwhile. Look at it again."
    case .endsBeforeItBegins: "The last day lies before the first. Turn them around."
    }
  }
}
