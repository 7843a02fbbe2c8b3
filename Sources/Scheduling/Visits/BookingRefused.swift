import Kernel

/// Why a visit cannot stand in a slot.
package enum BookingRefused: Refusal, Equatable {
  case slotTaken
  case roomTaken
  case patientElsewhere
  case notTheirKind
  case notThere
  case pause(String)
  case inThePast
  case clockJumps(LocalDay, WallTime)
  case minutes(Int)
  case uneven(WallTime)
  case tooFar(LocalDay)
  case deceased
  case overbookingNotAllowed
  case changedMeanwhile

  package var kind: RefusalKind {
    switch self {
    case .clockJumps, .minutes, .uneven, .tooFar: .invalid
    case .overbookingNotAllowed: .forbidden
    default: .conflict
    }
  }

  /// Whether a person with the permission may decide otherwise.
  package var canBeOverbooked: Bool {
    switch self {
    case .slotTaken, .roomTaken, .patientElsewhere, .notTheirKind, .notThere, .pause: true
    default: false
    }
  }

  package var sentence: String {
    switch self {
    case .slotTaken: "That time was just taken. Pick another."
    case .roomTaken: "No room or device that this visit needs is free then. Pick another time."
    case .patientElsewhere:
      "The patient already has a visit at that time. Pick another, or move the other visit."
    case .notTheirKind: "This provider does not do that kind of visit. Pick another provider or visit type."
    case .notThere: "The provider is not there at that time. Pick a time within their hours."
    case .pause(let label):
      label.isEmpty
        ? "The provider is not there at that time. Pick a time within their hours."
        : "That time is kept free: \(label). Pick another."
    case .inThePast: "That time has already passed. Pick a later one."
    case .clockJumps(let day, let time):
      "On \(day.long) the clock is put forward over \(time). Pick a time that the clock shows."
    case .minutes(let minutes): "A visit takes 5 to 720 minutes, in steps of five, not \(minutes)."
    case .uneven(let time): "Visits start on a step of five minutes, not at \(time)."
    case .tooFar(let day): "\(day.long) is too far away. Visits are booked up to three years ahead."
    case .deceased: "This patient is recorded as deceased, so no visit can be booked."
    case .overbookingNotAllowed: "Your account may not overbook. Pick a free time, or ask a manager."
    case .changedMeanwhile: "Somebody changed this visit meanwhile. Look at it again."
    }
  }

  /// What is wrong with a slot, whoever asks.
  static func check(_ slot: Slot) throws(BookingRefused) {
    guard visitMinutes.contains(slot.minutes), slot.minutes.isMultiple(of: 5) else {
      throw .minutes(slot.minutes)
    }
    guard slot.time.minutes.isMultiple(of: 5), slot.time.minutes < 1440 else { throw .uneven(slot.time) }
  }
}
