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
  /// What the caseload would come to, in words.
  case cap(String)
  /// The least notice in minutes.
  case leadTime(Int)
  /// What the time is kept for.
  case block(String)
  case groupFull(Int)
  case holdGone

  package var kind: RefusalKind {
    switch self {
    case .clockJumps, .minutes, .uneven, .tooFar: .invalid
    case .overbookingNotAllowed: .forbidden
    default: .conflict
    }
  }

  /// A person or a room would be in two places at once: passed only by a deliberate double booking.
  package var isHard: Bool {
    switch self {
    case .slotTaken, .roomTaken, .patientElsewhere: true
    default: false
    }
  }

  /// Whether a person with the permission may decide otherwise, once and with a reason.
  package var canBeOverruled: Bool {
    switch self {
    case .notTheirKind, .notThere, .pause, .cap, .leadTime, .block, .groupFull: true
    default: isHard
    }
  }

  /// The rule's name, as the record of who passed it keeps it.
  package var name: String {
    switch self {
    case .slotTaken: "provider_taken"
    case .roomTaken: "room_taken"
    case .patientElsewhere: "patient_elsewhere"
    case .notTheirKind: "visit_type"
    case .notThere, .pause: "hours"
    case .cap: "caseload"
    case .leadTime: "lead_time"
    case .block: "block"
    case .groupFull: "group_full"
    default: "other"
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
    case .cap(let words):
      "The provider’s caseload is reached: \(words). Pick another time or provider, or book past it with a reason."
    case .leadTime(let minutes):
      "This kind of visit needs \(notice(minutes)) notice. Pick a later time, or book past it with a reason."
    case .block(let label):
      "That time is kept for something else: \(label). Pick another, or book past it with a reason."
    case .groupFull(let capacity):
      "All \(capacity) places of this group are taken. Pick another time, or book past it with a reason."
    case .holdGone: "The time was held for a few minutes, and they are over. Look for a time again."
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

/// `45 minutes`, `2 hours`, `3 days`
private func notice(_ minutes: Int) -> String {
  switch minutes {
  case let m where m.isMultiple(of: 1440): m == 1440 ? "a day’s" : "\(m / 1440) days’"
  case let m where m.isMultiple(of: 60): m == 60 ? "an hour’s" : "\(m / 60) hours’"
  default: "\(minutes) minutes’"
  }
}
